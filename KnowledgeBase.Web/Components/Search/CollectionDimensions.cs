using System.Security.Claims;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Search.Dimensions;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Components.Search;

/// <summary>Measures lengths of vectors on what a user may read: the collection's passages, and the questions of a set of his.</summary>
public sealed class CollectionDimensions(
    AccessControl access, EvaluationStore sets, IEmbeddingEngine engine, EmbeddingIdentityStore identities, IChunker chunker, DimensionMeasurement measurement)
{
    /// <summary>As many questions tell a recall to about a point.</summary>
    private const int MostQuestions = 200;

    /// <returns>Nothing measured when the collection is not there for the user.</returns>
    /// <exception cref="EmbeddingException">The engine is not ready.</exception>
    public async Task<DimensionReport> MeasureAsync(
        ClaimsPrincipal user, Guid collectionId, Guid? setId, Action<DimensionOutcome> told, CancellationToken cancellationToken)
    {
        if (await access.FindCollectionAsync(user, collectionId, CollectionAction.View, cancellationToken) is not { } collection)
        {
            return new DimensionReport(0, 0, 0, 0, []);
        }

        var model = await engine.WaitUntilReadyAsync(cancellationToken);
        var served = EmbeddingIdentity.Of(model, collection.DocumentInstruction, chunker.Version, collection.Dimensions);
        var identity = await identities.IdOfAsync(served, cancellationToken);
        var questions = setId is { } id && await sets.FindSetAsync(id, cancellationToken) is { } set && set.CollectionId == collectionId
            ? (await sets.QuestionsAsync(set.Id, cancellationToken)).Take(MostQuestions).Select(question => question.Text).ToList()
            : [];
        var vectors = questions.Count == 0 ? [] : (await engine.EmbedAsync(
            EmbeddingRequest.Of(questions, EmbeddingPriority.Indexing) with { Prefix = collection.QueryInstruction, Dimensions = served.Dimensions, ModelSha256 = model.Sha256 },
            cancellationToken)).Vectors;
        return await measurement.MeasureAsync(collectionId, identity, [.. vectors], told, cancellationToken);
    }
}
