using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>
/// Judges a clause that was written anew by the facts that both versions state: figures, limits, duties, parties, kinds
/// of loss, forum, legal terms. Word order and connecting words prove nothing here.
/// </summary>
internal static class FactRules
{
    private static readonly string[] ComparedClasses = ["deposit", "liability", "security", "title", "ip", "invoice", "pricing", "tax", "loss", "choice", "amounts"];
    private static readonly string[] HintedClasses = ["ending", "damages"];

    public static Judgement Judge(Passage a, Passage b, Func<Token, string?> references)
    {
        var findings = new List<Finding>();
        Values(a, b, references, findings);
        Thresholds(a, b, findings);
        Modalities(a, b, findings);
        if (findings.Count == 0 && Condition(a, b) is { } condition) findings.Add(condition);
        Denials(a, b, findings);
        if ((RoleRules.Replaced(a, b) ?? RoleRules.Burdened(a, b)) is { } party) findings.Add(party);
        Classes(a, b, findings);
        Forum(a, b, findings);
        return new Judgement(findings, true);
    }

    private static void Values(Passage a, Passage b, Func<Token, string?> references, List<Finding> findings)
    {
        // What one side says twice, in words and figures, the other may say once.
        var x = Facts(a, b);
        var y = Facts(b, a);
        foreach (var finding in ValueRules.Compare(x, y, references))
        {
            if (finding.Kind == DifferenceKind.Reference) continue;
            var alone = finding.A.Count == 0 || finding.B.Count == 0;
            // A rate's period may be implied, and a count left out, when all is said otherwise.
            if (alone && finding.Kind is DifferenceKind.Unit or DifferenceKind.Quantity) continue;
            // A bare length of one ("逾期一日") belongs to a rate.
            if (alone && finding.A.Concat(finding.B).All(token => token.Kind == TokenKind.Duration && token.Value == 1)) continue;
            findings.Add(finding);
        }
    }

    private static List<Token> Facts(Passage passage, Passage other)
    {
        var there = other.Content.Where(token => token.IsValue).Select(token => token.Key).ToHashSet(StringComparer.Ordinal);
        return [.. passage.Content.Where(token => token.IsValue && !there.Contains(token.Key)).DistinctBy(token => token.Key)];
    }

    private static void Thresholds(Passage a, Passage b, List<Finding> findings)
    {
        var x = Limits(a);
        var y = Limits(b);
        if (x.Count == 0 || y.Count == 0) return;
        var gone = x.Find(token => !y.Exists(other => other.Unit == token.Unit));
        var come = y.Find(token => !x.Exists(other => other.Unit == token.Unit));
        if (gone is null || come is null) return;
        if (IsFloor(gone) != IsFloor(come)) findings.Add(new Finding(DifferenceKind.Threshold, [gone], [come]));
        else findings.Add(Finding.Advisory(DifferenceKind.Threshold, gone, come, "inclusive"));
    }

    private static List<Token> Limits(Passage passage) => [.. passage.Content.Where(token => token.Kind == TokenKind.Threshold && token.Unit != "within")];

    private static bool IsFloor(Token token) => token.Unit is "ge" or "gt";

    private static void Modalities(Passage a, Passage b, List<Finding> findings)
    {
        var x = a.Content.Where(token => token.Kind == TokenKind.Modality).ToList();
        var y = b.Content.Where(token => token.Kind == TokenKind.Modality).ToList();
        if (x.Count == 0 || y.Count == 0 || x.Exists(token => y.Exists(other => Duty(other, b) == Duty(token, a)))) return;
        // "may not without consent" is "may with consent": a denied condition turns a prohibition round, where the other side has the condition too.
        if ((x.Exists(IsProhibition) && IsConditional(a) && HasCondition(b)) || (y.Exists(IsProhibition) && IsConditional(b) && HasCondition(a))) return;
        var kind = x[0].Key.TrimEnd('!') == y[0].Key.TrimEnd('!') ? DifferenceKind.Negation : DifferenceKind.Modality;
        findings.Add(new Finding(kind, [x[0]], [y[0]]));
    }

    /// <summary>"Neither party shall" forbids.</summary>
    private static string Duty(Token token, Passage passage) => passage.Has(TokenKind.Party, "party:any!") ? "mustnot" : token.Unit;

