using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>Judges a clause that was edited: what stands at each edited place on both sides decides the kind.</summary>
internal sealed class EditRules
{
    /// <summary>Above this much common wording every word that came or went counts; below, the clause was partly reworded.</summary>
    private const double Close = 0.72;

    private const double Same = 0.82;

    /// <summary>Below it a party at another place may have become the object of the same sentence.</summary>
    private const double Passive = 0.62;

    private const double SmallRest = 4;

    private readonly Passage _a;
    private readonly Passage _b;
    private readonly double _similarity;
    private readonly Func<Token, string?> _references;
    private readonly List<WordingEdit> _edits;
    private readonly EditedPlaces _places;
    private readonly List<Finding> _findings = [];
    private int _softness;

    private EditRules(Passage a, Passage b, TokenDiff diff, Func<Token, string?> references)
    {
        _a = a;
        _b = b;
        _similarity = diff.Similarity;
        _references = references;
        _edits = WordingEdit.Between(a.Tokens, b.Tokens, diff.Matches);
        _places = new EditedPlaces(a.Tokens, b.Tokens, _edits);
        foreach (var (x, y) in diff.Matches)
        {
            if (a.Tokens[x].Kind is TokenKind.Concept or TokenKind.Scope or TokenKind.Term && a.Clause.SurfaceOf(a.Tokens[x]) != b.Clause.SurfaceOf(b.Tokens[y])) _softness++;
        }
    }

    public static Judgement Judge(Passage a, Passage b, TokenDiff diff, Func<Token, string?> references)
    {
        var rules = new EditRules(a, b, diff, references);
        rules.Run();
        return new Judgement(rules._findings, rules._softness > 0);
    }

    private void Run()
    {
        var content = new List<Finding>();
        var isForum = ForumRules.IsAboutForum(_a) || ForumRules.IsAboutForum(_b);
        foreach (var edit in _edits)
        {
            var before = _findings.Count;
            var a = _places.Kept(edit.A, isA: true);
            var b = _places.Kept(edit.B, isA: false);
            if (a.Count < edit.A.Count(IsContent) || b.Count < edit.B.Count(IsContent)) _softness++;
            if (a.Count == 0 && b.Count == 0) continue;
            if (isForum && ForumRules.Judge(_a, _b, edit, a, b) is { } forum)
            {
                _findings.Add(forum);
                continue;
            }

            var insertion = (a.Count == 0 || b.Count == 0) && a.Concat(b).Sum(TokenDiff.WeightOf) >= 10;
            if (insertion)
            {
                // A whole phrase came or went: that is one difference, not one for each figure in it.
                content.Add(new Finding(DifferenceKind.Scope, a, b));
                continue;
            }

            foreach (var finding in ValueRules.Compare([.. a.Where(token => token.IsValue)], [.. b.Where(token => token.IsValue)], _references)) AddValue(finding);
            Words(a, b);
            var rest = (A: a.Where(IsRest).ToList(), B: b.Where(IsRest).ToList());
            if (rest.A.Count + rest.B.Count == 0) continue;
            var typed = _findings.Skip(before).Any(finding => finding.Severity >= Severity.Medium);
            if (typed && Math.Max(rest.A.Sum(TokenDiff.WeightOf), rest.B.Sum(TokenDiff.WeightOf)) <= SmallRest) continue;
            content.Add(new Finding(rest.A.Count > 0 && rest.B.Count > 0 && IsDay(edit.A) && IsDay(edit.B) ? DifferenceKind.Date : DifferenceKind.Scope, rest.A, rest.B));
        }

        AcrossEdits(content);
        Content(content);
        if (!_findings.Exists(finding => finding.Severity >= Severity.Medium) && FactRules.Condition(_a, _b) is { } condition) _findings.Add(condition);
    }

    private void AddValue(Finding finding)
    {
        var alone = finding.A.Count == 0 || finding.B.Count == 0;
        // The period of a rate, or a count, may be said otherwise when the clause was reworded.
        // Said in words and in figures, or in one of them only.
        if (alone && finding.Kind == DifferenceKind.Amount && (HasKey(_a, finding.A.Concat(finding.B).First()) && HasKey(_b, finding.A.Concat(finding.B).First()))) return;
        if (alone && _similarity < Close && finding.Kind is DifferenceKind.Unit or DifferenceKind.Quantity) return;
        _findings.Add(finding);
    }

