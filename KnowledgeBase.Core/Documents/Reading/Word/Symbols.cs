using System.Globalization;
using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>The characters of fonts that have their own code tables; a tick box in a contract is an answer.</summary>
internal static class Symbols
{
    // One character per code; a space where the font has nothing that text can say.
    private const string SymbolFrom20 =
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

    private const string SymbolFromA0 =
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

    private static readonly Dictionary<int, string> Wingdings = Table(
        "22✂ 28☎ 2A✉ 36⌛ 3F✍ 41✌ 43👍 45☜ 46☞ 4A☺ 4C☹ 51✈ 52☼ 54❄ 58✠ 59✡ 5A☪ "
        + "6C● 6D❍ 6E■ 6F☐ 70☐ 71☐ 72☐ 73⬧ 74⧫ 75◆ 76❖ 78☒ 7B❀ "
        + "80⓪ 81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩ 8B⓿ 8C❶ 8D❷ 8E❸ 8F❹ 90❺ 91❻ 92❼ 93❽ 94❾ 95❿ "
        + "9F• A1○ A7▪ A8☐ AA✦ AB★ B2✧ D8➢ DF← E0→ E1↑ E2↓ E8➔ EF⇦ F0⇨ F1⇧ F2⇩ F3⬄ FB✗ FC✓ FD☒ FE☑");

    private static readonly Dictionary<int, string> Wingdings2 = Table("30☐ 4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ 55☒ 56☒ 97● A3☐ A2☐ 99◉");

    private static readonly Dictionary<int, string> Symbol =
        Range(0x20, SymbolFrom20).Concat(Range(0xA0, SymbolFromA0)).ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>The character of a w:sym; empty for one that has no equivalent.</summary>
    public static string Read(string? font, string? code) =>
        int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? Read(TableOf(font), value) : "";

    /// <summary>Text in which characters of such a font stand in the private use area, where Word puts them.</summary>
    public static string Shown(string? font, ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\uF020', '\uF0FF') < 0) return text.ToString();
        var table = TableOf(font) ?? Symbol;
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is >= '\uF020' and <= '\uF0FF') plain.Append(Read(table, c));
            else plain.Append(c);
        }

        return plain.ToString();
    }

    private static string Read(Dictionary<int, string>? table, int value)
    {
        var low = value is >= 0xF000 and <= 0xF0FF ? value - 0xF000 : value;
        if (table is not null && table.TryGetValue(low, out var text)) return text;
        return value is > 0x1F and < 0xD800 ? ((char)value).ToString() : low is > 0x1F and < 0x7F && table is null ? ((char)low).ToString() : "";
    }

    private static Dictionary<int, string>? TableOf(string? font) => font?.Trim().ToUpperInvariant() switch
    {
        "WINGDINGS" => Wingdings,
        "WINGDINGS 2" => Wingdings2,
        "SYMBOL" => Symbol,
        _ => null,
    };

    private static IEnumerable<KeyValuePair<int, string>> Range(int first, string signs) =>
        signs.Select((sign, i) => KeyValuePair.Create(first + i, sign.ToString()));

    /// <summary>Entries are two hexadecimal digits and the character that they show.</summary>
    private static Dictionary<int, string> Table(string entries) => entries.Split(' ').ToDictionary(
        entry => int.Parse(entry.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture), entry => entry[2..]);
}
