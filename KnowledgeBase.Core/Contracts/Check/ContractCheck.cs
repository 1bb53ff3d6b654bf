using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Contracts.Segmentation;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search.Vectors;

namespace KnowledgeBase.Core.Contracts.Check;

/// <summary>
/// 查重: finds for every clause of a contract the earlier clauses that are like it, by their words and by the stored
/// vectors of the collections, and says how much of the contract is there already.
/// </summary>
public sealed class ContractCheck
{
    private const int ChunksPerClause = 12;
    private const int ClausesPerBatch = 64;
    private readonly ContractLibrary _library;
    private readonly ContractStore _store;
    private readonly CollectionStore _collections;
    private readonly EmbeddingIdentityStore _identities;
    private readonly IChunker _chunker;
    private readonly ChunkVectorIndex _index;
    private readonly IEmbeddingEngine _engine;
    private readonly EmbeddingEpoch _epoch;

    internal ContractCheck(
        ContractLibrary library, ContractStore store, CollectionStore collections, EmbeddingIdentityStore identities, IChunker chunker,
        ChunkVectorIndex index, IEmbeddingEngine engine, EmbeddingEpoch epoch)
    {
        _library = library;
        _store = store;
        _collections = collections;
        _identities = identities;
        _chunker = chunker;
        _index = index;
        _engine = engine;
        _epoch = epoch;
    }

    /// <summary>Checks a contract. Without a model that is ready only words are compared.</summary>
    /// <param name="progress">Is told 0 to 1.</param>
    /// <exception cref="EmbeddingException">The model failed on the contract's clauses.</exception>
    public async Task<CheckFindings> CheckAsync(DocumentText contract, CheckOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var clauses = Checked(ClauseSegmenter.Split(contract, "c"));
        var library = await _library.LoadAsync(options, Part(progress, 0, 0.4), cancellationToken);
        var (near, stale) = await NearAsync(clauses, library, options, Part(progress, 0.4, 0.7), cancellationToken);
        return await Task.Run(() => CheckReport.Of(clauses, library, near, options, Part(progress, 0.7, 1), cancellationToken) with { StaleDocuments = stale }, cancellationToken);
    }

    /// <summary>What is checked: numbered clauses and paragraphs with something to say; a title alone is in every contract.</summary>
    private static List<Clause> Checked(IReadOnlyList<Clause> units)
    {
        var parents = units.Select(unit => unit.Parent).ToHashSet(StringComparer.Ordinal);
        return [.. units.Where(unit => !unit.Outside && unit.Level != ClauseLevel.Row && unit.Text.Length >= 6 && !(unit.Text.Length <= 40 && parents.Contains(unit.Id)))];
    }

    /// <summary>The chunks of the collections that are nearest to each clause.</summary>
    private Task<(IReadOnlyList<IReadOnlyList<NearChunk>> Near, int Stale)> NearAsync(
        List<Clause> clauses, IReadOnlyList<LibraryContract> library, CheckOptions options, IProgress<double>? progress, CancellationToken cancellationToken) => _epoch.ReadAsync(
        async () =>
        {
            var near = clauses.Select(_ => new List<NearChunk>()).ToList();
            if (_engine.Status is not { State: EmbeddingEngineState.Ready, Model: { } model } || clauses.Count == 0) return ((IReadOnlyList<IReadOnlyList<NearChunk>>)near, library.Count);
            var stale = 0;
            foreach (var (alike, sources) in await SourcesAsync(model, options, cancellationToken))
            {
                var identity = sources[0].Identity;
                stale += library.Count(contract => sources.Any(source => source.Collection == contract.Document.CollectionId) && contract.Document.IdentityId != identity);
                for (var from = 0; from < clauses.Count; from += ClausesPerBatch)
                {
                    var texts = clauses.Skip(from).Take(ClausesPerBatch).Select(clause => clause.Text);
                    var embedded = await _engine.EmbedAsync(
                        EmbeddingRequest.Of(texts, EmbeddingPriority.Query) with { Prefix = alike.Instruction, Dimensions = alike.Dimensions, ModelSha256 = model.Sha256 }, cancellationToken);
                    var queries = embedded.Vectors.Select(vector => new ReadOnlyMemory<float>(vector)).ToList();
                    var found = await _index.SearchAsync(sources, queries, ChunksPerClause, (float)Math.Min(options.MinCosine, CheckOptions.LowestCosine), null, cancellationToken);
                    var places = await _store.PlacesAsync([.. found.SelectMany(result => result.Hits).Select(hit => hit.Id).Distinct()], cancellationToken);
                    for (var i = 0; i < found.Count; i++)
                    {
                        near[from + i].AddRange(found[i].Hits.Where(hit => places.ContainsKey(hit.Id)).Select(hit => places[hit.Id] with { Cosine = Math.Round(hit.Cosine, 4) }));
                    }

                    progress?.Report((double)Math.Min(from + ClausesPerBatch, clauses.Count) / clauses.Count);
                }
            }

            return (near, stale);
        },
        cancellationToken);

    /// <summary>Collections whose chunks were embedded alike: a clause is embedded as a chunk is, with the same instruction and of the same length.</summary>
    private async Task<List<(EmbeddingIdentity Alike, List<(Guid Collection, int Identity)> Sources)>> SourcesAsync(EmbeddingModelInfo model, CheckOptions options, CancellationToken cancellationToken)
    {
        var sources = new List<(EmbeddingIdentity Alike, List<(Guid, int)> Sources)>();
        foreach (var id in options.CollectionIds.Distinct())
        {
            if (await _collections.FindAsync(id, cancellationToken) is not { } collection) continue;
            var alike = EmbeddingIdentity.Of(model, collection.DocumentInstruction, _chunker.Version, collection.Dimensions);
            var group = sources.Find(item => item.Alike == alike);
            if (group.Sources is null) sources.Add(group = (alike, []));
            group.Sources.Add((id, await _identities.IdOfAsync(alike, cancellationToken)));
        }

        return sources;
    }

    private static Progress<double>? Part(IProgress<double>? whole, double from, double to) =>
        whole is null ? null : new Progress<double>(share => whole.Report(from + (share * (to - from))));
}

/// <summary>A chunk of an earlier contract and its cosine to a clause.</summary>
internal sealed record NearChunk(Guid DocumentId, int Start, int Length, double Cosine);
