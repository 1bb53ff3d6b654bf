using System.Text.RegularExpressions;
using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Alignment;
using KnowledgeBase.Core.Contracts.Segmentation;
using KnowledgeBase.Core.Documents;

#pragma warning disable MA0009 // Bounded.

namespace KnowledgeBase.Core.Contracts.Consistency;

/// <summary>
/// Words that are used as if they were defined, and are not: 丙方 in a contract of 甲方 and 乙方; a quoted term that nothing
/// explains; Acceptance Criteria with capitals in a contract that defines its terms. Names of people and places are none.
/// </summary>
internal static partial class UndefinedTerms
{
    private const int FewestUses = 2;
    private const int FewestDefinitions = 2;
    private const int LettersAround = 24;
    private static readonly string[] Understood =
        ["agreement", "contract", "lease", "section", "article", "clause", "schedule", "exhibit", "annex", "appendix", "party", "parties", "order", "state", "law", "court", "act", "code", "board", "company"];

    public static IEnumerable<ContractWarning> Check(IReadOnlyList<AlignedUnit> units, string side)
    {
        var all = units.Select(unit => unit.Clause).ToList();
        var texts = units.Where(unit => !unit.Clause.Outside).ToList();
        var whole = string.Join('\n', all.Select(unit => unit.Text));
        foreach (var (term, uses) in Parties(texts, all).Concat(Quoted(texts, whole)).Concat(Capitalised(texts, whole)))
        {
            var (unit, range) = uses[0];
            yield return new ContractWarning { Type = ContractWarnings.UndefinedTerm, Side = side, Unit = unit.Clause.Id, Text = term, Range = range.Shift(unit.Clause.Range.Start) };
        }
    }

    /// <summary>丙方 and 丁方, where the contract says who 甲方 and 乙方 are.</summary>
    private static IEnumerable<(string Term, List<(AlignedUnit, TextRange)> Uses)> Parties(List<AlignedUnit> units, List<Clause> all)
    {
        var front = string.Concat(FrontMatter.Lines(all));
        if (!front.Contains("甲方", StringComparison.Ordinal) || !front.Contains("乙方", StringComparison.Ordinal)) return [];
        var outside = string.Concat(all.Where(unit => unit.Outside).Select(unit => unit.Text));
        return Uses(units, Lettered()).Where(item => !front.Contains(item.Term, StringComparison.Ordinal) && !outside.Contains(item.Term, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Term, List<(AlignedUnit, TextRange)> Uses)> Quoted(List<AlignedUnit> units, string whole) =>
        Uses(units, InQuotes()).Where(item => item.Uses.Count >= FewestUses && !IsExplained(item.Term, whole));

    /// <summary>“X”指…, 以下简称“X”, 称为“X”: somewhere beside it stands what it means.</summary>
    private static bool IsExplained(string term, string whole)
    {
        foreach (Match match in Regex.Matches(whole, $"[“\"「]{Regex.Escape(term)}[”\"」]", RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            var before = whole[Math.Max(0, match.Index - LettersAround)..match.Index];
            var after = whole[(match.Index + match.Length)..Math.Min(whole.Length, match.Index + match.Length + LettersAround)];
            if (Naming().IsMatch(before) || Meaning().IsMatch(after)) return true;
        }

        return false;
    }

    /// <summary>Capitalised words of the trade in the middle of sentences, in a contract that defines others.</summary>
    private static IEnumerable<(string Term, List<(AlignedUnit, TextRange)> Uses)> Capitalised(List<AlignedUnit> units, string whole)
    {
        var defined = Defined().Matches(whole).Select(match => Plain(match.Groups["term"].Value)).ToHashSet(StringComparer.Ordinal);
        if (defined.Count < FewestDefinitions) return [];
        return Uses(units, Capitals()).Where(item => item.Uses.Count >= FewestUses && IsTrade(item.Term)
            && !defined.Contains(Plain(item.Term)) && !defined.Any(term => Plain(item.Term).EndsWith(" " + term, StringComparison.Ordinal) || Plain(item.Term).StartsWith(term + " ", StringComparison.Ordinal) || term.EndsWith(" " + Plain(item.Term), StringComparison.Ordinal)));
    }

    /// <summary>Every word is one that contracts use, so it is no name; and it is no party, clause or date, which need no definition.</summary>
    private static bool IsTrade(string term)
    {
        var words = NormalText.Of(term).Text.Split(' ');
        if (words.Length < 2 || words.Any(word => Understood.Contains(word, StringComparer.Ordinal))) return false;
        return words.All(word => Lexicon.Default.Find(word, 0, out var end) is { Kind: not (TokenKind.Party or TokenKind.Forum) } && end == word.Length);
    }

    private static List<(string Term, List<(AlignedUnit, TextRange)> Uses)> Uses(List<AlignedUnit> units, Regex pattern)
    {
        var uses = new Dictionary<string, List<(AlignedUnit, TextRange)>>(StringComparer.Ordinal);
        foreach (var unit in units.Where(unit => !unit.IsTitle || unit.Clause.Text[^1] is '。' or '；' or '.'))
        {
            foreach (Match match in pattern.Matches(unit.Clause.Text))
            {
                var group = match.Groups["term"];
                if (!uses.TryGetValue(group.Value, out var places)) uses[group.Value] = places = [];
                places.Add((unit, new TextRange(group.Index, group.Length)));
            }
        }

        return [.. uses.Select(item => (item.Key, item.Value))];
    }

    /// <summary>In lower case and without the plural's s.</summary>
    private static string Plain(string term) => string.Join(' ', NormalText.Of(term).Text.Split(' ').Select(word => word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word));

    [GeneratedRegex("(?<term>[丙丁戊]方)", RegexOptions.ExplicitCapture)]
    private static partial Regex Lettered();

    [GeneratedRegex("[“「](?<term>[\\u4e00-\\u9fffA-Za-z0-9]{2,12})[”」]", RegexOptions.ExplicitCapture)]
    private static partial Regex InQuotes();

    [GeneratedRegex("(?:简称|称为|称|统称|即|为|定义为|指|称作|下称|名为)(?:为)?[:：]?[^。；;]{0,4}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Naming();

    [GeneratedRegex("^(?:[^。；;]{0,4})(?:指|是指|系指|意指|即|为|包括|系)", RegexOptions.ExplicitCapture)]
    private static partial Regex Meaning();

    [GeneratedRegex("[“\"](?<term>[A-Z][A-Za-z\\-]{1,30}(?: [A-Za-z\\-]{1,30}){0,5})[”\"]", RegexOptions.ExplicitCapture)]
    private static partial Regex Defined();

    [GeneratedRegex("(?<=[a-z,] )(?<term>[A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20}){1,3})", RegexOptions.ExplicitCapture)]
    private static partial Regex Capitals();
}
