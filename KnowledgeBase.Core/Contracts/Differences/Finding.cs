using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>A difference before it has ranges: which tokens of each side it is about.</summary>
internal sealed record Finding(DifferenceKind Kind, IReadOnlyList<Token> A, IReadOnlyList<Token> B)
{
    public Severity Severity { get; init; } = DefaultSeverity(Kind);

    public string? Note { get; init; }

    public static Severity DefaultSeverity(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Quantity or DifferenceKind.Term or DifferenceKind.Logic or DifferenceKind.Reference => Severity.Medium,
        DifferenceKind.Paraphrase or DifferenceKind.Split or DifferenceKind.Merged or DifferenceKind.Moved => Severity.Info,
        DifferenceKind.Notation or DifferenceKind.Punctuation or DifferenceKind.Numbering => Severity.Format,
        _ => Severity.High,
    };

    public static Finding Advisory(DifferenceKind kind, Token a, Token b, string note) => new(kind, [a], [b]) { Severity = Severity.Info, Note = note };
}
