using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>
/// Decides what became of a clause: whether it says the same, and if not, in what it differs. A clause that was edited
/// is judged edit by edit; one that was written anew is judged by the facts that it states.
/// </summary>
internal static class ClauseComparer
{
    /// <summary>Below this much common wording a clause counts as written anew.</summary>
    private const double Edited = 0.5;

    private const double PartlyEdited = 0.65;
    private const int ManyPlaces = 5;
    private const double SameSentence = 0.45;

    public static ClauseVerdict Compare(CanonicalClause a, CanonicalClause b, Func<Token, string?> references)
    {
        if (a.ExactKey == b.ExactKey) return new ClauseVerdict(ClauseRelation.Identical, [], 1);
        var similarity = TokenDiff.Of(a.Tokens, b.Tokens).Similarity;
        if (a.CanonicalKey == b.CanonicalKey) return new ClauseVerdict(ClauseRelation.Equal, [], similarity);

        var whole = (A: new Passage(a, a.Tokens), B: new Passage(b, b.Tokens));
        var judged = BySentence(a, b, references) ?? Judge(whole.A, whole.B, references);
        var relation = judged.Findings.Any(finding => finding.Severity >= Severity.Medium || finding.Kind == DifferenceKind.Moved) ? ClauseRelation.Modified
            : judged.IsReworded ? ClauseRelation.Paraphrase : ClauseRelation.Equal;
        return new ClauseVerdict(relation, judged.Findings, similarity);
    }

    /// <summary>
    /// Compares sentence with sentence where they can be told: an added sentence is then one difference, and what changed
    /// in another is not drowned by it. Null when the sentences were cut anew.
    /// </summary>
    private static Judgement? BySentence(CanonicalClause a, CanonicalClause b, Func<Token, string?> references)
    {
        var x = Passage.Sentences(a);
        var y = Passage.Sentences(b);
        if (x.Count < 2 && y.Count < 2) return null;
        var pairs = SentencePairs.Of(x, y, SameSentence);
        var alone = (A: x.Count - pairs.Count, B: y.Count - pairs.Count);
        if (pairs.Count == 0 || (alone.A > 0 && alone.B > 0)) return null;

        var findings = new List<Finding>();
        var reworded = false;
        var moved = false;
        for (var i = 1; i < pairs.Count; i++) moved |= pairs[i].B < pairs[i - 1].B;
        foreach (var (i, j) in pairs)
        {
            if (x[i].Key == y[j].Key) continue;
            var judged = Judge(x[i], y[j], references);
            findings.AddRange(judged.Findings);
            reworded |= judged.IsReworded;
        }

        foreach (var i in Enumerable.Range(0, x.Count).Except(pairs.Select(pair => pair.A)))
        {
            if (SentencePairs.IsSaidIn(x[i], b)) return null;
            findings.Add(new Finding(DifferenceKind.Removed, x[i].Tokens, []));
        }

        foreach (var j in Enumerable.Range(0, y.Count).Except(pairs.Select(pair => pair.B)))
        {
            if (SentencePairs.IsSaidIn(y[j], a)) return null;
            findings.Add(new Finding(DifferenceKind.Added, [], y[j].Tokens));
        }

        if (moved && findings.Count == 0) findings.Add(new Finding(DifferenceKind.Moved, x[pairs[0].A].Tokens, y[pairs[0].B].Tokens));
        return new Judgement(findings, reworded || moved);
    }

    /// <summary>Many small places changed in a clause of which little more than half is left: its order proves nothing any more.</summary>
    private static bool IsRewritten(Passage a, Passage b, TokenDiff diff) =>
        diff.Kinship < PartlyEdited && WordingEdit.Between(a.Tokens, b.Tokens, diff.Matches)
            .Count(edit => edit.A.Concat(edit.B).Any(token => token.Kind is not (TokenKind.Punctuation or TokenKind.Empty or TokenKind.Function))) >= ManyPlaces;

    private static Judgement Judge(Passage a, Passage b, Func<Token, string?> references)
    {
        var diff = TokenDiff.Of(a.Tokens, b.Tokens);
        if (RoleRules.Exchanged(a, b) is { } exchanged) return new Judgement([exchanged], false);
        return a.IsChinese != b.IsChinese || diff.Kinship < Edited || IsRewritten(a, b, diff)
            ? FactRules.Judge(a, b, references)
            : EditRules.Judge(a, b, diff, references);
    }
}
