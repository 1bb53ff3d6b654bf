using System.Globalization;

namespace KnowledgeBase.Core.Canonical;

/// <summary>Reads numbers as contracts write them: 1,286,000, 128.6万, 壹佰贰拾捌万陆仟, 二〇二六, thirty (30), 1.2 million.</summary>
internal static class NumberReader
{
    private const string ChineseDigits = "零〇○一二三四五六七八九两壹贰叁肆伍陆柒捌玖";

    /// <summary>Reads one number at a place of a normalised text.</summary>
    /// <param name="isPlain">Whether it was written in figures only.</param>
    public static bool TryRead(string text, int start, out decimal value, out int end, out bool isPlain)
    {
        isPlain = false;
        if (!TryReadOne(text, start, out value, out end)) return false;
        isPlain = char.IsAsciiDigit(text[start]);
        // thirty (30), 三十（30）: said twice is said once, as long as both agree.
        var open = end < text.Length && text[end] == ' ' ? end + 1 : end;
        if (open < text.Length && text[open] == '(' && TryReadOne(text, open + 1, out var again, out var close)
            && again == value && close < text.Length && text[close] == ')')
        {
            end = close + 1;
        }

        return true;
    }

    private static bool TryReadOne(string text, int start, out decimal value, out int end)
    {
        value = 0;
        end = start;
        if (start >= text.Length) return false;
        if (char.IsAsciiDigit(text[start])) return ReadFigures(text, start, out value, out end);
        if (IsChinese(text[start])) return ReadChinese(text, start, out value, out end);
        return char.IsAsciiLetter(text[start]) && EnglishNumberReader.TryRead(text, start, out value, out end);
    }

    public static bool IsChinese(char c) => ChineseDigits.Contains(c) || c is '十' or '拾' or '百' or '佰' or '千' or '仟' or '万' or '亿' or '廿' or '卅';

    private static bool ReadFigures(string text, int start, out decimal value, out int end)
    {
        value = 0;
        end = start;
        var digits = new System.Text.StringBuilder();
        while (end < text.Length && char.IsAsciiDigit(text[end])) digits.Append(text[end++]);
        // 1,286,000 but not "11, 12" nor 1,2.
        while (digits.Length <= 27 && end + 3 < text.Length && text[end] == ',' && IsThree(text, end + 1)) { digits.Append(text, end + 1, 3); end += 4; }
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            digits.Append('.');
            end++;
            while (end < text.Length && char.IsAsciiDigit(text[end])) digits.Append(text[end++]);
        }

        if (digits.Length > 27 || !decimal.TryParse(digits.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)) return false;
        ReadScale(text, ref value, ref end);
        return true;
    }

    // "11,125" is one number; "11,1255" and "11,12" are lists.
    private static bool IsThree(string text, int at) =>
        at + 3 <= text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2])
        && (at + 3 == text.Length || !char.IsAsciiDigit(text[at + 3]));

    private static void ReadScale(string text, ref decimal value, ref int end)
    {
        var before = end;
        while (end < text.Length && value < 1e15m)
        {
            var scale = text[end] switch { '十' or '拾' => 10m, '百' or '佰' => 100m, '千' or '仟' => 1000m, '万' => 10_000m, '亿' => 100_000_000m, _ => 0m };
            // 千克 and 千瓦 are measures, 5百分点 is none of ours.
            if (scale == 0 || (scale == 1000m && end + 1 < text.Length && "克瓦米伏卡字赫".Contains(text[end + 1])) || (scale == 100m && end + 1 < text.Length && text[end + 1] == '分')) break;
            value *= scale;
            end++;
        }

        if (end > before) return;
        foreach (var (word, scale) in new[] { ("million", 1_000_000m), ("billion", 1_000_000_000m), ("thousand", 1000m), ("bn", 1_000_000_000m), ("mn", 1_000_000m), ("m", 1_000_000m), ("k", 1000m) })
        {
            var at = end < text.Length && text[end] == ' ' && word.Length > 1 ? end + 1 : end;
            if (!StartsWord(text, at, word) || value > 1e12m) continue;
            // 5 m and 5k may be metres and anything: only money is so abbreviated, and the currency stands before it.
            if (word.Length == 1 && !IsMoneyBefore(text, end)) continue;
            value *= scale;
            end = at + word.Length;
            return;
        }
    }

    private static bool IsMoneyBefore(string text, int end)
    {
        var at = end - 1;
        while (at >= 0 && (char.IsAsciiDigit(text[at]) || text[at] is '.' or ',' or ' ')) at--;
        return at >= 0 && text[at] is '$' or '£' or '€' or '¥';
    }

    private static bool StartsWord(string text, int at, string word) =>
        string.CompareOrdinal(text, at, word, 0, word.Length) == 0 && (at + word.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + word.Length]));

    private static bool ReadChinese(string text, int start, out decimal value, out int end)
    {
        end = start;
        value = 0;
        decimal total = 0, section = 0, digit = 0;
        var hasDigit = false;
        var run = 0;
        var runValue = 0m;
        var scaled = false;
        for (; end < text.Length; end++)
        {
            var c = text[end];
            if (DigitOf(c) is { } d)
            {
                run++;
                runValue = (runValue * 10) + d;
                if (run > 18) return false;
                digit = d;
                hasDigit = true;
                if (run > 1 && scaled && digit != 0 && runValue > 9) { digit = runValue; }
                continue;
            }

            var unit = c switch { '十' or '拾' => 10m, '百' or '佰' => 100m, '千' or '仟' => 1000m, _ => 0m };
            if (unit > 0)
            {
                if (unit == 1000m && end + 1 < text.Length && "克瓦米".Contains(text[end + 1]) && end > start) break;
                if (!hasDigit && unit != 10m && end == start) return false; // 百分之, 千分之, 百货
                section += (hasDigit && digit > 0 ? digit : 1) * unit;
                digit = 0;
                hasDigit = false;
                scaled = true;
                run = 0;
                runValue = 0;
                continue;
            }

            if (c is '万' or '亿')
            {
                if (end == start) return false;
                section += run > 1 && !scaled ? runValue : digit;
                if (section == 0) section = 1;
                if (c == '亿')
                {
                    total = (total + section) * 100_000_000m;
                }
                else
                {
                    total += section * 10_000m;
                }

                section = 0;
                digit = 0;
                hasDigit = false;
                scaled = true;
                run = 0;
                runValue = 0;
                continue;
            }

            if (c is '廿' or '卅' && end == start)
            {
                section += c == '廿' ? 20 : 30;
                scaled = true;
                continue;
            }

            break;
        }

        if (end == start) return false;
        if (run > 1 && !scaled)
        {
            value = runValue; // 二〇二六, 一二三
        }
        else
        {
            // 一百五 and 一万二 mean 150 and 12000 in speech; contracts write 一百五十, and 十五 needs no care.
            value = total + section + digit;
        }

        if (end + 1 < text.Length && text[end] == '点' && DigitOf(text[end + 1]) is not null)
        {
            var place = 0.1m;
            for (end++; end < text.Length && DigitOf(text[end]) is { } d && place > 1e-9m; end++, place /= 10) value += d * place;
        }

        return true;
    }

    private static int? DigitOf(char c) => c switch
    {
        '零' or '〇' or '○' => 0,
        '一' or '壹' => 1,
        '二' or '两' or '贰' => 2,
        '三' or '叁' => 3,
        '四' or '肆' => 4,
        '五' or '伍' => 5,
        '六' or '陆' => 6,
        '七' or '柒' => 7,
        '八' or '捌' => 8,
        '九' or '玖' => 9,
        _ => null,
    };
}
