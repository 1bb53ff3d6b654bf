using System.Globalization;
using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>Writes a number the way Word's w:numFmt says (ECMA-376, 17.18.59), as Word displays it.</summary>
internal static class NumberFormats
{
    private const string Small = "零一二三四五六七八九";
    private const string Legal = "零壹贰叁肆伍陆柒捌玖";
    private const string LegalTraditional = "零壹貳參肆伍陸柒捌玖";

    public static string Write(int number, string format) => format switch
    {
        "none" or "bullet" => "",
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "upperRoman" => Roman(number),
        "lowerRoman" => Roman(number).ToLowerInvariant(),
        "upperLetter" => Letter(number, 'A'),
        "lowerLetter" => Letter(number, 'a'),
        "ordinal" => Ordinal(number),
        "cardinalText" => EnglishNumbers.Cardinal(number),
        "ordinalText" => EnglishNumbers.Ordinal(number),
        "hex" => number.ToString("X", CultureInfo.InvariantCulture),
        "numberInDash" => $"- {Plain(number)} -",
        "decimalFullWidth" or "decimalFullWidth2" => FullWidth(number),
        "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" => Enclosed(number),
        "decimalEnclosedParen" => number is >= 1 and <= 20 ? ((char)('⑴' + number - 1)).ToString() : $"({Plain(number)})",
        "decimalEnclosedFullstop" => number is >= 1 and <= 20 ? ((char)('⒈' + number - 1)).ToString() : $"{Plain(number)}.",
        "ideographEnclosedCircle" => number is >= 1 and <= 10 ? ((char)('㊀' + number - 1)).ToString() : Plain(number),
        "ideographTraditional" => Cyclic(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => Cyclic(number, "子丑寅卯辰巳午未申酉戌亥"),
        "ideographZodiacTraditional" => number is >= 1 and <= 60 ? $"{"甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10]}{"子丑寅卯辰巳午未申酉戌亥"[(number - 1) % 12]}" : Plain(number),
        "chineseCountingThousand" or "chineseCounting" or "japaneseCounting" or "taiwaneseCounting" or "taiwaneseCountingThousand"
            => Counting(number, Small, "十百千", "万亿", shortTen: true),
        "koreanCounting" or "koreanDigital" or "koreanDigital2" or "koreanLegal" => Plain(number),
        "ideographDigital" or "japaneseDigitalTenThousand" or "taiwaneseDigital" => Digits(number, "〇一二三四五六七八九"),
        "chineseLegalSimplified" => Counting(number, Legal, "拾佰仟", "万亿", shortTen: false),
        "ideographLegalTraditional" or "japaneseLegal" => Counting(number, LegalTraditional, "拾佰仟", "萬億", shortTen: false),
        "aiueo" or "aiueoFullWidth" => Cyclic(number, "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
        "iroha" or "irohaFullWidth" => Cyclic(number, "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"),
        "ganada" => Cyclic(number, "가나다라마바사아자차카타파하"),
        "chosung" => Cyclic(number, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
        "russianLower" => Cyclic(number, "абвгдежзиклмнопрстуфхцчшщыэюя"),
        "russianUpper" => Cyclic(number, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
        _ => Plain(number),
    };

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Roman(int number)
    {
        if (number is < 1 or > 30_000) return Plain(number);
        var text = new StringBuilder();
        foreach (var (value, digits) in (ReadOnlySpan<(int, string)>)[
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
            (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")])
        {
            for (; number >= value; number -= value) text.Append(digits);
        }

        return text.ToString();
    }

    /// <summary>After z comes aa, then bb: Word repeats the letter.</summary>
    private static string Letter(int number, char first) =>
        number < 1 ? Plain(number) : new string((char)(first + ((number - 1) % 26)), Math.Min(((number - 1) / 26) + 1, 32));

    private static string Ordinal(int number) => Plain(number) + ((number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch
    {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    });

    private static string FullWidth(int number) => string.Concat(Plain(number).Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + '０') : c));

    private static string Enclosed(int number) => number switch
    {
        0 => "⓪",
        >= 1 and <= 20 => ((char)('①' + number - 1)).ToString(),
        >= 21 and <= 35 => ((char)('㉑' + number - 21)).ToString(),
        >= 36 and <= 50 => ((char)('㊱' + number - 36)).ToString(),
        _ => Plain(number),
    };

    private static string Cyclic(int number, string signs) => number < 1 ? Plain(number) : signs[(number - 1) % signs.Length].ToString();

    private static string Digits(int number, string signs) => string.Concat(Plain(number).Select(c => char.IsAsciiDigit(c) ? signs[c - '0'] : c));

    /// <summary>十一, 一百零五, 一万二千: groups of four digits, one zero for any gap.</summary>
    private static string Counting(int number, string digits, string places, string groups, bool shortTen)
    {
        if (number == 0) return digits[..1];
        if (number < 0) return Plain(number);
        var text = new StringBuilder();
        var gap = false;
        var all = Plain(number);
        for (var i = 0; i < all.Length; i++)
        {
            var place = all.Length - 1 - i;
            var digit = all[i] - '0';
            if (digit == 0)
            {
                gap = true;
            }
            else
            {
                if (gap && text.Length > 0) text.Append(digits[0]);
                gap = false;
                text.Append(digits[digit]);
                if (place % 4 > 0) text.Append(places[(place % 4) - 1]);
            }

            if (place > 0 && place % 4 == 0 && number / (int)Math.Pow(10, place) % 10_000 != 0) text.Append(groups[(place / 4) - 1]);
        }

        // 十一, not 一十一; but 一百一十一.
        return shortTen && text.Length > 1 && text[0] == digits[1] && text[1] == places[0] ? text.ToString(1, text.Length - 1) : text.ToString();
    }
}
