using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Llama.Native;

/// <summary>llama_batch of llama.h, release v0.5.0.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaBatchStruct
{
    public int TokenCount;
    public int* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public int** Sequences;
    public sbyte* Outputs;
}
