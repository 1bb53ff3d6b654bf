namespace KnowledgeBase.Core.Faqs.Questions;

/// <summary>A day of questions, in local time.</summary>
public sealed record QuestionDay(DateOnly Day, int Count, int Confident);

/// <summary>How a collection was asked, and how well it answered.</summary>
/// <param name="Days">Every day of the period, also those without a question.</param>
/// <param name="Histogram">Questions by the cosine of their best match, in twenty steps of 0.05 from 0.</param>
/// <param name="NeverFound">Published entries that no confident match gave.</param>
/// <param name="MostFound">Entries given most often, with how often.</param>
public sealed record QuestionStatistics(
    int Count, int Confident, int Helpful, int Votes, IReadOnlyList<QuestionDay> Days, IReadOnlyList<int> Histogram,
    IReadOnlyList<FaqEntry> NeverFound, IReadOnlyList<(FaqEntry Entry, int Count)> MostFound)
{
    private const int Steps = 20;
    private const int MostShown = 10;

    /// <param name="questions">Of the period.</param>
    /// <param name="published">All published entries.</param>
    public static QuestionStatistics Of(
        IReadOnlyList<FaqAsked> questions, IReadOnlyList<FaqEntry> published, DateOnly first, DateOnly last, TimeZoneInfo zone)
    {
        var byDay = questions.ToLookup(asked => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(asked.AskedAt, zone).Date));
        var days = new List<QuestionDay>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            days.Add(new QuestionDay(day, byDay[day].Count(), byDay[day].Count(asked => asked.Confident)));
        }

        var histogram = new int[Steps];
        foreach (var asked in questions)
        {
            if (asked.Cosine is { } cosine)
            {
                histogram[Math.Clamp((int)(cosine * Steps), 0, Steps - 1)]++;
            }
        }

        var found = questions.Where(asked => asked is { Confident: true, EntryId: not null }).CountBy(asked => asked.EntryId!.Value).ToDictionary(entry => entry.Key, entry => entry.Value);
        return new QuestionStatistics(
            questions.Count, questions.Count(asked => asked.Confident), questions.Count(asked => asked.Helpful == true), questions.Count(asked => asked.Helpful is not null),
            days, histogram, [.. published.Where(entry => !found.ContainsKey(entry.Id))],
            [.. published.Where(entry => found.ContainsKey(entry.Id)).Select(entry => (entry, found[entry.Id])).OrderByDescending(entry => entry.Item2).Take(MostShown)]);
    }
}
