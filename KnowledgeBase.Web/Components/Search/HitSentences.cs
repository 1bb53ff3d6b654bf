using KnowledgeBase.Core.Documents;
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

    /// <summary>The one that carried the hit, a heading only where there is nothing else; null when it is a single sentence.</summary>
    /// <inheritdoc cref="ScoreAsync"/>
    public async Task<TextRange?> CarryingAsync(Answer answer, SearchHit hit, CancellationToken cancellationToken) =>
        (await ScoreAsync(answer, hit, cancellationToken)).OrderByDescending(score => IsSentence(hit.Text, score.Range)).ThenByDescending(score => score.Cosine).FirstOrDefault()?.Range;

    private static bool IsSentence(string text, TextRange range) => "。；！？.;!?".Contains(text[range.Start + range.Length - 1], StringComparison.Ordinal);
}
