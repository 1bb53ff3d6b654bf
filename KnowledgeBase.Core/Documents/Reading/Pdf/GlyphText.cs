using System.Collections.Frozen;
using System.Globalization;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>What a character code of a PDF is as text: radicals as the characters they stand for, ligatures as letters.</summary>
internal static class GlyphText
{
    // Some producers write the code of a radical that looks like the character: ⺠ for 民, ⽇ for 日.
    private static readonly FrozenDictionary<char, string> Radicals = ReadRadicals();

    /// <summary>The UTF-16 units to read for a code; none for what nobody sees.</summary>
    public static string Of(uint code) => code switch
    {
        0x2F3E => "户", // Unicode names 戶, but fonts for mainland China have 户 under it
        >= 0x2E80 and <= 0x2FDF => Radicals.GetValueOrDefault((char)code) ?? ((char)code).ToString(),
        0xFB00 => "ff",
        0xFB01 => "fi",
        0xFB02 => "fl",
        0xFB03 => "ffi",
        0xFB04 => "ffl",
        0xFB05 or 0xFB06 => "st",
        0x0002 or 0x00AD or 0xFFFE => "-", // a hyphen at the end of a line, as PDFium marks it
        0xF0B7 or 0xF09F => "•",
        0xF0A7 or 0xF06E => "▪",
        0xF0D8 => "➢",
        0xF0FC => "✓",
        0xF0A3 or 0xF0A8 or 0xF06F => "□",
        0xF0FE => "☒",
        0xF052 => "☑",
        _ => Visible(code),
    };

    private static string Visible(uint code)
    {
        if (code is >= 0xD800 and <= 0xDFFF) return ((char)code).ToString(); // half of a pair, the other follows
        var text = char.ConvertFromUtf32((int)code);
        return text.Length == 1 && TextCleaning.IsInvisible(text[0]) ? "" : text;
    }

    private static FrozenDictionary<char, string> ReadRadicals()
    {
        using var stream = typeof(GlyphText).Assembly.GetManifestResourceStream("KnowledgeBase.Core.Documents.Reading.Pdf.radicals.tsv")!;
        using var reader = new StreamReader(stream);
        var map = new Dictionary<char, string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Split('\t') is not [var radical, var character, ..]) continue;
            if (radical.Length == 4) map[(char)Parse(radical)] = char.ConvertFromUtf32(Parse(character));
        }

        return map.ToFrozenDictionary();

        static int Parse(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
