using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Canonical;

/// <summary>What a fact states.</summary>
public enum FactKind
{
    Amount,
    Percent,
    Duration,
    Date,

    /// <summary>A number that counts or measures.</summary>
    Quantity,

    /// <summary>A model, standard or document number: MC-V200, GB/T 19001.</summary>
    Code,

    /// <summary>A clause that is named: 第四十七条, 第47条, Section 4.2.</summary>
    Reference,
}

/// <summary>A value that a text states, whatever its notation.</summary>
/// <param name="Key">
/// The same for every notation and both languages: "money:CNY:100000", "%:5", "dur:bd:15" (d days, bd working days, m months,
/// h hours, min minutes), "date:2026-03-01" ("-" for a part that is not said), "n:kg:20", "code:mc-v200", "ref:clause:47",
/// "ref:para:2", "ref:item:1", "ref:annex:1".
/// </param>
/// <param name="Range">Where it stands in the text that was read.</param>
public readonly record struct Fact(FactKind Kind, string Key, TextRange Range);
