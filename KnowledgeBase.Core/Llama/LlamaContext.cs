using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KnowledgeBase.Core.Llama.Loading;
using KnowledgeBase.Core.Llama.Native;

namespace KnowledgeBase.Core.Llama;

/// <summary>
/// Turns token sequences into vectors. One call at a time: a second one waits. Keeps its model's memory alive, so that
/// the two may be disposed in any order.
/// </summary>
public sealed unsafe class LlamaContext : IDisposable
{
    private const int Aborted = 2;

    private readonly Lock _gate = new();
    private readonly LlamaContextHandle _handle;
    private readonly LlamaBatch _batch;
    private readonly LlamaModel _model;
    private readonly LlamaPrefix _prefix;
    private readonly bool _isTwoPass;
    private int* _stop;

    /// <exception cref="LlamaException">out_of_memory or engine_failed.</exception>
    public LlamaContext(LlamaModel model, LlamaContextOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        _model = model;
        Size = LlamaContextSize.For(model.Info, options);
        _isTwoPass = model.Info.IsCausal && options.DecodeMode == LlamaDecodeMode.Auto;
        _stop = (int*)NativeMemory.AllocZeroed(sizeof(int));

        var parameters = LlamaNative.DefaultContextParams();
        parameters.ContextSize = (uint)Size.Tokens;
        parameters.BatchSize = (uint)Size.Batch;
        parameters.MicroBatchSize = (uint)Size.MicroBatch;
        parameters.MaxSequences = (uint)Size.Texts;
        parameters.MaxOutputs = _isTwoPass ? (uint)Size.Texts : 0;
        parameters.Threads = parameters.ThreadsBatch = options.Threads;
        parameters.PoolingType = (int)model.Info.Pooling;
        parameters.Embeddings = _isTwoPass ? (byte)0 : (byte)1;
        // One pool of cells for all texts: their lengths are free.
        parameters.UnifiedKeyValues = 1;
        parameters.AbortCallback = &ShouldStop;
        parameters.AbortCallbackData = (nint)_stop;
        LlamaLog.TakeErrors();
        _handle = LlamaNative.CreateContext(model.Handle, parameters);
        if (_handle.IsInvalid)
        {
            _handle.Dispose();
            NativeMemory.Free(_stop);
            throw new LlamaException(LlamaException.OutOfMemory, $"llama.cpp could not make a context of {Size.Tokens} tokens: {LlamaLog.TakeErrors()}");
        }

        _handle.KeepAlive(model.Handle);
        _prefix = new LlamaPrefix(LlamaNative.Memory(_handle));
        _batch = new LlamaBatch(Size.Batch);
    }

    /// <summary>What one call can take.</summary>
    internal LlamaContextSize Size { get; }

    /// <inheritdoc cref="Embed(IReadOnlyList{int[]}, int, CancellationToken)"/>
    public float[][] Embed(IReadOnlyList<int[]> sequences, CancellationToken cancellationToken) => Embed(sequences, 0, cancellationToken);

