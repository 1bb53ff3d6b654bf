using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Llama.Native;

/// <summary>What is needed of ggml: choosing the backends, naming the devices, and what happens on an assertion.</summary>
internal static unsafe partial class GgmlNative
{
    internal const string Library = "knowledgebase-ggml";
    internal const string BaseLibrary = "knowledgebase-ggml-base";

    [LibraryImport(Library, EntryPoint = "ggml_backend_load", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint LoadBackend(string path);

    [LibraryImport(Library, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void LoadBackendsFrom(string folder);

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_count")]
    internal static partial nuint DeviceCount();

    [LibraryImport(Library, EntryPoint = "ggml_backend_dev_get")]
    internal static partial nint Device(nuint index);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_name")]
    internal static partial byte* DeviceName(nint device);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_description")]
    internal static partial byte* DeviceDescription(nint device);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_type")]
    internal static partial int DeviceType(nint device);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_backend_dev_memory")]
    internal static partial void DeviceMemory(nint device, nuint* free, nuint* total);

    [LibraryImport(BaseLibrary, EntryPoint = "ggml_set_abort_callback")]
    internal static partial nint SetAbortCallback(delegate* unmanaged[Cdecl]<byte*, void> callback);
}