    private static bool IsProhibition(Token token) => token.Unit == "mustnot";

    private static bool IsConditional(Passage passage) => passage.Has(TokenKind.Negation, "negation:without") || passage.Has(TokenKind.Logic, "logic:unless");

    /// <summary>不得转让 and 未经同意不得转让: what was forbidden became allowed with consent, or the other way round.</summary>
    public static Finding? Condition(Passage a, Passage b)
    {
        if (!a.Content.Any(IsProhibition) || !b.Content.Any(IsProhibition) || HasCondition(a) == HasCondition(b)) return null;
        var isA = HasCondition(a);
        var without = (isA ? a : b).Content.FirstOrDefault(token => token.Key == "negation:without");
        return without is null ? null : new Finding(DifferenceKind.Scope, isA ? [without] : [], isA ? [] : [without]);
    }

    /// <summary>不予退还 and 退还: denied on one side, where the other denies nothing.</summary>
    private static void Denials(Passage a, Passage b, List<Finding> findings)
    {
        if (findings.Exists(finding => finding.Kind is DifferenceKind.Negation or DifferenceKind.Modality)) return;
        if (Denied(a, b) is { } first) findings.Add(new Finding(DifferenceKind.Negation, [first], []));
        else if (Denied(b, a) is { } second) findings.Add(new Finding(DifferenceKind.Negation, [], [second]));
    }

    private static Token? Denied(Passage own, Passage other) =>
        other.Has(TokenKind.Concept, "concept:refund") && !other.Content.Any(token => token.Negated || token.Kind == TokenKind.Negation || IsProhibition(token))
            ? own.Content.FirstOrDefault(token => token.Key == "scope:refundable!")
            : null;

    private static bool HasCondition(Passage passage) =>
        passage.Has(TokenKind.Concept, "concept:agree") || passage.Has(TokenKind.Negation, "negation:without") || passage.Has(TokenKind.Logic, "logic:unless", "logic:if") || passage.Has(TokenKind.Scope, "scope:only");

    private static void Classes(Passage a, Passage b, List<Finding> findings)
    {
        foreach (var name in ComparedClasses.Concat(HintedClasses))
        {
            var x = a.Content.Where(token => token.IsLegalWord && token.Unit == name).ToList();
            var y = b.Content.Where(token => token.IsLegalWord && token.Unit == name).ToList();
            if (x.Count == 0 || y.Count == 0 || x.Exists(token => y.Exists(other => other.Key == token.Key))) continue;
            if (HintedClasses.Contains(name, StringComparer.Ordinal)) findings.Add(Finding.Advisory(DifferenceKind.Term, x[0], y[0], name));
            else findings.Add(new Finding(WordRules.KindOf(x[0]), [x[0]], [y[0]]));
        }

        // The same word denied on one side only: 独占 and 非独占.
        foreach (var token in a.Content.Where(token => token.Kind == TokenKind.Scope))
        {
            var other = b.Content.FirstOrDefault(item => item.Kind == TokenKind.Scope && item.Unit == token.Unit && item.Negated != token.Negated && item.Key.TrimEnd('!') == token.Key.TrimEnd('!'));
            if (other is not null) findings.Add(new Finding(DifferenceKind.Negation, [token], [other]));
        }
    }

    private static void Forum(Passage a, Passage b, List<Finding> findings)
    {
        var arbitration = (A: First(a, "forum:arbitration", "forum:commission"), B: First(b, "forum:arbitration", "forum:commission"));
        var court = (A: First(a, "forum:court"), B: First(b, "forum:court"));
        if (arbitration.A is not null && court.A is null && court.B is not null && arbitration.B is null) findings.Add(new Finding(DifferenceKind.Forum, [arbitration.A], [court.B]));
        if (court.A is not null && arbitration.A is null && arbitration.B is not null && court.B is null) findings.Add(new Finding(DifferenceKind.Forum, [court.A], [arbitration.B]));
    }

    private static Token? First(Passage passage, params string[] keys) => passage.Content.FirstOrDefault(token => keys.Contains(token.Key, StringComparer.Ordinal));
}
