using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using KnowledgeBase.Core.Llama.Gguf;
using KnowledgeBase.Core.Llama.Loading;
using KnowledgeBase.Core.Llama.Native;

namespace KnowledgeBase.Core.Llama;

/// <summary>An embedding model in memory. Loading checks the file first: an unknown one never reaches llama.cpp.</summary>
public sealed unsafe class LlamaModel : IDisposable
{
    private readonly LlamaModelHandle _handle;

    private LlamaModel(LlamaModelHandle handle, GgufModel info)
    {
        _handle = handle;
        Info = info;
    }

    internal GgufModel Info { get; }

    internal LlamaModelHandle Handle => _handle;

    /// <summary>Loads a GGUF file, blocking the caller's thread.</summary>
    /// <param name="progress">Called on this thread with 0 to 1.</param>
    /// <exception cref="LlamaException">The library or the model cannot be used; see its code.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, with nothing left in memory.</exception>
    public static LlamaModel Load(string path, LlamaModelOptions options, Action<float>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var library = LlamaLibrary.Info ?? LlamaLibrary.Load(LlamaLibraryOptions.Default);
        var info = GgufValidator.Validate(path);
        CheckMemory(info);
        cancellationToken.ThrowIfCancellationRequested();

        var state = new LoadState(progress, cancellationToken);
        var stateHandle = GCHandle.Alloc(state);
        var noDevices = stackalloc nint[1];
        try
        {
            var parameters = LlamaNative.DefaultModelParams();
            var usesGpu = library.Gpu is not null && options.GpuLayerCount != 0;
            parameters.GpuLayerCount = usesGpu ? options.GpuLayerCount : 0;
            if (!usesGpu)
                parameters.Devices = (nint)noDevices;
            parameters.LoadMode = options.UseMemoryMap ? 1 : 0;
            parameters.CheckTensors = 1;
            parameters.ProgressCallback = &OnProgress;
            parameters.ProgressCallbackUserData = GCHandle.ToIntPtr(stateHandle);
            LlamaLog.TakeErrors();
            var handle = LlamaNative.LoadModel(path, parameters);
            state.Failure?.Throw();
            if (!handle.IsInvalid)
                return new LlamaModel(handle, info);
            handle.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new LlamaException(LlamaException.ModelDamaged, $"llama.cpp refused {Path.GetFileName(path)}: {LlamaLog.TakeErrors()}");
        }
        finally
        {
            stateHandle.Free();
        }
    }

    /// <summary>
    /// Token ids of a text with the model's end token, the only special token that can come out: what a user types never
    /// becomes one. Too long a text loses its end, not its end token. Thread-safe.
    /// </summary>
    public int[] Tokenize(string text, int maxTokens) => Close(Tokenize(text, static tokens => tokens.ToArray()), maxTokens);

    /// <summary>How many tokens <see cref="Tokenize(string, int)"/> gives when nothing is cut. Thread-safe.</summary>
    public int CountTokens(string text) =>
        Tokenize(text, tokens => tokens.Length + (Info.EndToken is { } end && (tokens.IsEmpty || tokens[^1] != end) ? 1 : 0));

    /// <summary>Token ids with the end token as the last, once; the ids before it are cut to fit.</summary>
    public int[] Close(ReadOnlySpan<int> tokens, int maxTokens)
    {
        if (Info.EndToken is not { } end)
            return tokens[..Math.Min(tokens.Length, maxTokens)].ToArray();
        if (tokens.Length > 0 && tokens[^1] == end)
            tokens = tokens[..^1];
        return [.. tokens[..Math.Min(tokens.Length, maxTokens - 1)], end];
    }

    public void Dispose() => _handle.Dispose();

    private T Tokenize<T>(string text, Func<ReadOnlySpan<int>, T> use)
    {
        ArgumentNullException.ThrowIfNull(text);
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var tokens = ArrayPool<int>.Shared.Rent(text.Length + 8);
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text, buffer);
            var count = Tokenize(buffer.AsSpan(0, bytes), tokens);
            if (count < 0)
            {
                // Rare texts have more tokens than characters; the answer is the number of them.
                ArrayPool<int>.Shared.Return(tokens);
                tokens = ArrayPool<int>.Shared.Rent(-count);
                count = Tokenize(buffer.AsSpan(0, bytes), tokens);
            }

            return use(tokens.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<int>.Shared.Return(tokens);
        }
    }

    /// <summary>A model that does not fit calls the kernel's OOM killer instead of failing.</summary>
    private static void CheckMemory(GgufModel info)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (info.SizeBytes > available / 10 * 9)
            throw new LlamaException(LlamaException.ModelTooLarge, $"{info.Name} has {info.SizeBytes >> 20} MiB, this machine {available >> 20} MiB of memory.");
    }

    private int Tokenize(ReadOnlySpan<byte> text, Span<int> tokens)
    {
        var added = false;
        try
        {
            _handle.DangerousAddRef(ref added);
            fixed (byte* bytes = text)
            fixed (int* ids = tokens)
            {
                return LlamaNative.Tokenize(LlamaNative.Vocabulary(_handle), bytes, text.Length, ids, tokens.Length, addSpecial: true, parseSpecial: false);
            }
        }
        finally
        {
            if (added)
                _handle.DangerousRelease();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnProgress(float fraction, nint userData)
    {
        var state = (LoadState)GCHandle.FromIntPtr(userData).Target!;
        try
        {
            state.Progress?.Invoke(fraction);
            return state.CancellationToken.IsCancellationRequested ? (byte)0 : (byte)1;
        }
        catch (Exception exception)
        {
            // No exception may pass through native frames: it stops the load here and is thrown after it.
            state.Failure = ExceptionDispatchInfo.Capture(exception);
            return 0;
        }
    }

    private sealed record LoadState(Action<float>? Progress, CancellationToken CancellationToken)
    {
        public ExceptionDispatchInfo? Failure { get; set; }
    }
}
