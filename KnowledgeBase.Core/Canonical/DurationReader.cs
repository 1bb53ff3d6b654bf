using System.Globalization;
using System.Text.RegularExpressions;

#pragma warning disable MA0009 // Anchored and bounded.

namespace KnowledgeBase.Core.Canonical;

/// <summary>
/// Lengths of time in their base unit: days (d), working days (bd), months (m), hours (h), minutes (min); and the
/// period of a rate (每日, per month). 24个月 = 二年; 一年半 = 18个月; 15个工作日 and 15日 keep their units apart.
/// </summary>
internal static partial class DurationReader
{
    public static Token? TryRead(string text, int at)
    {
        if (Rate().Match(text, at) is { Success: true } rate && (at == 0 || !char.IsAsciiLetter(text[at]) || !char.IsAsciiLetterOrDigit(text[at - 1])))
        {
            var period = Group(rate, "zh") ?? Group(rate, "word") ?? Group(rate, "per") ?? "";
            return new Token(TokenKind.RatePeriod, "rate:" + PeriodOf(period), at, at + rate.Length) { Unit = PeriodOf(period) };
        }

        var start = at;
        if (text[at] == '半' && Half().Match(text, at) is { Success: true } half)
        {
            return half.Groups["unit"].Value switch
            {
                "年" => Of(6, "m", start, at + half.Length),
                "月" => Of(0.5m, "m", start, at + half.Length),
                "小时" => Of(30, "min", start, at + half.Length),
                _ => Of(12, "h", start, at + half.Length),
            };
        }

        if (text[at] == '第') at++;
        if (at >= text.Length || !NumberReader.TryRead(text, at, out var value, out var end, out var plain)) return null;
        if (plain && OrdinalEnding().Match(text, end) is { Success: true } ordinal) end += ordinal.Length;
        // "the first month" is a place in a row, not a length.
        if (value == 1 && string.CompareOrdinal(text, at, "first", 0, 5) == 0) return null;
        var match = Unit().Match(text, end);
        if (!match.Success) return null;
        var unit = match.Groups["unit"].Value;
        // 2026年 is a year, 六月 a month; 六月内 and 六个月 are lengths.
        if (unit == "年" && plain && value >= 1900) return null;
        if (unit == "月" && match.Groups["ge"].Length == 0 && !MonthAsLength().IsMatch(text, end)) return null;
        end += match.Length;
        var (factor, baseUnit) = Base(unit, match.Groups["kind"].Value);
        value *= factor;
        if (baseUnit == "m" && end < text.Length)
        {
            if (unit is "年" or "周年" && text[end] == '半')
            {
                value += 6;
                end++;
            }
            else if (factor == 12m && MonthsAfterYears(text, end) is { } more)
            {
                value += more.Months;
                end = more.End;
            }
        }
        else if (match.Groups["half"].Length > 0)
        {
            value += factor / 2;
        }

        if (match.Groups["half"].Length > 0 && baseUnit == "m") value += factor / 2;
        return Of(value, baseUnit, start, end);
    }

    /// <summary>Length in days, months counted as 30, to tell what is near and what is far; working days as days.</summary>
    public static decimal InDays(Token token) => token.Unit switch
    {
        "m" => token.Value * 30m,
        "h" => token.Value / 24m,
        "min" => token.Value / 1440m,
        "s" => token.Value / 86400m,
        _ => token.Value,
    };

