using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Llama.Loading;

/// <summary>The files of the prebuilt packages, which name themselves by release (libllama.v0.5.0.so).</summary>
internal sealed record LlamaLibraryFiles(string CpuFolder, string Llama, string Ggml, string GgmlBase)
{
    /// <exception cref="LlamaException">library_missing: the folder lacks one of the files.</exception>
    internal static LlamaLibraryFiles Find(string folder)
    {
        var cpu = Path.Combine(folder, Platform);
        if (!Directory.Exists(cpu))
        {
            throw new LlamaException(LlamaException.LibraryMissing, $"llama.cpp's libraries for {Platform} are not installed: there is no folder {cpu}.");
        }

        return new LlamaLibraryFiles(cpu, Single(cpu, "libllama.*"), Single(cpu, "libggml.*"), Single(cpu, "libggml-base.*"));
    }

    /// <summary>The back ends of the optional packages, in the order in which they are tried.</summary>
    internal static IEnumerable<(string Name, string Path)> OptionalBackends(string folder, LlamaBackend backend)
    {
        if (backend is LlamaBackend.Auto or LlamaBackend.Cuda)
        {
            yield return ("CUDA 13", Path.Combine(folder, $"{Platform}-cuda", "libggml-cuda.so"));
            yield return ("CUDA 12", Path.Combine(folder, $"{Platform}-cuda", "fallback", "libggml-cuda.so"));
        }

        if (backend is LlamaBackend.Auto or LlamaBackend.Vulkan)
        {
            yield return ("Vulkan", Path.Combine(folder, $"{Platform}-vulkan", "libggml-vulkan.so"));
        }
    }

    private static string Platform => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private static string Single(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Where(static file => file.EndsWith(".so", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).FirstOrDefault()
        ?? throw new LlamaException(LlamaException.LibraryMissing, $"No {pattern} in {folder}: llama.cpp's libraries are incomplete.");
}
