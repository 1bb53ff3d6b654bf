using System.Globalization;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Web.Components.Faqs;

namespace KnowledgeBase.Web.Api;

/// <param name="Question">1 to 2,000 characters.</param>
/// <param name="TopK">1 to 50; 3 when left out.</param>
/// <param name="MinCosine">-1 to 1; the collection's threshold when left out.</param>
internal sealed record FaqMatchRequest(string? Question, int? TopK, double? MinCosine);

internal sealed record FaqFeedback(bool Helpful);

/// <summary>What was found. Only when <paramref name="Confident"/> is true the first match is an answer; else they are the nearest, and none is good enough.</summary>
/// <param name="QuestionId">To say whether it helped; null when questions are not kept.</param>
/// <param name="Compared">Phrasings that the question was compared with.</param>
internal sealed record FaqMatchResponse(bool Confident, string Outcome, double MinCosine, string? QuestionId, IReadOnlyList<FaqMatchItem> Matches, int Compared, double EmbeddingMs, double TotalMs)
{
    public static FaqMatchResponse Of(FaqMatchResult result, long? questionId) => new(
        result.IsConfident, result.IsConfident ? "match" : "no_confident_match", result.MinCosine, questionId?.ToString(CultureInfo.InvariantCulture),
        [
            .. result.Matches.Select(match => new FaqMatchItem(
                match.Entry.Id, match.Entry.Content.Question, match.Entry.Content.Answer, SafeMarkdown.ToHtml(match.Entry.Content.Answer),
                match.Entry.Content.Category, match.Entry.Content.Tags, match.Cosine, match.Keyword, match.Phrasing)),
        ],
        result.Scanned, Math.Round(result.EmbeddingTime.TotalMilliseconds, 3), Math.Round(result.Time.TotalMilliseconds, 3));
}

/// <param name="Answer">Markdown.</param>
/// <param name="AnswerHtml">The answer as HTML that can be shown as it is: any HTML in the answer itself is text there.</param>
/// <param name="Phrasing">Which of the entry's phrasings is nearest.</param>
internal sealed record FaqMatchItem(
    Guid EntryId, string Question, string Answer, string AnswerHtml, string Category, IReadOnlyList<string> Tags, double Cosine, double Keyword, string Phrasing);
