namespace KnowledgeBase.Core.Canonical;

/// <summary>What a token is: a value, a word that the law hangs on, or any other word.</summary>
internal enum TokenKind
{
    // Values.
    Amount,
    Percent,
    Duration,
    Date,
    RatePeriod,
    Quantity,
    Code,
    Reference,

    // Words of the lexicon that decide what a clause means.
    Party,
    Modality,
    Negation,
    Threshold,
    Scope,
    Forum,
    Term,
    Logic,

    // All else.
    Concept,
    Function,
    Empty,
    Word,
    Punctuation,
}

/// <summary>
/// One atom of a clause. <see cref="Key"/> is the same for every notation of the same: "%:5" for 5%, 5.0% and 百分之五.
/// </summary>
internal sealed record Token(TokenKind Kind, string Key, int Start, int End)
{
    /// <summary>The number of a value in its base unit: percent, days, months, yuan.</summary>
    public decimal Value { get; init; }

    /// <summary>A value's unit (d, bd, m, h, CNY), or the class of a lexicon word (must, may, ge, le).</summary>
    public string Unit { get; init; } = "";

    /// <summary>Whether a lexicon word is the negated form of its key: 无权 of 有权.</summary>
    public bool Negated { get; init; }

    public bool IsValue => Kind <= TokenKind.Reference;

    public bool IsLegalWord => Kind is >= TokenKind.Party and <= TokenKind.Logic;
}
