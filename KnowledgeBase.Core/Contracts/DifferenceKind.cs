using System.Text.Json.Serialization;

namespace KnowledgeBase.Core.Contracts;

/// <summary>What a difference is about. Decided by rules on the words, never by a cosine.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<DifferenceKind>))]
public enum DifferenceKind
{
    Amount,
    Percent,
    Duration,

    /// <summary>Working or calendar day, currency, the period of a rate, a measure.</summary>
    Unit,
    Date,

    /// <summary>Who: a role exchanged, or narrowed from both to one.</summary>
    Party,

    /// <summary>应当, 可以, 不得; shall, may, shall not.</summary>
    Modality,
    Negation,

    /// <summary>以上, 超过, 不超过, 不低于; a cap, a floor, and whether the figure itself is meant.</summary>
    Threshold,

    /// <summary>What is covered: kinds of loss, exceptions, the base of a calculation, and any other content.</summary>
    Scope,

    /// <summary>Court or arbitration, place, governing law.</summary>
    Forum,
    Added,
    Removed,

    /// <summary>Numbers that are no money: pieces, persons, grades, models.</summary>
    Quantity,

    /// <summary>定金 and 订金, 连带责任 and 一般保证: legal terms of another effect.</summary>
    Term,

    /// <summary>And or or, earlier or later, if or unless.</summary>
    Logic,

    /// <summary>A cross-reference that leads somewhere else.</summary>
    Reference,
    Paraphrase,
    Split,
    Merged,
    Moved,

    /// <summary>The same value written otherwise.</summary>
    Notation,
    Punctuation,

    /// <summary>A clause's own number, and references that follow it.</summary>
    Numbering,
}