    /// <summary>Legal words of one place, paired with their rivals; what has none waits for <see cref="AcrossEdits"/>.</summary>
    private void Words(IReadOnlyList<Token> a, IReadOnlyList<Token> b)
    {
        var left = b.Where(token => token.IsLegalWord).ToList();
        foreach (var word in a.Where(token => token.IsLegalWord))
        {
            // Of one class first: 直接损失 meets 间接损失 rather than 仅.
            var rival = left.Find(other => WordRules.AreRivals(word, other) && other.Unit == word.Unit) ?? left.Find(other => WordRules.AreRivals(word, other));
            // "Neither party … is" and "a party … is not" deny at two places: both wait until all places are known.
            if (rival is null || (word.Kind == TokenKind.Party && word.Negated != rival.Negated)) continue;
            left.Remove(rival);
            _places.Settle(word, rival);
            if (word.Kind == TokenKind.Party && (!PartiesCount() || (_similarity < Passive && HasKey(_b, word)))) continue;
            if (WordRules.Pair(word, rival) is { } finding) _findings.Add(finding);
            else _softness++;
        }
    }

    /// <summary>超过三次 and 三次以上 stand on two sides of the figure: words without a rival at their own place.</summary>
    private void AcrossEdits(List<Finding> content)
    {
        var (a, b) = _places.Unsettled();
        CancelNegatives(a, b);
        foreach (var word in a.ToList())
        {
            var rival = b.Find(other => WordRules.AreRivals(word, other) && (word.Kind is TokenKind.Threshold or TokenKind.Logic or TokenKind.Term || word.Key.TrimEnd('!') == other.Key.TrimEnd('!')));
            if (rival is null) continue;
            a.Remove(word);
            b.Remove(rival);
            // "And" here and "or" there are rivals only in a clause that is otherwise the same.
            if (word is { Kind: TokenKind.Logic, Unit: "join" } && _similarity < Same) continue;
            if (WordRules.Pair(word, rival) is { } finding) _findings.Add(IsInclusive(word, rival) && _softness >= 3 ? Finding.Advisory(DifferenceKind.Threshold, word, rival, "inclusive") : finding);
        }

        foreach (var (word, isA) in a.Select(word => (word, true)).Concat(b.Select(word => (word, false))))
        {
            if (word.Kind == TokenKind.Logic && !WordRules.MattersAlone(word)) continue;
            if ((_similarity < Close && !DeniesCommonWord(word, isA)) || content.Concat(_findings).Any(finding => finding.A.Contains(word) || finding.B.Contains(word))) continue;
            if (WordRules.MattersAlone(word))
            {
                // A party that is named once more, or once less, in a reworded clause.
                if (word.Kind == TokenKind.Party && (!PartiesCount() || (_similarity < Same && HasKey(isA ? _b : _a, word)))) continue;
                if (word.Kind == TokenKind.Modality && (HasClass(isA ? _b : _a, word) || _findings.Exists(finding => finding.Kind == DifferenceKind.Threshold))) continue;
                _findings.Add(new Finding(WordRules.KindOf(word), isA ? [word] : [], isA ? [] : [word]));
            }
            else if (!(isA ? _b : _a).Content.Any(token => token.Key == word.Key) && (!_findings.Exists(finding => finding.Severity >= Severity.Medium) || word.Kind == TokenKind.Scope))
            {
                content.Add(new Finding(word.Kind == TokenKind.Term ? DifferenceKind.Scope : WordRules.KindOf(word), isA ? [word] : [], isA ? [] : [word]));
            }
        }

        if (!_findings.Exists(finding => finding.Kind is DifferenceKind.Party or DifferenceKind.Forum) && RoleRules.Burdened(_a, _b) is { } burdened) _findings.Add(burdened);
    }

    /// <summary>"does not renew" for "renews": whatever else was reworded, a word of both is denied on one side only.</summary>
    private bool DeniesCommonWord(Token word, bool isA)
    {
        var (own, other) = isA ? (_a, _b) : (_b, _a);
        if (word.Key != "negation:not" || own.Has(TokenKind.Scope, "scope:except") || other.Has(TokenKind.Scope, "scope:only")) return false; // "no others than" and "not unless" are "only"
        var denied = own.Tokens.SkipWhile(token => !ReferenceEquals(token, word)).Skip(1).FirstOrDefault(token => token.Kind is not (TokenKind.Function or TokenKind.Empty or TokenKind.Punctuation));
        return denied is { Kind: TokenKind.Concept or TokenKind.Word } && !other.Content.Any(IsNegative)
            && other.Content.Any(token => token.Key == denied.Key) && own.Content.Count(token => token.Key == denied.Key) == 1;
    }

