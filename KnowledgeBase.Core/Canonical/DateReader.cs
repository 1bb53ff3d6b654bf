using System.Globalization;
using System.Text.RegularExpressions;

#pragma warning disable MA0009 // Anchored and bounded.

namespace KnowledgeBase.Core.Canonical;

/// <summary>Dates in every notation: 2026年3月1日, 二〇二六年三月一日, 2026-03-01, 1 March 2026, 每月5日.</summary>
internal static partial class DateReader
{
    private const string Chinese = "[零〇○一二三四五六七八九十]";
    private const int LongestDate = 11;
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static Token? TryRead(string text, int at)
    {
        var c = text[at];
        if (char.IsAsciiDigit(c))
        {
            if (at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '-' or '/') && !AfterDate().IsMatch(text.AsSpan(Math.Max(0, at - LongestDate), Math.Min(at, LongestDate)))) return null;
            return Iso().Match(text, at) is { Success: true } iso ? Full(iso, at)
                : Hanzi().Match(text, at) is { Success: true } hanzi ? Full(hanzi, at)
                : MonthDay().Match(text, at) is { Success: true } day ? Full(day, at)
                : English(DayMonth().Match(text, at), at);
        }

        if (NumberReader.IsChinese(c))
        {
            return Hanzi().Match(text, at) is { Success: true } hanzi ? Full(hanzi, at)
                : MonthDay().Match(text, at) is { Success: true } day ? Full(day, at) : null;
        }

        if (c is '每' or '次' or '当' or '下' or '上' or '本' or '该' or '首' or '末')
        {
            var monthly = DayOfMonth().Match(text, at);
            if (!monthly.Success || Number(monthly.Groups["d"].Value) is not { } d) return null;
            var which = monthly.Groups["which"].Value;
            return new Token(TokenKind.Date, $"date:{(which[0] switch { '每' => "monthly", '首' => "first", '末' => "last", _ => which })}:{d}", at, at + monthly.Length) { Value = d };
        }

        if (!char.IsAsciiLetter(c) || (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]))) return null;
        return English(MonthDayYear().Match(text, at), at) ?? English(DayMonth().Match(text, at), at) ?? EnglishDayOfMonth(text, at);
    }

    private static Token Full(Match match, int at)
    {
        var y = Part(match, "y");
        var m = Part(match, "m");
        var d = Part(match, "d");
        var key = string.Create(CultureInfo.InvariantCulture, $"date:{y?.ToString("0000", CultureInfo.InvariantCulture) ?? "-"}-{m?.ToString("00", CultureInfo.InvariantCulture) ?? "-"}-{d?.ToString("00", CultureInfo.InvariantCulture) ?? "-"}");
        return new Token(TokenKind.Date, key, at, at + match.Length);
    }

    private static Token? English(Match match, int at)
    {
        if (!match.Success) return null;
        var month = Array.IndexOf(Months, match.Groups["mon"].Value[..3]) + 1;
        var year = match.Groups["y"].Success ? match.Groups["y"].Value : "-";
        var day = match.Groups["d"].Success ? int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture).ToString("00", CultureInfo.InvariantCulture) : "-";
        if (year == "-" && day == "-") return null; // "may" the verb, "march" the walk
        return new Token(TokenKind.Date, $"date:{year}-{month.ToString("00", CultureInfo.InvariantCulture)}-{day}", at, at + match.Length);
    }

    private static Token? EnglishDayOfMonth(string text, int at)
    {
        var match = EveryMonth().Match(text, at);
        if (!match.Success) return null;
        if (!NumberReader.TryRead(text, match.Groups["d"].Index, out var day, out _, out _)) return null;
        var which = match.Groups["which"].Success ? match.Groups["which"].Value : "monthly";
        return new Token(TokenKind.Date, $"date:{which}:{day:0}", at, at + match.Length) { Value = day };
    }

    private static decimal? Part(Match match, string name) => match.Groups[name].Success ? Number(match.Groups[name].Value) : null;

    private static decimal? Number(string text) => NumberReader.TryRead(text, 0, out var value, out var end, out _) && end == text.Length ? value : null;

    [GeneratedRegex(@"\G(?<y>(?:19|20)\d\d)(?:-(?<m>\d{1,2})-(?<d>\d{1,2})|/(?<m>\d{1,2})/(?<d>\d{1,2})|\.(?<m>\d{1,2})\.(?<d>\d{1,2}))(?!(?:[./]|-(?!(?:19|20)\d\d[年./\-]))\d|\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();

    /// <summary>A date that ends here, and the dash that leads to another: 2026.6.1-2027.5.31.</summary>
    [GeneratedRegex(@"(?:[年月日号]|(?:19|20)\d\d[./\-]\d{1,2}[./\-]\d{1,2})-$")]
    private static partial Regex AfterDate();

    [GeneratedRegex(@"\G(?<y>(?:(?:19|20)\d\d|[一二][零〇○九一二三四五六七八]" + Chinese + "{2}))年(?:度?(?=[^0-9零〇○一二三四五六七八九十])|(?<m>1[0-2]|0?[1-9]|十[一二]|" + Chinese + @")月(?:(?<d>[12]\d|3[01]|0?[1-9]|[二三]?十?[一二三四五六七八九十]|二十[一-九])[日号])?|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Hanzi();

    [GeneratedRegex(@"\G(?<m>1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])月(?:(?<d>[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]|[二三]十|[一二三四五六七八九十])[日号]|(?=底|末|初|份|上旬|中旬|下旬))", RegexOptions.ExplicitCapture)]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\G(?<which>每个?月|首月|末月|次月|当月|下个?月|上个?月|本月|该月)的?第?(?<d>[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]|[二三]十|[一二三四五六七八九十])[日号]", RegexOptions.ExplicitCapture)]
    private static partial Regex DayOfMonth();

    [GeneratedRegex(@"\G(?:the )?(?<d>\d{1,2})(?:st|nd|rd|th)? (?:day )?(?:of )?(?<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?:,? (?<y>(?:19|20)\d\d))?(?![a-z0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\G(?<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? (?:(?<d>\d{1,2})(?:st|nd|rd|th)?(?:,? (?<y>(?:19|20)\d\d))?|(?<y>(?:19|20)\d\d))(?![a-z0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex MonthDayYear();

    [GeneratedRegex(@"\Gthe (?<d>\d{1,2}(?=st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|fifteenth|twentieth)(?:st|nd|rd|th)? (?:calendar )?(?:day )?of (?:(?:each|every) (?:calendar )?month|the (?<which>first|last) (?:calendar )?month)", RegexOptions.ExplicitCapture)]
    private static partial Regex EveryMonth();
}
