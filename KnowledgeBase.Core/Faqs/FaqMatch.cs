namespace KnowledgeBase.Core.Faqs;

/// <summary>A question of a customer.</summary>
/// <param name="MinCosine">Below it there is no confident match; null for the collection's threshold.</param>
/// <param name="IncludeDrafts">For the console: entries that customers do not get are found too.</param>
/// <param name="Instruction">Put before the question in place of the collection's; null for the collection's.</param>
public sealed record FaqQuestion(string Text, int TopK = 3, double? MinCosine = null, bool IncludeDrafts = false, string? Instruction = null)
{
    public const int MaximumLength = 2000;
    public const int MaximumTopK = 50;
}

/// <summary>An entry that was found.</summary>
/// <param name="Cosine">Of the question and the phrasing that is nearest to it.</param>
/// <param name="Keyword">Share of the question's words, by weight, that stand in one of its phrasings, 0 to 1.</param>
/// <param name="Phrasing">That phrasing.</param>
public sealed record FaqMatch(FaqEntry Entry, double Cosine, double Keyword, string Phrasing);

/// <summary>What was found, best first, by meaning and words together.</summary>
/// <param name="IsConfident">Whether the first one reaches the threshold; if not, nothing is given as the answer.</param>
/// <param name="Embedded">The exact string that was embedded.</param>
/// <param name="Scanned">Phrasings compared.</param>
public sealed record FaqMatchResult(
    IReadOnlyList<FaqMatch> Matches, bool IsConfident, double MinCosine, string Embedded, int Scanned, TimeSpan EmbeddingTime, TimeSpan Time);
