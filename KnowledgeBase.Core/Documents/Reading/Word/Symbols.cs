using System.Globalization;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>The characters of w:sym, whose fonts have their own code tables; a tick box in a contract is an answer.</summary>
internal static class Symbols
{
    private static readonly Dictionary<int, string> Wingdings = new()
    {
        [0x6F] = "☐", [0x70] = "☐", [0x71] = "☐", [0x72] = "☐", [0xA8] = "☐", [0x6E] = "■", [0xFC] = "✓", [0xFE] = "☑", [0xFD] = "☒",
        [0xFB] = "✗", [0x78] = "☒", [0x6C] = "●", [0x9F] = "•", [0xA1] = "○", [0xD8] = "➢", [0xE0] = "→", [0xDF] = "←", [0xF0] = "⇨", [0x75] = "◆",
        [0x81] = "①", [0x82] = "②", [0x83] = "③", [0x84] = "④", [0x85] = "⑤", [0x86] = "⑥", [0x87] = "⑦", [0x88] = "⑧", [0x89] = "⑨", [0x8A] = "⑩",
    };

    private static readonly Dictionary<int, string> Wingdings2 = new()
    {
        [0x50] = "✓", [0x52] = "☑", [0x51] = "☒", [0x54] = "☒", [0x53] = "☒", [0xA3] = "☐", [0x30] = "☐", [0x4F] = "✗",
    };

    private static readonly Dictionary<int, string> Symbol = new()
    {
        [0xB7] = "•", [0xA3] = "≤", [0xB3] = "≥", [0xB1] = "±", [0xB4] = "×", [0xB8] = "÷", [0xB9] = "≠", [0xBB] = "≈", [0xA5] = "∞", [0xB0] = "°",
        [0xAE] = "→", [0xAC] = "←", [0xD0] = "∠", [0xD1] = "∇", [0xD6] = "√", [0xE5] = "∑", [0xF2] = "∫", [0xA4] = "⁄", [0xB2] = "″", [0xA2] = "′",
        [0x61] = "α", [0x62] = "β", [0x67] = "γ", [0x64] = "δ", [0x65] = "ε", [0x6C] = "λ", [0x6D] = "μ", [0x70] = "π", [0x73] = "σ", [0x77] = "ω", [0x71] = "θ",
        [0x44] = "Δ", [0x57] = "Ω", [0x53] = "Σ", [0x46] = "Φ", [0x66] = "φ",
    };

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
}
