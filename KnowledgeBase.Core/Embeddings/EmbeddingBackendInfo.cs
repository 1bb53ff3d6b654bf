using KnowledgeBase.Core.Llama.Loading;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>What computes, for the status page.</summary>
/// <param name="Version">llama.cpp's own version.</param>
/// <param name="Name">"CPU", or the graphics card's back end and name.</param>
/// <param name="CpuVariant">The build for this processor, such as "zen4".</param>
/// <param name="Devices">Every device that could be used.</param>
/// <param name="Notes">Why an installed back end is not used, a sentence each.</param>
public sealed record EmbeddingBackendInfo(
    string Version, string Name, string CpuVariant, IReadOnlyList<string> Devices, IReadOnlyList<string> Notes)
{
    internal static EmbeddingBackendInfo Of(LlamaLibraryInfo library) => new(
        library.Version,
        library.Gpu is { } gpu ? $"{gpu.Name} {gpu.Description}" : "CPU",
        library.CpuVariant,
        [.. library.Devices.Select(static device => $"{device.Name} {device.Description}")],
        library.Notes);
}
