using System.Globalization;
using System.Text.RegularExpressions;

#pragma warning disable MA0009 // Anchored and bounded.

namespace KnowledgeBase.Core.Canonical;

/// <summary>Shares: 5%, 百分之五, 万分之三, 3‰, 一成, 九成五, 1.1倍, 50个基点, 三分之二, four per cent.</summary>
internal static partial class PercentReader
{
    public static Token? TryRead(string text, int at)
    {
        if (text[at] is '百' or '千' or '万' && Parts().Match(text, at) is { Success: true } parts)
        {
            if (!NumberReader.TryRead(text, at + parts.Length, out var share, out var close, out _)) return null;
            return Of(share * (text[at] switch { '百' => 1m, '千' => 0.1m, _ => 0.01m }), at, close);
        }

        if (Multiple().Match(text, at) is { Success: true } multiple && (at == 0 || !char.IsAsciiLetter(text[at]) || !char.IsAsciiLetterOrDigit(text[at - 1])))
        {
            return Of(multiple.Value is "triple" or "treble" ? 300m : 200m, at, at + multiple.Length);
        }

        if (Slash().Match(text, at) is { Success: true } slash && (at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '/' or '-' or '.')))
        {
            var (over, under) = (decimal.Parse(slash.Groups["n"].Value, CultureInfo.InvariantCulture), decimal.Parse(slash.Groups["d"].Value, CultureInfo.InvariantCulture));
            if (under > over && over > 0) return Of(Math.Round(over / under * 100m, 4), at, at + slash.Length);
        }

        if (!NumberReader.TryRead(text, at, out var value, out var end, out var plain)) return null;
        if (Fraction().Match(text, end) is { Success: true } fraction && NumberReader.TryRead(text, end + fraction.Length, out var upper, out var last, out _) && value > 0)
        {
            return Of(Math.Round(upper / value * 100m, 4), at, last);
        }

        var match = Unit().Match(text, end);
        if (!match.Success) return null;
        end += match.Length;
        switch (match.Groups["unit"].Value)
        {
            case "‰":
                return Of(value / 10m, at, end);
            case "‱":
                return Of(value / 100m, at, end);
            case "成":
                if (value is <= 0 or > 10) return null;
                if (end < text.Length && text[end] == '半') return Of((value * 10m) + 5m, at, end + 1);
                if (NumberReader.TryRead(text, end, out var tenth, out var after, out _) && tenth < 10 && (after == text.Length || !"年个月日天".Contains(text[after])))
                {
                    return Of((value * 10m) + tenth, at, after);
                }

                return Of(value * 10m, at, end);
            case "倍":
                return Of(value * 100m, at, end);
            case "times":
                return plain || value > 0 ? Of(value * 100m, at, end) : null;
            case "折":
                return value is > 0 and < 10 ? Of(value * 10m, at, end) : value is >= 10 and < 100 ? Of(value, at, end) : null;
            case "个基点" or "基点" or "bp" or "bps" or "basis points" or "basis point":
                return Of(value / 100m, at, end);
            default:
                return Of(value, at, end);
        }
    }

    private static Token Of(decimal percent, int at, int end) =>
        new(TokenKind.Percent, "%:" + percent.ToString("0.######", CultureInfo.InvariantCulture), at, end) { Value = percent };

    [GeneratedRegex(@"\G(?:双倍|加倍|(?:twice|double|triple|treble)(?= (?:the|its|such|that|of)\b))")]
    private static partial Regex Multiple();

    [GeneratedRegex(@"\G[百千万]分之")]
    private static partial Regex Parts();

    [GeneratedRegex(@"\G(?<n>\d{1,2})/(?<d>\d{1,2})(?![\d/.\-]|[a-z])", RegexOptions.ExplicitCapture)]
    private static partial Regex Slash();

    [GeneratedRegex(@"\G分之")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\G ?(?<unit>%|‰|‱|个?百分点|percent(?:age points?)?(?![a-z])|per cent(?:um)?(?![a-z])|成(?![立为功员本果交套品年都熟份分型像就长])|倍|折(?![旧算抵价合扣])|个?基点|bps?(?![a-z])|basis points?(?![a-z])|times(?= (?:the|its|such|that)\b))", RegexOptions.ExplicitCapture)]
    private static partial Regex Unit();
}
