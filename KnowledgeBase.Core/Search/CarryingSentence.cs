using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.Search;

/// <summary>A sentence of a passage and its own cosine to the query.</summary>
public sealed record SentenceScore(TextRange Range, double Cosine);

/// <summary>
/// Finds the sentence of a hit that carried it: each is embedded alone and compared with the query. It costs a decode per
/// hit, so it is done for those that somebody looks at.
/// </summary>
public sealed partial class CarryingSentence(IEmbeddingEngine engine)
{
    /// <summary>Of longer passages the first sentences are looked at; chunks are shorter.</summary>
    private const int MaximumSentences = 40;

    /// <summary>Sentences in the order of the text; empty when the text is a single one.</summary>
    /// <param name="embeddedQuery">The query as it was embedded, its instruction included.</param>
    /// <param name="documentInstruction">What the collection puts before its passages.</param>
    public async Task<IReadOnlyList<SentenceScore>> ScoreAsync(
        string embeddedQuery, string documentInstruction, string text, CancellationToken cancellationToken)
    {
        var sentences = Split(text).Take(MaximumSentences).ToList();
        if (sentences.Count < 2)
        {
            return [];
        }

        var vectors = await engine.EmbedAsync(
            [embeddedQuery, .. sentences.Select(range => string.Concat(documentInstruction, text.AsSpan(range.Start, range.Length)))],
            EmbeddingPriority.Query, null, cancellationToken);
        return [.. sentences.Select((range, i) => new SentenceScore(range, TensorPrimitives.Dot<float>(vectors[0], vectors[i + 1])))];
    }

    /// <summary>Sentences end at 。；！？ and line ends, and at . ; ! ? before a space.</summary>
    public static IEnumerable<TextRange> Split(string text) => Sentence().Matches(text)
        .Select(match => (Start: match.Index, Text: match.Value))
        .Select(part => (Start: part.Start + part.Text.Length - part.Text.TrimStart().Length, Text: part.Text.Trim()))
        .Where(part => part.Text.Length > 1)
        .Select(part => new TextRange(part.Start, part.Text.Length));

    [GeneratedRegex(@"(?:[^。；！？\n.;!?]|[.;!?](?!\s|$))+[。；！？.;!?]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();
}
