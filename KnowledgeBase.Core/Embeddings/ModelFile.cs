using System.Security.Cryptography;
using KnowledgeBase.Core.Llama;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>The GGUF file that the options name.</summary>
internal sealed record ModelFile(string Path, bool IsBundled)
{
    private const string BundledName = "knowledgebase-small-v2.gguf";

    internal static ModelFile Bundled { get; } = new(System.IO.Path.Combine(AppContext.BaseDirectory, "DefaultModel", BundledName), IsBundled: true);

    internal string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Never fails: whether the file is there shows when it is loaded.</summary>
    /// <param name="name">A file in the folder of models, a path, or empty for the bundled model.</param>
    internal static ModelFile Find(string name, EmbeddingOptions options, string contentRoot)
    {
        if (string.IsNullOrWhiteSpace(name))
            return Bundled;
        var beside = System.IO.Path.GetFullPath(name, contentRoot);
        var inFolder = System.IO.Path.GetFullPath(name, System.IO.Path.GetFullPath(options.ModelsFolder, contentRoot));
        return new ModelFile(!File.Exists(inFolder) && File.Exists(beside) ? beside : inFolder, IsBundled: false);
    }

    /// <summary>Lower-case hex of the file's SHA-256. The bundled file must be the one that was released.</summary>
    /// <exception cref="LlamaException">model_missing, or model_damaged when the bundled file has changed.</exception>
    internal string Hash(CancellationToken cancellationToken)
    {
        try
        {
            var hash = HashOf(Path, cancellationToken);
            if (IsBundled && !File.ReadAllText(Path + ".sha256").StartsWith(hash, StringComparison.Ordinal))
                throw new LlamaException(LlamaException.ModelDamaged, $"The bundled model {Path} is not the one that was released; install the application again.");
            return hash;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LlamaException(LlamaException.ModelMissing, $"{Path} cannot be read: {exception.Message}", exception);
        }
    }

    internal static string HashOf(string path, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            sha256.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }
}
