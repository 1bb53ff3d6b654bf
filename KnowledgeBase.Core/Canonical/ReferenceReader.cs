using System.Globalization;
using System.Text.RegularExpressions;

#pragma warning disable MA0009 // Anchored and bounded.

namespace KnowledgeBase.Core.Canonical;

/// <summary>
/// References to other clauses, one token per clause named: 第七条, 第4.2款, 附件一, Sections 9, 10 and 13. The key has
/// the number as a clause's label has it once it is normalised, so that both can be compared.
/// </summary>
internal static partial class ReferenceReader
{
    /// <param name="word">The word before the first number of a list that goes on here; "" at its beginning.</param>
    public static Token? TryRead(string text, int at, ref string word)
    {
        if (word.Length > 0)
        {
            var more = word is "条" or "款" or "项" or "章" ? MoreChinese().Match(text, at) : MoreEnglish().Match(text, at);
            if (more.Success) return Of(word, more, at);
            word = "";
        }

        if (text[at] == '第' && Chinese().Match(text, at) is { Success: true } chinese)
        {
            word = chinese.Groups["unit"].Value;
            return Of(word, chinese, at);
        }

        if (text[at] == '附' && Annex().Match(text, at) is { Success: true } annex) return Of("附", annex, at);
        if (char.IsAsciiDigit(text[at]) && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]) && text[at - 1] != '.') && Decimal().Match(text, at) is { Success: true } number) return Of("条", number, at);
        if ((char.IsAsciiLetter(text[at]) && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))) || text[at] == '§')
        {
            var match = English().Match(text, at);
            if (!match.Success) return null;
            word = match.Groups["unit"].Value.TrimEnd('s');
            return Of(word, match, at);
        }

        return null;
    }

    /// <summary>The form in which a label and a reference to it are the same: "7" for 第七条, "4.2" for 4.2 and 4.2款.</summary>
    public static string NumberOf(string label)
    {
        var text = NormalText.Of(label).Text.Trim('第', '条', '款', '项', '章', '节', '编', '、', '.', ' ', ':');
        if (text.StartsWith("section", StringComparison.Ordinal) || text.StartsWith("article", StringComparison.Ordinal) || text.StartsWith("clause", StringComparison.Ordinal))
        {
            text = text[7..].TrimStart('s').Trim();
        }

        if (text.StartsWith('附')) text = text.TrimStart('附', '件', '表', '录');
        if (Roman().Match(text) is { Success: true, Length: > 0 }) text = RomanValue(text).ToString(CultureInfo.InvariantCulture);
        var inner = text.Trim('(', ')');
        return NumberReader.TryRead(inner, 0, out var value, out var end, out var plain) && end == inner.Length && !plain
            ? value.ToString("0", CultureInfo.InvariantCulture) : inner;
    }

    private static Token Of(string word, Match match, int at)
    {
        var unit = word switch { "条" or "章" or "节" or "section" or "clause" or "article" or "§" or "paragraph" => "clause", "款" => "para", "项" => "item", _ => "annex" };
        var number = NumberOf(match.Groups["n"].Value);
        if (unit == "para" && number.Contains('.')) unit = "clause";
        return new Token(TokenKind.Reference, $"ref:{unit}:{number}", at, at + match.Length) { Unit = unit };
    }

    private static int RomanValue(string roman)
    {
        var total = 0;
        for (var i = 0; i < roman.Length; i++)
        {
            var value = ValueOf(roman[i]);
            total += i + 1 < roman.Length && ValueOf(roman[i + 1]) > value ? -value : value;
        }

        return total;

        static int ValueOf(char c) => c switch { 'i' => 1, 'v' => 5, 'x' => 10, 'l' => 50, 'c' => 100, _ => 0 };
    }

    private const string Number = "[零〇一二三四五六七八九十百]{1,6}|[0-9]{1,3}(?:[.][0-9]{1,3}){0,4}";

    [GeneratedRegex(@"\G第\(?(?<n>" + Number + @")\)?(?:个)?(?<unit>条|款|项|章|节)(?!件)|\G第\(?(?<n>" + Number + @")\)?(?=(?:[、,]|和|及|或|至)第?\(?(?:" + Number + @")\)?(?<unit>条|款|项|章))", RegexOptions.ExplicitCapture)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\G(?<n>" + Number + @")(?:条|款|项|章)", RegexOptions.ExplicitCapture)]
    private static partial Regex MoreChinese();

    [GeneratedRegex(@"\G附(?:件|表|录)(?<n>[一二三四五六七八九十]{1,3}|[0-9]{1,2}|[a-z](?![a-z]))", RegexOptions.ExplicitCapture)]
    private static partial Regex Annex();

    [GeneratedRegex(@"\G(?<n>[0-9]{1,3}(?:[.][0-9]{1,3}){1,4})(?:条|款|项)(?!件)", RegexOptions.ExplicitCapture)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\G(?<unit>sections?|clauses?|articles?|paragraphs?|schedules?|exhibits?|annex(?:es)?|appendix|§) ?(?<n>[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}(?:\([a-z0-9]{1,4}\)){0,3}|[ivxlc]{1,6}(?![a-z])|[a-z](?![a-z]))", RegexOptions.ExplicitCapture)]
    private static partial Regex English();

    [GeneratedRegex(@"\G(?<n>[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}(?:\([a-z0-9]{1,4}\)){0,3})(?![0-9%]| ?(?:days?|months?|years?|business|percent|hours?))", RegexOptions.ExplicitCapture)]
    private static partial Regex MoreEnglish();

    [GeneratedRegex(@"^[ivxlc]+$")]
    private static partial Regex Roman();
}
