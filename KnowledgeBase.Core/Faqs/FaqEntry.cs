namespace KnowledgeBase.Core.Faqs;

/// <summary>Whether an entry answers customers.</summary>
public enum FaqStatus
{
    /// <summary>Being written; found in the console only.</summary>
    Draft,

    Published,

    /// <summary>Kept, but given to nobody.</summary>
    Retired,
}

/// <summary>What people write in an entry; each state of it is kept as a version.</summary>
/// <param name="Phrasings">Further ways to ask the question; each is embedded, as the question is.</param>
/// <param name="Answer">Markdown.</param>
/// <param name="ValidUntil">The last day on which it is given; null for ever.</param>
/// <param name="Owner">Name of whoever looks after it; "" for nobody.</param>
public sealed record FaqContent(
    string Question,
    IReadOnlyList<string> Phrasings,
    string Answer,
    string Category,
    IReadOnlyList<string> Tags,
    FaqStatus Status,
    DateOnly? ValidFrom,
    DateOnly? ValidUntil,
    string Owner)
{
    public const int MaximumQuestionLength = 500;
    public const int MaximumAnswerLength = 20_000;
    public const int MaximumPhrasings = 200;

    public static FaqContent Empty { get; } = new("", [], "", "", [], FaqStatus.Draft, null, null, "");

    /// <summary>Whether customers get it on this day.</summary>
    public bool IsGivenOn(DateOnly day) =>
        Status == FaqStatus.Published && (ValidFrom is null || ValidFrom <= day) && (ValidUntil is null || day <= ValidUntil);

    /// <summary>
    /// Without surrounding blanks, control characters, empty or repeated phrasings and tags; all but the answer on one
    /// line. What is stored can be written to any table and read back unchanged.
    /// </summary>
    public FaqContent Tidy() => this with
    {
        Question = OneLine(Question),
        Phrasings = Distinct(Phrasings, OneLine(Question)),
        Answer = Plain(Answer).Trim(),
        Category = OneLine(Category),
        Tags = Distinct(Tags, ""),
        Owner = OneLine(Owner),
    };

    /// <summary>Codes of what is wrong with it: question_missing, question_too_long, answer_missing, answer_too_long, phrasing_too_long, too_many_phrasings, validity_reversed.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Question))
        {
            yield return "question_missing";
        }

        if (Question.Length > MaximumQuestionLength)
        {
            yield return "question_too_long";
        }

        // A draft may wait for its answer: the inbox makes such drafts.
        if (string.IsNullOrWhiteSpace(Answer) && Status == FaqStatus.Published)
        {
            yield return "answer_missing";
        }

        if (Answer.Length > MaximumAnswerLength)
        {
            yield return "answer_too_long";
        }

        if (Phrasings.Count > MaximumPhrasings)
        {
            yield return "too_many_phrasings";
        }

        if (Phrasings.Any(phrasing => phrasing.Length > MaximumQuestionLength))
        {
            yield return "phrasing_too_long";
        }

        if (ValidUntil < ValidFrom)
        {
            yield return "validity_reversed";
        }
    }

    private static string[] Distinct(IEnumerable<string> texts, string except) =>
    [
        .. texts.Select(OneLine).Where(text => text.Length > 0 && !string.Equals(text, except, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal),
    ];

    private static string OneLine(string text) => Plain(text).Replace('\n', ' ').Trim();

    /// <summary>With \n as the line ending, and nothing that XML and CSV cannot hold.</summary>
    private static string Plain(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        return lines.Any(IsUnfit) || HasHalfPairs(lines) ? string.Concat(lines.EnumerateRunes().Where(rune => rune.Value != 0xFFFD && !(rune.IsBmp && IsUnfit((char)rune.Value)))) : lines;
    }

    private static bool IsUnfit(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\uFFFE' or '\uFFFF';

    private static bool HasHalfPairs(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsSurrogatePair(text, i) && ++i > 0))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One question of a collection with its answer.</summary>
/// <param name="Version">1 when created, one more at every change.</param>
public sealed record FaqEntry(Guid Id, Guid CollectionId, int Version, FaqContent Content, DateTimeOffset UpdatedAt, string UpdatedBy);

/// <summary>A state that an entry had.</summary>
/// <param name="Content">Null for deleted.</param>
public sealed record FaqVersion(Guid EntryId, int Version, FaqContent? Content, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>
/// A change that cannot be made: the codes of <see cref="FaqContent.Faults"/>, or changed_meanwhile (somebody else has
/// saved a newer version) or entry_missing.
/// </summary>
public sealed class FaqException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}
