using KnowledgeBase.Core.Search;

namespace KnowledgeBase.Web.Components.Search;

/// <summary>Tells for a hit of an answer how its sentences score, each alone.</summary>
public sealed class HitSentences(CarryingSentence sentences)
{
    /// <summary>In the order of the text; empty when it is a single sentence.</summary>
    /// <exception cref="Core.Embeddings.EmbeddingException">The engine is not ready.</exception>
    public async Task<IReadOnlyList<SentenceScore>> ScoreAsync(Answer answer, SearchHit hit, CancellationToken cancellationToken) =>
        answer.Result.Embedded.FirstOrDefault(item => item.CollectionIds.Contains(hit.CollectionId)) is { } embedded
            ? await sentences.ScoreAsync(embedded.Text, embedded.Identity.Instruction, hit.Text, cancellationToken)
            : [];

    /// <summary>The one that carried the hit; null when it is a single sentence.</summary>
    /// <inheritdoc cref="ScoreAsync"/>
    public async Task<TextRange?> CarryingAsync(Answer answer, SearchHit hit, CancellationToken cancellationToken) =>
        (await ScoreAsync(answer, hit, cancellationToken)).MaxBy(score => score.Cosine)?.Range;
}
