using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.EndToEnd;
using KnowledgeBase.Tests.Support;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Tests.Ingestion;

/// <summary>What fails around a document, on the application's own engine and database: the document waits, and gets ready afterwards.</summary>
public sealed class IngestionFailureTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();
    private RunningCore _core = null!;
    private Collection _collection = null!;

    private IngestionWorker Worker => _core.Get<IngestionWorker>();

    private IngestionPipeline Pipeline => _core.Get<IngestionPipeline>();

    private KnowledgeBaseDatabase Database => _core.Get<KnowledgeBaseDatabase>();

    public async ValueTask InitializeAsync()
    {
        _core = await RunningCore.StartAsync(_folder.Path);
        _collection = await _core.CreateCollectionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _core.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task NeitherAFullDiskAtTheStartNorOneLaterStopsTheWork()
    {
        var document = await ReceiveAsync();
        var refusal = await Database.RefuseAsync("update of status on document");
        await Worker.StartAsync(CancellationToken.None);
        Assert.False(Worker.ExecuteTask!.IsCompleted);
        await Assert.ThrowsAsync<SqliteException>(() => Pipeline.ReadNextAsync(CancellationToken.None));
        Assert.False(Worker.ExecuteTask!.IsCompleted);
        await refusal.DisposeAsync();
        await UntilAsync(document.Id, DocumentStatus.Ready);
        Assert.False(Worker.ExecuteTask!.IsCompleted);
        await Worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task ADocumentThatWasReadOnAFullDiskIsNotStuck()
    {
        var document = await ReceiveAsync();
        await using (await Database.RefuseAsync("insert on chunk"))
        await using (await Database.RefuseAsync("update of status on document when new.status = 'failed'"))
        {
            await Assert.ThrowsAsync<SqliteException>(() => Pipeline.ReadNextAsync(CancellationToken.None));
            Assert.Equal(DocumentStatus.Reading, (await FindAsync(document.Id)).Status);
        }

        Assert.True(await Pipeline.ReadNextAsync(CancellationToken.None));
        Assert.Equal(DocumentStatus.Embedding, (await FindAsync(document.Id)).Status);

        await using (await Database.RefuseAsync("insert on vector"))
        await using (await Database.RefuseAsync("update of status on document when new.status = 'failed'"))
        {
            // More often than a document may be started: none of them took the process down.
            for (var start = 0; start < 7; start++)
            {
                await Assert.ThrowsAsync<SqliteException>(() => Pipeline.EmbedNextAsync(CancellationToken.None));
            }
        }

        Assert.True(await Pipeline.EmbedNextAsync(CancellationToken.None));
        Assert.Equal(DocumentStatus.Ready, (await FindAsync(document.Id)).Status);
    }

    [Fact]
    public async Task WorkIsOnlyStoredWhileThereIsRoomAndTheDocumentSaysWhy()
    {
        await using var core = await RunningCore.StartAsync(Path.Combine(_folder.Path, "full"), KeyValuePair.Create<string, string?>("Storage:MinimumFreeBytes", "4000000000000000"));
        var collection = await core.CreateCollectionAsync();
        var document = await ReceiveAsync(core, collection);
        Assert.True(await core.Get<IngestionPipeline>().ReadNextAsync(CancellationToken.None));
        var now = (await core.Get<DocumentStore>().FindAsync(document.Id, CancellationToken.None))!;
        Assert.Equal((DocumentStatus.Failed, StorageException.DiskFull, 0), (now.Status, now.ErrorCode, now.ChunkCount));
    }

    [Fact]
    public async Task GracefulStopsDoNotCountAsCrashes()
    {
        var document = await ReceiveAsync(clauses: 400);
        Assert.True(await Pipeline.ReadNextAsync(CancellationToken.None));
        for (var stop = 0; stop < new IngestionOptions().MaxAttempts + 2; stop++)
        {
            using var stopping = new CancellationTokenSource();
            var before = await FindAsync(document.Id);
            var embedding = Pipeline.EmbedNextAsync(stopping.Token);
            while (await FindAsync(document.Id) is { Attempts: 0 } now && now.EmbeddedCount == before.EmbeddedCount)
            {
            }

            await stopping.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedding);
            Assert.Equal((DocumentStatus.Embedding, 0), ((await FindAsync(document.Id)).Status, (await FindAsync(document.Id)).Attempts));
        }

        Assert.True(await Pipeline.EmbedNextAsync(CancellationToken.None));
        Assert.Equal(DocumentStatus.Ready, (await FindAsync(document.Id)).Status);
    }

    [Fact]
    public async Task AReloadOfTheModelLeavesDocumentsWaitingAndTheyGetReady()
    {
        var documents = new List<Document>();
        for (var number = 0; number < 6; number++)
        {
            documents.Add(await ReceiveAsync(clauses: 150));
        }

        await Worker.StartAsync(CancellationToken.None);
        for (var reload = 0; reload < 3; reload++)
        {
            await UntilAsync(documents[reload].Id, DocumentStatus.Embedding, DocumentStatus.Ready);
            await _core.Engine.ReloadAsync(CancellationToken.None);
        }

        foreach (var document in documents)
        {
            await UntilAsync(document.Id, DocumentStatus.Ready);
        }

        await Worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task AnEngineThatWentDownLeavesTheDocumentWaitingUntilItIsLoadedAgain()
    {
        var document = await ReceiveAsync();
        _core.Engine.Abandon("GGML_ASSERT(false) failed");
        await Worker.StartAsync(CancellationToken.None);
        await Assert.ThrowsAsync<EmbeddingException>(() => Pipeline.ReadNextAsync(CancellationToken.None));
        Assert.Equal(DocumentStatus.Received, (await FindAsync(document.Id)).Status);
        await _core.Engine.ReloadAsync(CancellationToken.None);
        await UntilAsync(document.Id, DocumentStatus.Ready);
        await Worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task APasswordOfARefusedRetryIsForgotten()
    {
        var document = await ReceiveAsync();
        Assert.False(await Worker.RetryAsync(document, "secret", CancellationToken.None)); // it waits to be read
        Assert.Null(_core.Get<DocumentPasswords>().Take(document.Id));
    }

    [Fact]
    public async Task AListenerThatThrowsKeepsNobodyFromHearing()
    {
        var heard = 0;
        using var bad = _core.Get<DocumentChanges>().Subscribe(static _ => throw new ObjectDisposedException("page"));
        using var good = _core.Get<DocumentChanges>().Subscribe(_ => heard++);
        var document = await ReceiveAsync();
        Assert.True(await Pipeline.ReadNextAsync(CancellationToken.None));
        Assert.True(await Pipeline.EmbedNextAsync(CancellationToken.None));
        Assert.Equal(DocumentStatus.Ready, (await FindAsync(document.Id)).Status);
        Assert.True(heard >= 4);
    }

    private Task<Document> ReceiveAsync(int clauses = 3) => ReceiveAsync(_core, _collection, clauses);

    /// <summary>A text file as it is uploaded.</summary>
    private static async Task<Document> ReceiveAsync(RunningCore core, Collection collection, int clauses = 3)
    {
        var clause = string.Concat(Enumerable.Repeat("卖方逾期交付货物的，每逾期一日应当向买方支付违约金。", 8));
        var text = string.Concat(Enumerable.Range(1, clauses).Select(number => $"第{number}条 {clause}{Guid.NewGuid()}\n"));
        _ = core.Get<DocumentFiles>(); // empties the folder at its start
        var path = core.Get<DataFolder>().Below("uploads", "tmp", $"{Guid.NewGuid():N}.part");
        await File.WriteAllTextAsync(path, text);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(path)));
        using var staged = new StagedFile(path, hash, new FileInfo(path).Length);
        return (await core.Get<DocumentIntake>().ReceiveAsync(staged, collection.Id, "合同.txt", "user-1", DuplicateHandling.Keep, CancellationToken.None)).Received!;
    }

    private async Task<Document> FindAsync(Guid id) => (await _core.Get<DocumentStore>().FindAsync(id, CancellationToken.None))!;

    private async Task UntilAsync(Guid id, params DocumentStatus[] wanted)
    {
        for (var started = System.Diagnostics.Stopwatch.GetTimestamp(); ; await Task.Delay(20))
        {
            var now = await FindAsync(id);
            if (wanted.Contains(now.Status)) return;
            Assert.False(now.Status is DocumentStatus.Failed or DocumentStatus.Quarantined || System.Diagnostics.Stopwatch.GetElapsedTime(started) > Patience, $"It is {now.Status}: {now.ErrorCode} {now.ErrorDetail}");
        }
    }
}
