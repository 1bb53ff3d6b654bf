using System.Runtime.InteropServices;
using KnowledgeBase.Core.Llama.Native;

namespace KnowledgeBase.Core.Llama;

/// <summary>The arrays of one llama_batch, allocated once and filled again for every decode.</summary>
internal sealed unsafe class LlamaBatch : IDisposable
{
    private readonly int _capacity;
    private readonly int* _sequenceIds;
    private LlamaBatchStruct _native;

    internal LlamaBatch(int capacity)
    {
        _capacity = capacity;
        _native = new LlamaBatchStruct
        {
            Tokens = (int*)NativeMemory.Alloc((nuint)capacity, sizeof(int)),
            Positions = (int*)NativeMemory.Alloc((nuint)capacity, sizeof(int)),
            SequenceCounts = (int*)NativeMemory.Alloc((nuint)capacity, sizeof(int)),
            Sequences = (int**)NativeMemory.Alloc((nuint)capacity, (nuint)sizeof(int*)),
            Outputs = (sbyte*)NativeMemory.Alloc((nuint)capacity, sizeof(sbyte)),
        };
        _sequenceIds = (int*)NativeMemory.Alloc((nuint)capacity, sizeof(int));
        for (var index = 0; index < capacity; index++)
        {
            _native.SequenceCounts[index] = 1;
            _native.Sequences[index] = _sequenceIds + index;
        }
    }

    internal int Count => _native.TokenCount;

    internal bool IsFull => _native.TokenCount == _capacity;

    internal LlamaBatchStruct Native => _native;

    internal void Clear() => _native.TokenCount = 0;

    internal void Add(int token, int position, int sequence, bool isOutput)
    {
        // llama.cpp asserts, and with that ends the process, on a batch larger than its context's.
        if (IsFull)
            throw new InvalidOperationException("The batch is full.");
        var index = _native.TokenCount++;
        _native.Tokens[index] = token;
        _native.Positions[index] = position;
        _sequenceIds[index] = sequence;
        _native.Outputs[index] = isOutput ? (sbyte)1 : (sbyte)0;
    }

    public void Dispose()
    {
        NativeMemory.Free(_native.Tokens);
        NativeMemory.Free(_native.Positions);
        NativeMemory.Free(_native.SequenceCounts);
        NativeMemory.Free(_native.Sequences);
        NativeMemory.Free(_native.Outputs);
        NativeMemory.Free(_sequenceIds);
        _native = default;
    }
}
