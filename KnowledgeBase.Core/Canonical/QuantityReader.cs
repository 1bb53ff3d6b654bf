using System.Globalization;
using System.Text.RegularExpressions;

#pragma warning disable MA0009 // Anchored and bounded.

namespace KnowledgeBase.Core.Canonical;

/// <summary>Numbers that count or measure: 12台, 一式四份, IP65, 60分贝; and codes: MC-V200, GB/T 19001.</summary>
internal static partial class QuantityReader
{
    // A measure and the one that it is the same as. Counting words such as 台 and 个 are no measures.
    private const string Measures =
        """
        名 人 人 人 位 人 人次 人次 公斤 kg 千克 kg kg kg 吨 t 克 g 米 m 公里 km 千米 km km km 厘米 cm cm cm 毫米 mm mm mm 平方米 m2 m2 m2 平米 m2
        立方米 m3 m3 m3 亩 亩 公顷 ha 升 l 毫升 ml 千瓦 kw kw kw 千瓦时 kwh kwh kwh 度 度 摄氏度 °c °c °c 分贝 db db db gb gb mb mb tb tb
        股 股 次 次 期 次
        """;

    private static readonly Dictionary<string, string> Units = Measures.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public static Token? TryRead(string text, int at)
    {
        if (char.IsAsciiLetterOrDigit(text[at]) && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) && Code().Match(text, at) is { Success: true } code)
        {
            return new Token(TokenKind.Code, "code:" + code.Value.Replace(" ", "", StringComparison.Ordinal), at, at + code.Length);
        }

        var start = at;
        if (text[at] == '第' && at + 1 < text.Length) at++;
        if (!NumberReader.TryRead(text, at, out var value, out var end, out var plain)) return null;
        var ordinal = start != at;
        var unit = Measure().Match(text, end);
        if (!plain)
        {
            // 一致, 三方, "one of": a number in words counts only with something to count, and one is hardly a number.
            var isEnglish = char.IsAsciiLetter(text[at]);
            if (isEnglish)
            {
                if (EnglishOrdinal().IsMatch(text, at) || value <= 1 && !text.AsSpan(at, end - at).Contains('(')) return null;
            }
            else if (!unit.Success || (value == 1 && !ordinal))
            {
                return null;
            }
        }

        var name = "";
        if (unit.Success)
        {
            end += unit.Length;
            name = Units.GetValueOrDefault(unit.Groups["unit"].Value, "");
        }

        return new Token(TokenKind.Quantity, string.Create(CultureInfo.InvariantCulture, $"n:{name}:{value.ToString("0.######", CultureInfo.InvariantCulture)}"), start, end) { Value = value, Unit = name };
    }

    [GeneratedRegex(@"\G(?=[a-z0-9./\-]*[0-9])(?=[a-z0-9./\-]*[a-z])(?!\d+(?:st|nd|rd|th)\b)(?!\d+(?:kg|km|cm|mm|m2|m3|kw|kwh|db|gb|mb|tb|bps?|k|m)(?![a-z0-9]))[a-z0-9]{1,16}(?:[./\-][a-z0-9]{1,16}){0,6}|\G(?:gb|iso|iec|en|ieee|jb|hg|yy)(?:/[tz])? ?\d{2,6}(?:[.\-]\d{1,6}){0,3}", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"\G ?(?<unit>人次|台次|平方米|立方米|平米|毫米|厘米|千米|公里|公斤|千克|毫升|公顷|千瓦时|千瓦|摄氏度|分贝|kwh|kw|kg|km|cm|mm|m2|m3|db|gb|mb|tb|°c|台|套|只|件|个(?!人|别|体|性|月|工|百|基)|名|人(?!民|员)|位|次(?!日|月|年|要)|份|张|本(?!合|协|条|人|公)|批|辆|栋|间|吨|克|米|升|箱|包|盒|瓶|桶|组|块|片|根|株|亩|度|股|期|级|种|项(?!下|目)|家|处|页|层|户|轮|类|倍|支|把|条(?!件|款|约)|笔|颗|头|副|双(?!方))", RegexOptions.ExplicitCapture)]
    private static partial Regex Measure();

    [GeneratedRegex(@"\G(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|fifteenth|twentieth|thirtieth)(?![a-z])")]
    private static partial Regex EnglishOrdinal();
}
