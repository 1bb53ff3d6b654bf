namespace KnowledgeBase.Core.Llama.Loading;

/// <summary>Which of llama.cpp's back ends may compute.</summary>
public enum LlamaBackend
{
    /// <summary>CUDA, else Vulkan, where their packages and a driver are installed; else the CPU.</summary>
    Auto,
    Cpu,
    Cuda,
    Vulkan,
}

/// <summary>Where the shared libraries lie and what they may use.</summary>
/// <param name="Folder">Folder with one folder per package (linux-x64, linux-x64-cuda, ...).</param>
public sealed record LlamaLibraryOptions(string Folder, LlamaBackend Backend)
{
    /// <summary>Beside the application, where the build puts the libraries.</summary>
    public static LlamaLibraryOptions Default { get; } = new(Path.Combine(AppContext.BaseDirectory, "llama"), LlamaBackend.Auto);
}
