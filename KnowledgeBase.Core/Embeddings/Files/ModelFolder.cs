using System.Collections.Concurrent;
using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Gguf;
using KnowledgeBase.Core.Llama.Loading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>The GGUF files that the administrator has: the bundled one and those in the folder of models.</summary>
public sealed class ModelFolder(IOptions<EmbeddingOptions> options, IHostEnvironment environment)
{
    private const int UsualTokens = 8192;
    private const int QueryTokens = 512;
    private const int LongestTokens = 32768;

    private readonly ConcurrentDictionary<(string Path, long Size, DateTime Changed), ModelFileInfo> _known = new();
    private readonly ConcurrentDictionary<(string Path, long Size, DateTime Changed), Task<string>> _hashes = new();

    /// <summary>Full path of the folder; it need not exist.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.ModelsFolder, environment.ContentRootPath);

    /// <summary>Bytes of memory that this process may use.</summary>
    public static long AvailableMemory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The bundled model first, then the folder's by name. Reads every file's head that it has not seen yet.</summary>
    public IReadOnlyList<ModelFileInfo> List()
    {
        var files = Directory.Exists(Path)
            ? new DirectoryInfo(Path).EnumerateFiles("*.gguf").OrderBy(static file => file.Name, StringComparer.OrdinalIgnoreCase)
            : Enumerable.Empty<FileInfo>();
        return [Describe(new FileInfo(ModelFile.Bundled.Path), isBundled: true), .. files.Select(file => Describe(file, isBundled: false))];
    }

    /// <summary>Null when there is no such file in the list; a path that leads elsewhere is no such file.</summary>
    public ModelFileInfo? Find(string file) => List().FirstOrDefault(known => string.Equals(known.File, file, StringComparison.Ordinal));

    /// <summary>Lower-case hex; computed once for each state of the file.</summary>
    public Task<string> HashAsync(ModelFileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var path = PathOf(file);
        return _hashes.GetOrAdd((path, file.SizeBytes, file.ChangedAt.UtcDateTime), static key => Task.Run(() => ModelFile.HashOf(key.Path, CancellationToken.None)));
    }

    internal string PathOf(ModelFileInfo file) => file.IsBundled ? ModelFile.Bundled.Path : System.IO.Path.Combine(Path, file.FileName);

    private ModelFileInfo Describe(FileInfo file, bool isBundled)
    {
        var key = (file.FullName, file.Exists ? file.Length : 0, file.Exists ? file.LastWriteTimeUtc : default);
        return _known.GetOrAdd(key, _ => Read(file, isBundled));
    }

    private static ModelFileInfo Read(FileInfo file, bool isBundled)
    {
        var info = new ModelFileInfo(isBundled ? "" : file.Name, file.Name, isBundled, file.Exists ? file.Length : 0, file.Exists ? new DateTimeOffset(file.LastWriteTimeUtc) : default, null, null, null);
        try
        {
            return info with { Model = Facts(GgufValidator.Validate(file.FullName)) };
        }
        catch (LlamaException exception)
        {
            return info with { RefusalCode = exception.Code, RefusalDetail = exception.Message };
        }
    }

    private static ModelFacts Facts(GgufModel model)
    {
        var onGpu = LlamaLibrary.Info?.Gpu is not null;
        var longest = Math.Min(Math.Min(LongestTokens, model.ContextLength), LlamaContextSize.MostTokens(model));
        var most = LoadedModel.UsualTokens(model.IsCausal, onGpu) is > 0 and var tokens ? tokens : UsualTokens;
        var usual = Math.Min(most, model.ContextLength) + QueryTokens;
        return new ModelFacts(
            model.Name, model.Architecture, model.Quantization, model.Dimensions, model.ContextLength, model.Pooling == LlamaPooling.Last ? "last" : "mean",
            Memory(LlamaMemory.Of(model, usual, onGpu)), longest, Memory(LlamaMemory.Of(model, usual + (longest > most ? longest : 0), onGpu)));
    }

    private static ModelMemory Memory(LlamaMemory memory) => new(memory.Weights + memory.Repacked, memory.Cache, memory.Compute);
}