    private static Token Of(decimal value, string unit, int start, int end) =>
        new(TokenKind.Duration, $"dur:{unit}:{value.ToString("0.####", CultureInfo.InvariantCulture)}", start, end) { Value = value, Unit = unit };

    private static (decimal Months, int End)? MonthsAfterYears(string text, int at)
    {
        if (at < text.Length && text[at] is '零' or '又') at++;
        if (!NumberReader.TryRead(text, at, out var months, out var end, out _) || MonthsAfter().Match(text, end) is not { Success: true } match) return null;
        return (months, end + match.Length);
    }

    private static (decimal Factor, string Unit) Base(string unit, string kind) => unit switch
    {
        "工作日" or "工作天" or "营业日" or "交易日" or "银行日" => (1m, "bd"),
        "年" or "周年" or "年度" or "year" or "years" => (12m, "m"),
        "季度" or "季" or "quarter" or "quarters" => (3m, "m"),
        "月" or "month" or "months" => (1m, "m"),
        "星期" or "礼拜" or "周" or "week" or "weeks" => (7m, "d"),
        "fortnight" or "fortnights" => (14m, "d"),
        "小时" or "钟头" or "hour" or "hours" => (1m, "h"),
        "分钟" or "minute" or "minutes" => (1m, "min"),
        "秒" or "秒钟" or "second" or "seconds" => (1m, "s"),
        _ => (1m, kind is "business" or "working" or "banking" or "trading" ? "bd" : "d"),
    };

    private static string PeriodOf(string word) => word switch
    {
        "日" or "天" or "day" or "daily" or "diem" => "day",
        "工作日" or "business day" or "working day" => "working day",
        "周" or "星期" or "week" or "weekly" => "week",
        "月" or "month" or "monthly" => "month",
        "季" or "季度" or "quarter" or "quarterly" => "quarter",
        "小时" or "hour" or "hourly" => "hour",
        "次" => "time",
        _ => "year",
    };

    private static string? Group(Match match, string name) => match.Groups[name] is { Success: true } group ? group.Value : null;

    [GeneratedRegex(
        @"\G(?:(?:逾期|迟延|延迟|延误|拖延|拖欠|晚付|晚交)(?:交货|付款|交付|支付|履行)?(?:一|1)(?<zh>日|天)"
        + @"|每(?:逾期|迟延|延迟|延误|拖延|拖欠|超期|超过|晚)(?:交货|付款|交付|支付|履行|完工|提供)?(?:一|1)个?(?<zh>工作日|日|天|周|星期|月|季度|年|小时)"
        + @"|(?:每|按|逐)(?:一|1)?个?(?<zh>工作日|日|天|周|星期|月|季度|季|年|小时)(?!历|度报|报表|报告|结单|末|初|底)"
        + @"|(?<zh>日|月|年)(?=利率|息|化|费率|租金|综合|[万千百]分之|\d+(?:\.\d+)?[%‰‱])"
        + @"|(?<word>daily|weekly|monthly|quarterly|annual(?:ly)?|yearly|hourly)(?![a-z])"
        + @"|(?:per|each|every|in each|in every|in any) (?:calendar |contract |full )?(?<per>business day|working day|day|diem|week|month|quarter|year|annum|hour)(?![a-z])"
        + @"|p\.a\.)", RegexOptions.ExplicitCapture)]
    private static partial Regex Rate();

    [GeneratedRegex(@"\G(?:st|nd|rd|th)(?= )")]
    private static partial Regex OrdinalEnding();

    [GeneratedRegex(@"\G半个?(?<unit>年|月|小时|天|日)", RegexOptions.ExplicitCapture)]
    private static partial Regex Half();

    [GeneratedRegex(
        @"\G(?:[ -]?(?:full |clear |consecutive |continuous |natural |calendar )?(?:(?<kind>business|working|banking|trading) )?(?<unit>days?|weeks?|months?|years?|hours?|minutes?|seconds?|quarters?|fortnights?)'?(?![a-z])"
        + @"|(?<ge>个|整)?(?<half>半)?(?:连续)?(?<kind>日历|自然|公历)(?<unit>日|天)|(?<ge>个|整)?(?<half>半)?(?:银行)?(?<unit>工作日|工作天|营业日|交易日|小时|钟头|分钟|秒钟?|星期|礼拜|季度|周年|年度|周(?![岁期边转知围])|年(?![龄级代薪利息检])|月|日(?!常|益)|天(?!然)))", RegexOptions.ExplicitCapture)]
    private static partial Regex Unit();

    [GeneratedRegex(@"\G月(?=内|之内|以内|以上|以下|期|的期|前|后)")]
    private static partial Regex MonthAsLength();

    [GeneratedRegex(@"\G个?月")]
    private static partial Regex MonthsAfter();
}
