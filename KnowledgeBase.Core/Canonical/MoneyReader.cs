using System.Globalization;

namespace KnowledgeBase.Core.Canonical;

/// <summary>Amounts of money with their currency: 人民币壹拾万元整, 10万元, ￥100,000.00, US$1.2 million, 5,000美元.</summary>
internal static class MoneyReader
{
    // The longer of two that begin alike stands first.
    private static readonly (string Word, string Currency)[] Prefixes =
    [
        ("人民币", "CNY"), ("rmb", "CNY"), ("cny", "CNY"), ("¥", "CNY"), ("us$", "USD"), ("usd", "USD"), ("hk$", "HKD"), ("hkd", "HKD"), ("s$", "SGD"),
        ("sgd", "SGD"), ("a$", "AUD"), ("aud", "AUD"), ("c$", "CAD"), ("cad", "CAD"), ("nt$", "TWD"), ("$", "USD"), ("美元", "USD"), ("美金", "USD"),
        ("eur", "EUR"), ("€", "EUR"), ("欧元", "EUR"), ("gbp", "GBP"), ("£", "GBP"), ("英镑", "GBP"), ("港币", "HKD"), ("港元", "HKD"), ("jpy", "JPY"),
        ("日元", "JPY"), ("chf", "CHF"), ("瑞士法郎", "CHF"), ("新加坡元", "SGD"), ("澳元", "AUD"), ("加元", "CAD"),
    ];

    private static readonly (string Word, string Currency)[] Suffixes =
    [
        ("元人民币", "CNY"), ("人民币", "CNY"), ("美元", "USD"), ("美金", "USD"), ("欧元", "EUR"), ("英镑", "GBP"), ("港元", "HKD"), ("港币", "HKD"), ("日元", "JPY"),
        ("瑞士法郎", "CHF"), ("新加坡元", "SGD"), ("新元", "SGD"), ("澳元", "AUD"), ("加元", "CAD"), ("元", "CNY"), ("圆", "CNY"), ("块钱", "CNY"),
        ("us dollars", "USD"), ("u.s. dollars", "USD"), ("united states dollars", "USD"), ("hong kong dollars", "HKD"), ("dollars", "USD"),
        ("euros", "EUR"), ("euro", "EUR"), ("pounds sterling", "GBP"), ("pounds", "GBP"), ("yuan", "CNY"), ("renminbi", "CNY"), ("rmb", "CNY"), ("cny", "CNY"),
        ("usd", "USD"), ("eur", "EUR"), ("gbp", "GBP"), ("hkd", "HKD"), ("jpy", "JPY"), ("sgd", "SGD"), ("chf", "CHF"), ("yen", "JPY"),
    ];

    public static Token? TryRead(string text, int at)
    {
        string? currency = null;
        var number = at;
        if (Word(Prefixes, text, at) is { } prefix)
        {
            currency = prefix.Currency;
            number = at + prefix.Word.Length;
            // 人民币￥100: said twice.
            number = SkipFiller(text, number);
            if (Word(Prefixes, text, number) is { } twice && twice.Currency == currency) number = SkipFiller(text, number + twice.Word.Length);
        }
        else if (!char.IsAsciiDigit(text[at]) && !NumberReader.IsChinese(text[at]) && !char.IsAsciiLetter(text[at]))
        {
            return null;
        }

        if (number >= text.Length || !NumberReader.TryRead(text, number, out var value, out var end, out _)) return null;
        var place = end < text.Length && text[end] == ' ' ? end + 1 : end;
        if (Word(Suffixes, text, place) is { } suffix)
        {
            currency ??= suffix.Currency;
            end = place + suffix.Word.Length;
            if (suffix.Word is "元" or "圆") end = Fraction(text, end, ref value);
        }
        else if (currency is null)
        {
            return null;
        }

        if (end < text.Length && text[end] is '整' or '正' && !(text[end] == '正' && end + 1 < text.Length && text[end + 1] is '式' or '本' or '常' or '当')) end++;
        return new Token(TokenKind.Amount, string.Create(CultureInfo.InvariantCulture, $"money:{currency}:{value.ToString("0.######", CultureInfo.InvariantCulture)}"), at, end) { Value = value, Unit = currency };
    }

    // 角 and 分 after 元.
    private static int Fraction(string text, int end, ref decimal value)
    {
        foreach (var (name, part) in new[] { ('角', 0.1m), ('分', 0.01m) })
        {
            var at = end < text.Length && text[end] is '零' or '〇' ? end + 1 : end;
            if (at >= text.Length || !NumberReader.TryRead(text, at, out var small, out var close, out _) || small >= 10 || close >= text.Length || text[close] != name) continue;
            value += small * part;
            end = close + 1;
        }

        return end;
    }

    private static int SkipFiller(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or ':') at++;
        return at;
    }

    private static (string Word, string Currency)? Word((string Word, string Currency)[] words, string text, int at)
    {
        foreach (var item in words)
        {
            if (at + item.Word.Length > text.Length || string.CompareOrdinal(text, at, item.Word, 0, item.Word.Length) != 0) continue;
            var latin = char.IsAsciiLetter(item.Word[0]) || item.Word[^1] == '$';
            if (latin && at > 0 && char.IsAsciiLetter(text[at - 1])) continue;
            if (char.IsAsciiLetter(item.Word[^1]) && at + item.Word.Length < text.Length && char.IsAsciiLetter(text[at + item.Word.Length])) continue;
            return item;
        }

        return null;
    }
}