    private void Content(List<Finding> content)
    {
        if (SameWords.Cancel(_a, _b, content)) _softness++;
        // 擅自 is 未经同意.
        if (_a.Has(TokenKind.Negation, "negation:without") && _b.Has(TokenKind.Negation, "negation:without")) content.RemoveAll(finding => finding.A.Concat(finding.B).All(token => token.Key == "concept:agree"));
        // A clause reworded at several places, with every figure, party and duty the same, is a paraphrase; one word
        // exchanged in an otherwise untouched clause is a change, whatever it is.
        if (_softness >= 2 && _similarity < Close) content.RemoveAll(finding => (Weight(finding) < 7 && !IsListed(finding)) || (finding.A.Count > 0 && finding.B.Count > 0));
        else if (_softness >= 2 && !content.Exists(IsExchange) && !content.Exists(IsLegal) && content.Sum(Weight) <= (_softness >= 3 ? 8 : 4)) content.Clear();
        if (content.Count == 0) return;
        if (_findings.Exists(finding => finding.Kind is DifferenceKind.Scope)) return;
        _findings.AddRange(content);
    }

    /// <summary>"Neither party is liable" and "a party shall not be liable" are denied once each, in different words.</summary>
    private static void CancelNegatives(List<Token> a, List<Token> b)
    {
        foreach (var word in a.Where(IsNegative).ToList())
        {
            var other = b.Find(token => IsNegative(token) && token.Kind != word.Kind);
            if (other is null) continue;
            a.Remove(word);
            b.Remove(other);
            // The "party" of "a party … not" goes with it; a party with a name does not: neither of two became one.
            if (word.Kind == TokenKind.Party) DropUnnamed(word, a, b);
            if (other.Kind == TokenKind.Party) DropUnnamed(other, b, a);
        }
    }

    private static void DropUnnamed(Token negated, List<Token> own, List<Token> others)
    {
        others.RemoveAll(token => token.Kind == TokenKind.Party && !RoleRules.IsNamed(token));
        if (others.Exists(RoleRules.IsNamed)) own.Add(negated);
    }

    private static bool IsNegative(Token token) => token.Kind == TokenKind.Negation || (token.Kind == TokenKind.Modality && token.Unit == "mustnot") || (token.Kind == TokenKind.Party && token.Negated);

    /// <summary>One thing of the trade took the place of another: 培训 for 维修.</summary>
    private static bool IsExchange(Finding finding) =>
        finding.A.Any(token => token.Kind is TokenKind.Concept or TokenKind.Scope or TokenKind.Term) && finding.B.Any(token => token.Kind is TokenKind.Concept or TokenKind.Scope or TokenKind.Term);

    private static bool IsLegal(Finding finding) => finding.A.Concat(finding.B).Any(token => token.IsLegalWord || token.IsValue);

    /// <summary>One more, or one less, of an enumeration: 诉讼、仲裁或者行政处罚.</summary>
    private bool IsListed(Finding finding)
    {
        var (tokens, all) = finding.A.Count > 0 ? (finding.A, _a.Tokens) : (finding.B, _b.Tokens);
        if (finding.A.Count > 0 == finding.B.Count > 0 || tokens.Any(token => token.IsValue)) return false;
        var (first, last) = (IndexOf(all, tokens[0]), IndexOf(all, tokens[^1]));
        return Joins(first - 1) || Joins(last + 1);

        bool Joins(int at) => at >= 0 && at < all.Count && all[at] is { Kind: TokenKind.Punctuation, Key: "、" } or { Kind: TokenKind.Logic, Unit: "join" };
    }

    private static int IndexOf(IReadOnlyList<Token> tokens, Token token)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (ReferenceEquals(tokens[i], token)) return i;
        }

        return -2;
    }

    private static double Weight(Finding finding) => finding.A.Concat(finding.B).Sum(TokenDiff.WeightOf);

    private bool PartiesCount() => _similarity >= Close || !RoleRules.SameOrder(_a, _b);

    private static bool IsInclusive(Token a, Token b) => a.Kind == TokenKind.Threshold && (a.Unit, b.Unit) is ("ge", "gt") or ("gt", "ge") or ("le", "lt") or ("lt", "le");

    private static bool HasKey(Passage passage, Token word) => passage.Content.Any(token => token.Key == word.Key);

    private static bool HasClass(Passage passage, Token word) => passage.Content.Any(token => token.Kind == word.Kind && token.Unit == word.Unit);

    private static bool IsContent(Token token) => token.Kind is not (TokenKind.Punctuation or TokenKind.Empty);

    /// <summary>生效之日 and 登记完成之日: from when a time runs.</summary>
    private static bool IsDay(IReadOnlyList<Token> tokens) => tokens.Any(token => token.Unit == "day" || token.Key == "concept:date");

    private static bool IsRest(Token token) => token.Kind is TokenKind.Word or TokenKind.Concept;
}
