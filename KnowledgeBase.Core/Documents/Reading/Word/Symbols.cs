using System.Globalization;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>The characters of w:sym, whose fonts have their own code tables; a tick box in a contract is an answer.</summary>
internal static class Symbols
{
    private static readonly Dictionary<int, string> Wingdings = Table(
        "6F☐ 70☐ 71☐ 72☐ A8☐ 6E■ FC✓ FE☑ FD☒ " +
        "FB✗ 78☒ 6C● 9F• A1○ D8➢ E0→ DF← F0⇨ 75◆ " +
        "81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8A⑩");

    private static readonly Dictionary<int, string> Wingdings2 = Table(
        "50✓ 52☑ 51☒ 54☒ 53☒ A3☐ 30☐ 4F✗");

    private static readonly Dictionary<int, string> Symbol = Table(
        "B7• A3≤ B3≥ B1± B4× B8÷ B9≠ BB≈ A5∞ B0° " +
        "AE→ AC← D0∠ D1∇ D6√ E5∑ F2∫ A4⁄ B2″ A2′ " +
        "61α 62β 67γ 64δ 65ε 6Cλ 6Dμ 70π 73σ 77ω 71θ " +
        "44Δ 57Ω 53Σ 46Φ 66φ");

    public static string Read(string? font, string? code)
    {
        if (!int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)) return "";
        var table = font?.ToUpperInvariant() switch
        {
            "WINGDINGS" => Wingdings,
            "WINGDINGS 2" => Wingdings2,
            "SYMBOL" => Symbol,
            _ => null,
        };
        var low = value is >= 0xF000 and <= 0xF0FF ? value - 0xF000 : value;
        if (table is not null && table.TryGetValue(low, out var text)) return text;
        return value is > 0x1F and < 0xD800 ? ((char)value).ToString() : low is > 0x1F and < 0x7F && table is null ? ((char)low).ToString() : "";
    }

    /// <summary>Entries are two hexadecimal digits and the character that they show.</summary>
    private static Dictionary<int, string> Table(string entries) => entries.Split(' ').ToDictionary(
        entry => int.Parse(entry.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture), entry => entry[2..]);
}
