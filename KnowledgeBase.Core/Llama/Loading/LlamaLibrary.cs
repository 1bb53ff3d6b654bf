using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using KnowledgeBase.Core.Llama.Native;

namespace KnowledgeBase.Core.Llama.Loading;

/// <summary>
/// Loads llama.cpp once per process: the CPU package is always the base, a CUDA or Vulkan back end joins it when its
/// package is installed and its driver answers.
/// </summary>
public static unsafe class LlamaLibrary
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, nint> Handles = new(StringComparer.Ordinal);
    private static LlamaLibraryInfo? _info;

    /// <summary>What was loaded; null before <see cref="Load"/>.</summary>
    public static LlamaLibraryInfo? Info => Volatile.Read(ref _info);

    /// <summary>Loads the libraries; a second call gives the first one's answer, whatever its options.</summary>
    /// <exception cref="LlamaException">library_missing or library_mismatch.</exception>
    public static LlamaLibraryInfo Load(LlamaLibraryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        lock (Gate)
        {
            return _info ??= LoadOnce(options);
        }
    }

    private static LlamaLibraryInfo LoadOnce(LlamaLibraryOptions options)
    {
        var files = LlamaLibraryFiles.Find(options.Folder);
        Resolve(files);
        if (LlamaAbiGuard.Check() is { } mismatch)
            throw new LlamaException(LlamaException.LibraryMismatch, mismatch);

        LlamaNative.SetLog(LlamaLog.Callback, 0);
        GgmlNative.SetAbortCallback(LlamaAbort.Callback);
        var notes = LoadOptionalBackends(options);
        GgmlNative.LoadBackendsFrom(files.CpuFolder);
        LlamaNative.InitializeBackend();
        var devices = Devices();
        if (devices.Count == 0)
            throw new LlamaException(LlamaException.LibraryMissing, $"llama.cpp found no build for this processor in {files.CpuFolder}. {LlamaLog.TakeErrors()}");
        return new LlamaLibraryInfo(LlamaAbiGuard.Version(), CpuVariant(), devices, notes);
    }

    private static void Resolve(LlamaLibraryFiles files)
    {
        // The full path makes libllama find its ggml beside it; the other two are then the same, already loaded files.
        var first = Handles.Count == 0;
        Handles[LlamaNative.Library] = Open(files.Llama);
        Handles[GgmlNative.Library] = Open(files.Ggml);
        Handles[GgmlNative.BaseLibrary] = Open(files.GgmlBase);
        if (first)
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += static (Assembly _, string name) => Handles.GetValueOrDefault(name);
    }

    private static nint Open(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new LlamaException(LlamaException.LibraryMissing, $"{file} cannot be loaded: {exception.Message}", exception);
        }
    }

    private static List<string> LoadOptionalBackends(LlamaLibraryOptions options)
    {
        var notes = new List<string>();
        foreach (var (name, path) in LlamaLibraryFiles.OptionalBackends(options.Folder, options.Backend))
        {
            if (!File.Exists(path))
            {
                if (options.Backend != LlamaBackend.Auto)
                    notes.Add($"{name}: its package is not installed ({path}).");
                continue;
            }

            LlamaLog.TakeErrors();
            if (GgmlNative.LoadBackend(path) != 0)
                return notes;
            notes.Add($"{name}: {LlamaLog.TakeErrors()}");
        }

        return notes;
    }

    private static List<LlamaDevice> Devices()
    {
        var devices = new List<LlamaDevice>();
        for (nuint index = 0; index < GgmlNative.DeviceCount(); index++)
        {
            var device = GgmlNative.Device(index);
            nuint free, total;
            GgmlNative.DeviceMemory(device, &free, &total);
            var description = Marshal.PtrToStringUTF8((nint)GgmlNative.DeviceDescription(device)) ?? "";
            // A software renderer calls itself a GPU and is many times slower than the CPU back end.
            var isGpu = GgmlNative.DeviceType(device) is 1 or 2 && !description.Contains("llvmpipe", StringComparison.OrdinalIgnoreCase);
            devices.Add(new LlamaDevice(
                Marshal.PtrToStringUTF8((nint)GgmlNative.DeviceName(device)) ?? "", description, isGpu, (long)free, (long)total));
        }

        return devices;
    }

    /// <summary>The process' own memory map names the build that ggml chose for this processor.</summary>
    private static string CpuVariant()
    {
        const string prefix = "libggml-cpu-";
        var line = File.ReadLines("/proc/self/maps").FirstOrDefault(static line => line.Contains(prefix, StringComparison.Ordinal)) ?? "";
        var start = line.LastIndexOf(prefix, StringComparison.Ordinal);
        return start < 0 ? "unknown" : line[(start + prefix.Length)..].Split('.')[0];
    }
}
