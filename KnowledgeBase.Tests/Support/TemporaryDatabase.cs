using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Tests.Support;

/// <summary>A data folder with a real SQLite file that lives as long as the test, and the stores over it.</summary>
public sealed class TemporaryDatabase : IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"kb-test-{Guid.NewGuid():N}");

    public TemporaryDatabase()
    {
        Folder = new DataFolder(_path, new StorageOptions { MinimumFreeBytes = 0, MaximumFileBytes = 1 << 20 });
        Database = new KnowledgeBaseDatabase(Folder);
        Collections = new CollectionStore(Database, TimeProvider.System);
        Documents = new DocumentStore(Database);
        Files = new DocumentFiles(Folder, new PictureCache(Folder, Microsoft.Extensions.Options.Options.Create(new KnowledgeBase.Core.Documents.Reading.ReadingOptions()), TimeProvider.System));
        Intake = new DocumentIntake(Database, Files, Documents, Changes, TimeProvider.System);
        Ingestion = new IngestionStore(Database, TimeProvider.System);
        Chunks = new ChunkStore(Database);
        Identities = new EmbeddingIdentityStore(Database);
    }

    public DataFolder Folder { get; }

    public KnowledgeBaseDatabase Database { get; }

    public DocumentChanges Changes { get; } = new();

    public CollectionStore Collections { get; }

    public DocumentStore Documents { get; }

    public DocumentFiles Files { get; }

    public DocumentIntake Intake { get; }

    public IngestionStore Ingestion { get; }

    public ChunkStore Chunks { get; }

    public EmbeddingIdentityStore Identities { get; }

    public Task<Collection> CreateCollectionAsync(string name = "采购合同") =>
        Collections.CreateAsync(name, CollectionKind.Contracts, "", "user-1", CancellationToken.None);

    /// <summary>Receives a file with this content, as an upload would.</summary>
    public async Task<IntakeResult> ReceiveAsync(
        Guid collectionId, string name, string content, DuplicateHandling onDuplicate = DuplicateHandling.Ask)
    {
        using var staged = await Files.StageAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), null, CancellationToken.None);
        return await Intake.ReceiveAsync(staged, collectionId, name, "user-1", onDuplicate, CancellationToken.None);
    }

    /// <summary>A ready document whose chunks have the vectors given, one per chunk.</summary>
    public async Task<Document> CreateReadyAsync(Guid collectionId, string name, int identity, params (string Text, float[] Vector)[] chunks)
    {
        var received = (await ReceiveAsync(collectionId, name, Guid.NewGuid().ToString())).Received!;
        await Ingestion.ClaimForReadingAsync(CancellationToken.None);
        var text = new DocumentText("test", [.. chunks.Select(chunk => new DocumentBlock(BlockKind.Paragraph, chunk.Text))], null, []);
        await Ingestion.SaveTextAsync(
            received.Id, text, [.. chunks.Select((chunk, i) => new Chunk(i, chunk.Text, null, [], null, text.StartOf(i), chunk.Text.Length, 8))], CancellationToken.None);
        await Ingestion.ClaimForEmbeddingAsync(5, CancellationToken.None);
        var waiting = await Ingestion.BeginEmbeddingAsync(received.Id, identity, CancellationToken.None);
        await Ingestion.SaveVectorsAsync(received.Id, identity, [.. waiting.Select((chunk, i) => (chunk.Id, chunks[i].Vector))], CancellationToken.None);
        Assert.True(await Ingestion.FinishAsync(received.Id, CancellationToken.None));
        return (await Documents.FindAsync(received.Id, CancellationToken.None))!;
    }

    public async ValueTask DisposeAsync()
    {
        Intake.Dispose();
        await Database.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await LeftFolder.RemoveAsync(_path);
    }
}
