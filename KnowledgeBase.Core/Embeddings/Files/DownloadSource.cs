using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>The hub from which an administrator has allowed downloads; nowhere until then.</summary>
public sealed class DownloadSource
{
    private readonly KnowledgeBaseDatabase _database;
    private volatile ModelHub? _current;

    public DownloadSource(KnowledgeBaseDatabase database, IOptions<DownloadOptions> options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        _database = database;
        var mirror = options.Value.Mirror;
        Known = mirror is null ? [ModelHub.HuggingFace, ModelHub.ModelScope] : [mirror, ModelHub.HuggingFace, ModelHub.ModelScope];
        _current = Of(database.Read(static connection => connection.Scalar<string>("select name from model_hub")) ?? (mirror?.Name ?? ""));
    }

    /// <summary>Those that can be allowed.</summary>
    public IReadOnlyList<ModelHub> Known { get; }

    /// <summary>Null: nothing is downloaded.</summary>
    public ModelHub? Current => _current;

    /// <param name="name">Of a known hub; anything else for nowhere.</param>
    public async Task AllowAsync(string? name, CancellationToken cancellationToken)
    {
        var hub = Of(name);
        await _database.WriteAsync(
            connection => connection.Execute("insert or replace into model_hub (id, name) values (1, $name)", ("$name", hub?.Name ?? "")), cancellationToken);
        _current = hub;
    }

    private ModelHub? Of(string? name) => Known.FirstOrDefault(hub => string.Equals(hub.Name, name, StringComparison.Ordinal));
}
