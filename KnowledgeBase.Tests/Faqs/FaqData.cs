using System.Text;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Imports;
using KnowledgeBase.Tests.Embeddings;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Faqs;

/// <summary>An FAQ collection on a real database, matched with the bundled model.</summary>
internal sealed class FaqData : IAsyncDisposable
{
    private readonly TemporaryDatabase _data = new();
    private readonly RunningEngine _engine;
    private readonly FaqVectors _vectors;

    private FaqData(RunningEngine engine)
    {
        _engine = engine;
        _vectors = new FaqVectors(_data.Database);
        Editing = new FaqEditing(_data.Database, Changes, TimeProvider.System);
        Store = new FaqStore(_data.Database);
        Wait = new FaqVectorWait(_vectors);
        Settings = new FaqSettingsStore(_data.Database);
        Index = new FaqVectorIndex(_vectors, Changes, NullLogger<FaqVectorIndex>.Instance);
        Words = new FaqWordIndex(_data.Database, Changes);
        Ranking = new FaqRanking(Index, Words, new FaqPhrasingIds(_data.Database));
        Matcher = new FaqMatcher(_data.Database, _data.Collections, engine.Engine, _data.Identities, Epoch, Ranking, Wait, Settings, Changes, TimeProvider.System);
        Duplicates = new FaqDuplicates(_data.Database, engine.Engine, _data.Identities, Index);
        ImportStore = new FaqImportStore(_data.Database);
        Imports = new FaqImports(_data.Database, ImportStore, Changes, TimeProvider.System);
        ImportWorker = new FaqImportWorker(
            Imports, ImportStore, _data.Collections, engine.Engine, _data.Identities, Index, Store, NullLogger<FaqImportWorker>.Instance);
    }

    public TemporaryDatabase Data => _data;

    public IEmbeddingEngine Engine => _engine.Engine;

    public FaqChanges Changes { get; } = new();

    public EmbeddingEpoch Epoch { get; } = new();

    public FaqEditing Editing { get; }

    public FaqStore Store { get; }

    public FaqSettingsStore Settings { get; }

    public FaqVectorIndex Index { get; }

    public FaqWordIndex Words { get; }

    public FaqRanking Ranking { get; }

    public FaqVectorWait Wait { get; }

    public FaqMatcher Matcher { get; }

    public FaqDuplicates Duplicates { get; }

    public FaqImportStore ImportStore { get; }

    public FaqImports Imports { get; }

    public FaqImportWorker ImportWorker { get; }

    public Collection Collection { get; private set; } = null!;

    public static async Task<FaqData> CreateAsync()
    {
        var data = new FaqData(await RunningEngine.StartAsync());
        data.Collection = await data._data.Collections.CreateAsync("客服", CollectionKind.Faq, "", "user-1", CancellationToken.None);
        return data;
    }

    public Task<FaqEntry> AddAsync(string question, string answer = "答案", FaqStatus status = FaqStatus.Published, params string[] phrasings) => Editing.CreateAsync(
        Collection.Id, FaqContent.Empty with { Question = question, Answer = answer, Status = status, Phrasings = phrasings }, "anna", CancellationToken.None);

    /// <summary>Gives every phrasing its vector now.</summary>
    public async Task<int> IndexAsync()
    {
        using var indexer = new FaqIndexer(
            Changes, _data.Collections, _vectors, Index, _engine.Engine, _data.Identities, Epoch, NullLogger<FaqIndexer>.Instance);
        return await indexer.RunOnceAsync(CancellationToken.None);
    }

    public Task<FaqImport> StageAsync(string csv, FaqStatus status = FaqStatus.Published) =>
        Imports.StageAsync(Collection.Id, "faq.csv", new MemoryStream(Encoding.UTF8.GetBytes(csv)), status, "anna", CancellationToken.None);

    public async Task<int> CountAsync() => (await Store.ListAsync(Collection.Id, new FaqFilter(), 0, 0, CancellationToken.None)).Total;

    public async ValueTask DisposeAsync()
    {
        ImportWorker.Dispose();
        Matcher.Dispose();
        Epoch.Dispose();
        Words.Dispose();
        Index.Dispose();
        await _engine.DisposeAsync();
        await _data.DisposeAsync();
    }
}
