namespace KnowledgeBase.Core.Llama.Loading;

/// <summary>What was loaded, for the status page.</summary>
/// <param name="Version">llama.cpp's own version.</param>
/// <param name="CpuVariant">Which of the builds for this processor was chosen, such as "zen4".</param>
/// <param name="Devices">Every device that llama.cpp can use.</param>
/// <param name="Notes">Why a back end that is installed is not used, one sentence each.</param>
public sealed record LlamaLibraryInfo(
    string Version, string CpuVariant, IReadOnlyList<LlamaDevice> Devices, IReadOnlyList<string> Notes)
{
    /// <summary>The device that a model's layers go to; null for the CPU.</summary>
    public LlamaDevice? Gpu => Devices.FirstOrDefault(static device => device.IsGpu);
}

/// <summary>One device of ggml's list.</summary>
public sealed record LlamaDevice(string Name, string Description, bool IsGpu, long FreeBytes, long TotalBytes);
