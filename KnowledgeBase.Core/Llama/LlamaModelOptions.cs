namespace KnowledgeBase.Core.Llama;

/// <param name="GpuLayerCount">Layers on the GPU, when there is one; -1 for all of them.</param>
/// <param name="UseMemoryMap">
/// Maps the file instead of reading it. Off by default: whoever copies a new file over a mapped one ends the process.
/// </param>
public sealed record LlamaModelOptions(int GpuLayerCount = -1, bool UseMemoryMap = false);
