using System.Text.RegularExpressions;

#pragma warning disable MA0009 // Bounded repetitions.

namespace KnowledgeBase.Core.Canonical;

/// <summary>
/// Reads from a contract's first lines who is who: 甲方（买方）：海岳智能装备有限公司 makes 甲方, 买方, the company's name
/// and 海岳公司 one party.
/// </summary>
internal static partial class PartyNames
{
    /// <param name="lines">Lines before the clauses, of both contracts.</param>
    public static IEnumerable<(string Word, LexiconEntry Entry)> Read(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        var roles = Roles(all); // role word -> key of the party
        var names = new List<(string Word, string Role)>();
        foreach (var line in all)
        {
            foreach (Match match in Chinese().Matches(line).Concat(ChineseAlias().Matches(line)))
            {
                var role = match.Groups["role"].Value;
                var name = match.Groups["name"].Value.Trim();
                if (name.Length < 4 || KeyOf(role) is null) continue;
                names.Add((name, role));
                if (Company().IsMatch(name)) names.Add((name[..2] + "公司", role));
            }

            foreach (Match match in English().Matches(line))
            {
                if (KeyOf(match.Groups["role"].Value) is not null) names.Add((match.Groups["name"].Value.Trim(), match.Groups["role"].Value));
            }
        }

        foreach (var (role, key) in roles) yield return (role, new LexiconEntry(TokenKind.Party, key, key, false));
        foreach (var (word, role) in names.DistinctBy(item => item.Word))
        {
            var key = roles.GetValueOrDefault(role) ?? KeyOf(role)!;
            yield return (word, new LexiconEntry(TokenKind.Party, key, key, false));
        }
    }

    /// <summary>甲方（买方）: two words for one party, unless the two contracts say it of different parties.</summary>
    private static Dictionary<string, string> Roles(IEnumerable<string> lines)
    {
        var said = lines.SelectMany(line => Chinese().Matches(line))
            .Select(match => (Key: KeyOf(match.Groups["role"].Value), Second: match.Groups["second"].Value))
            .Where(pair => pair.Key is not null && KeyOf(pair.Second) is not null)
            .Distinct().ToList();
        return said.Where(pair => said.Count(other => other.Key == pair.Key) == 1 && said.Count(other => other.Second == pair.Second) == 1)
            .ToDictionary(pair => pair.Second, pair => pair.Key!, StringComparer.Ordinal);
    }

    private static string? KeyOf(string role)
    {
        var text = NormalText.Of(role).Text;
        return text.Length > 0 && Lexicon.Default.Find(text, 0, out var end) is { Kind: TokenKind.Party } entry && end == text.Length ? entry.Key : null;
    }

    [GeneratedRegex(@"(?<role>[甲乙丙丁]方|[\u4e00-\u9fff]{1,4}[方人])\s*(?:[（(]\s*(?:以下简称)?\s*[“""]?(?<second>[\u4e00-\u9fff]{2,6})[”""]?\s*[）)])?\s*[:：]\s*(?<name>[\u4e00-\u9fff（）()·]{0,40})", RegexOptions.ExplicitCapture)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"(?<name>[\u4e00-\u9fff]{4,30}公司)\s*[（(]\s*(?:以下|下)?(?:简称|称)?(?:为)?\s*[“""「]?(?<role>[\u4e00-\u9fff]{2,5}[方人])[”""」]?\s*[）)]", RegexOptions.ExplicitCapture)]
    private static partial Regex ChineseAlias();

    [GeneratedRegex(@"(?<name>[A-Z][A-Za-z0-9&.,' ]{3,60}?(?:Limited|Ltd\.?|Inc\.?|LLC|LLP|Corp\.?|Corporation|GmbH|S\.A\.|plc))[^\n]{0,80}?\((?:the |hereinafter (?:the )?)?[“""']?(?<role>[A-Z][a-z]+)[”""']?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex English();

    [GeneratedRegex("公司$")]
    private static partial Regex Company();
}