    /// <summary>One vector per sequence as the model gives it: not cut, not normalised.</summary>
    /// <param name="sequences">At most <see cref="LlamaContextSize.Texts"/> of them, together at most <see cref="LlamaContextSize.Tokens"/> tokens, none empty.</param>
    /// <param name="shared">
    /// How many of the first tokens are the same in every sequence. A causal model decodes them once, and not at all when
    /// the call before began with them; others take no notice.
    /// </param>
    /// <exception cref="LlamaException">engine_failed: llama.cpp refused the batch.</exception>
    /// <exception cref="OperationCanceledException">Cancelled in the middle; the context stays usable.</exception>
    public float[][] Embed(IReadOnlyList<int[]> sequences, int shared, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        Size.Check(sequences, _model.Info.VocabularySize);
        LlamaPrefix.Check(sequences, shared);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stop is null, this);
            *_stop = 0;
            using var registration = cancellationToken.UnsafeRegister(static stop => Volatile.Write(ref *(int*)(nint)stop!, 1), (nint)_stop);
            if (_isTwoPass)
                return TwoPass(sequences, shared, cancellationToken);
            _prefix.Clear();
            return _model.Info.IsCausal ? Plain(sequences, cancellationToken) : Encode(sequences, cancellationToken);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_stop is null)
                return;
            _handle.Dispose();
            _batch.Dispose();
            NativeMemory.Free(_stop);
            _stop = null;
        }
    }

    /// <summary>
    /// llama.cpp computes the projection to the whole vocabulary for every output token of a context that gives
    /// embeddings. So all tokens but the last of each text go through first, without any output, and only the last ones
    /// are decoded as embeddings; with causal attention the result is the same.
    /// </summary>
    private float[][] TwoPass(IReadOnlyList<int[]> sequences, int shared, CancellationToken cancellationToken)
    {
        LlamaNative.SetEmbeddings(_handle, embeddings: false);
        _batch.Clear();
        if (!_prefix.Keeps(sequences[0].AsSpan(0, shared)))
        {
            // In a decode of its own, so that what follows is the same whether it was kept or not.
            _prefix.Clear();
            AddToBatch(sequences[0].AsSpan(0, shared), 0, 0, cancellationToken);
            Flush(cancellationToken);
        }

        _prefix.Share(sequences[0].AsSpan(0, shared), sequences.Count);
        try
        {
            for (var sequence = 0; sequence < sequences.Count; sequence++)
            {
                AddToBatch(sequences[sequence].AsSpan(shared, sequences[sequence].Length - 1 - shared), shared, sequence, cancellationToken);
            }

            Flush(cancellationToken);
            LlamaNative.SetEmbeddings(_handle, embeddings: true);
            for (var sequence = 0; sequence < sequences.Count; sequence++)
            {
                _batch.Add(sequences[sequence][^1], sequences[sequence].Length - 1, sequence, isOutput: true);
            }

            Flush(cancellationToken);
            return Vectors(0, sequences.Count);
        }
        catch
        {
            // Whatever a decode that did not end has left there.
            _prefix.Clear();
            throw;
        }
    }

    private void AddToBatch(ReadOnlySpan<int> tokens, int position, int sequence, CancellationToken cancellationToken)
    {
        foreach (var token in tokens)
        {
            if (_batch.IsFull)
                Flush(cancellationToken);
            _batch.Add(token, position++, sequence, isOutput: false);
        }
    }

    private float[][] Plain(IReadOnlyList<int[]> sequences, CancellationToken cancellationToken)
    {
        // Every decode overwrites the vectors of the texts in it, so a text is read when its last token has gone through.
        var vectors = new float[sequences.Count][];
        _batch.Clear();
        for (var sequence = 0; sequence < sequences.Count; sequence++)
        {
            for (var position = 0; position < sequences[sequence].Length; position++)
            {
                if (_batch.IsFull)
                    Flush(cancellationToken);
                _batch.Add(sequences[sequence][position], position, sequence, isOutput: true);
            }

            Flush(cancellationToken);
            vectors[sequence] = Vectors(sequence, 1)[0];
        }

        return vectors;
    }

    private float[][] Encode(IReadOnlyList<int[]> sequences, CancellationToken cancellationToken)
    {
        _batch.Clear();
        for (var sequence = 0; sequence < sequences.Count; sequence++)
        {
            for (var position = 0; position < sequences[sequence].Length; position++)
            {
                _batch.Add(sequences[sequence][position], position, sequence, isOutput: true);
            }
        }

        Flush(cancellationToken);
        return Vectors(0, sequences.Count);
    }

    private void Flush(CancellationToken cancellationToken)
    {
        // The abort callback is polled on the CPU only; a GPU stops here, between two decodes.
        cancellationToken.ThrowIfCancellationRequested();
        if (_batch.Count == 0)
            return;
        var answer = _model.Info.IsCausal ? LlamaNative.Decode(_handle, _batch.Native) : LlamaNative.Encode(_handle, _batch.Native);
        _batch.Clear();
        if (answer == 0)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        throw new LlamaException(
            LlamaException.EngineFailed,
            answer == Aborted ? "The decode was stopped." : $"llama.cpp refused the texts ({answer}): {LlamaLog.TakeErrors()}");
    }

    private float[][] Vectors(int first, int count)
    {
        var vectors = new float[count][];
        for (var index = 0; index < count; index++)
        {
            var vector = LlamaNative.SequenceEmbedding(_handle, first + index);
            if (vector is null)
                throw new LlamaException(LlamaException.EngineFailed, "llama.cpp gave no vector.");
            vectors[index] = new ReadOnlySpan<float>(vector, _model.Info.EmbeddingLength).ToArray();
        }

        return vectors;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte ShouldStop(nint stop) => (byte)Volatile.Read(ref *(int*)stop);
}
