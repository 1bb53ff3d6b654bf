using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Benchmarks.Contracts;

/// <summary>
/// Writes a contract as PDF with a page number on each page. Chinese is set in STSong-Light, one of the fonts that PDF
/// readers know by name, with a map to Unicode, so that no font has to be embedded.
/// </summary>
public static class PdfContract
{
    private const int LinesOnPage = 34;
    private const int LineUnits = 78;   // half-width units: 39 Chinese letters, or 78 Latin ones
    private const double FontSize = 10.5;

    public static byte[] Write(Contract contract)
    {
        var pages = Lines(contract).Chunk(LinesOnPage).ToList();
        using var file = new PdfFile();
        var font = file.Add(
            $"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [{file.Next + 1} 0 R] /ToUnicode {file.Next + 3} 0 R >>");
        file.Add(
            $"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor {file.Next + 1} 0 R >>");
        file.Add("<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>");
        file.AddStream(ToUnicode());
        var tree = file.Next + pages.Count * 2;
        var kids = new List<int>();
        foreach (var (number, lines) in pages.Index())
        {
            var content = file.AddStream(Content(lines, number + 1));
            kids.Add(file.Add($"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F {font} 0 R >> >> /Contents {content} 0 R >>"));
        }

        file.Add($"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(kid => $"{kid} 0 R"))}] >>");
        return file.Finish(file.Add($"<< /Type /Catalog /Pages {tree} 0 R >>"));
    }

    private static IEnumerable<string> Lines(Contract contract)
    {
        yield return contract.Title;
        foreach (var (index, chapter) in contract.Chapters.Index())
        {
            yield return contract.IsChinese ? $"第{ChineseNumber(index + 1)}条 {chapter.Heading}" : $"Article {index + 1} {chapter.Heading}";
            foreach (var (number, clause) in chapter.Clauses.Index())
            {
                foreach (var line in Wrap($"{index + 1}.{number + 1} {clause}"))
                {
                    yield return line;
                }
            }
        }
    }

    private static IEnumerable<string> Wrap(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            int end = start, units = 0, space = -1;
            for (; end < text.Length && (units += Units(text[end])) <= LineUnits; end++)
            {
                space = text[end] == ' ' ? end : space;
            }

            if (end < text.Length && space > start && char.IsAsciiLetter(text[end]))
            {
                end = space + 1;
            }

            yield return text[start..end].TrimEnd();
            start = end;
        }
    }

    private static int Units(char letter) => letter < 0x80 ? 1 : 2;

    private static byte[] Content(string[] lines, int page)
    {
        var content = new StringBuilder();
        content.Append(CultureInfo.InvariantCulture, $"BT /F {FontSize} Tf 20 TL 72 770 Td\n");
        foreach (var line in lines)
        {
            content.Append(CultureInfo.InvariantCulture, $"<{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(line))}> Tj T*\n");
        }

        content.Append(CultureInfo.InvariantCulture, $"ET BT /F 9 Tf 290 40 Td <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(page.ToString(CultureInfo.InvariantCulture)))}> Tj ET\n");
        return Encoding.ASCII.GetBytes(content.ToString());
    }

    /// <summary>The codes already are UTF-16, so every row maps to itself.</summary>
    private static byte[] ToUnicode()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var rows in Enumerable.Range(0, 256).Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{rows.Length} beginbfrange\n");
            foreach (var row in rows)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{row:X2}00> <{row:X2}FF> <{row:X2}00>\n");
            }

            map.Append("endbfrange\n");
        }

        return Encoding.ASCII.GetBytes(map.Append("endcmap end end\n").ToString());
    }

    /// <summary>1 to 999 in Chinese numerals, beyond in digits.</summary>
    private static string ChineseNumber(int number)
    {
        if (number > 999) return number.ToString(CultureInfo.InvariantCulture);
        if (number > 99)
        {
            var rest = number % 100;
            return ChineseNumber(number / 100) + "百" + (rest == 0 ? "" : rest < 10 ? "零" : rest < 20 ? "一" : "") + (rest == 0 ? "" : ChineseNumber(rest));
        }

        const string Digits = "零一二三四五六七八九";
        var (tens, ones) = Math.DivRem(number, 10);
        return (tens > 1 ? Digits[tens].ToString() : "") + (tens > 0 ? "十" : "") + (ones > 0 ? Digits[ones].ToString() : "");
    }

    /// <summary>Objects one after another, then the table of their places.</summary>
    private sealed class PdfFile : IDisposable
    {
        private readonly MemoryStream _bytes = new();
        private readonly List<long> _places = [];

        public PdfFile() => Put("%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n");

        public int Next => _places.Count + 1;

        public int Add(string content)
        {
            _places.Add(_bytes.Position);
            Put($"{_places.Count} 0 obj\n{content}\nendobj\n");
            return _places.Count;
        }

        public int AddStream(byte[] content)
        {
            using var packed = new MemoryStream();
            using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                zip.Write(content);
            }

            _places.Add(_bytes.Position);
            Put($"{_places.Count} 0 obj\n<< /Length {packed.Length} /Filter /FlateDecode >>\nstream\n");
            _bytes.Write(packed.ToArray());
            Put("\nendstream\nendobj\n");
            return _places.Count;
        }

        public byte[] Finish(int catalog)
        {
            var table = _bytes.Position;
            Put($"xref\n0 {Next}\n0000000000 65535 f \n");
            foreach (var place in _places)
            {
                Put($"{place:0000000000} 00000 n \n");
            }

            Put($"trailer\n<< /Size {Next} /Root {catalog} 0 R >>\nstartxref\n{table}\n%%EOF\n");
            return _bytes.ToArray();
        }

        public void Dispose() => _bytes.Dispose();

        private void Put(FormattableString text) => Put(text.ToString(CultureInfo.InvariantCulture));

        private void Put(string text) => _bytes.Write(Encoding.Latin1.GetBytes(text));
    }
}
