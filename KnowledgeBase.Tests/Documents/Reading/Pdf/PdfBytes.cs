using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Tests.Documents.Reading.Pdf;

/// <summary>Writes PDF files object by object, right ones and wrong ones.</summary>
internal static class PdfBytes
{
    public const string Font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

    /// <summary>The sentence that every readable file holds.</summary>
    public const string Sentence = "SENTINEL contract text";

    public static string Text { get; } = Line(Sentence, 72, 720);

    /// <summary>An operator sequence that shows one line at a place counted from the bottom left.</summary>
    public static string Line(string text, double x, double y, double size = 12) =>
        string.Create(CultureInfo.InvariantCulture, $"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n");

    /// <summary>A file of one page with the fonts F1 (object 5).</summary>
    /// <param name="resources">Replaces the fonts.</param>
    /// <param name="page">Further entries of the page.</param>
    /// <param name="catalog">Further entries of the catalog.</param>
    public static byte[] OnePage(
        byte[] content, string resources = "/Font<</F1 5 0 R>>", string page = "", string catalog = "", bool compress = false,
        string mediaBox = "0 0 612 792", params (int Number, byte[] Body)[] more) => Write(
    [
        (1, Latin($"<</Type/Catalog/Pages 2 0 R{catalog}>>")),
        (2, Latin("<</Type/Pages/Kids[3 0 R]/Count 1>>")),
        (3, Latin($"<</Type/Page/Parent 2 0 R/MediaBox[{mediaBox}]/Contents 4 0 R/Resources<<{resources}>>{page}>>")),
        (4, Stream(content, compress: compress)),
        (5, Latin(Font)),
        .. more,
    ]);

    public static byte[] OnePage(string content, string resources = "/Font<</F1 5 0 R>>", string page = "", string catalog = "", bool compress = false,
        string mediaBox = "0 0 612 792", params (int Number, byte[] Body)[] more) => OnePage(Latin(content), resources, page, catalog, compress, mediaBox, more);

    /// <summary>A file with one page per content.</summary>
    public static byte[] Pages(params string[] contents) => Write(
    [
        (1, Latin("<</Type/Catalog/Pages 2 0 R>>")),
        (2, Latin($"<</Type/Pages/Kids[{string.Join(' ', contents.Select((_, i) => $"{10 + (2 * i)} 0 R"))}]/Count {contents.Length}/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>>>")),
        (5, Latin(Font)),
        .. contents.SelectMany((content, i) => new[]
        {
            (10 + (2 * i), Latin($"<</Type/Page/Parent 2 0 R/Contents {11 + (2 * i)} 0 R>>")),
            (11 + (2 * i), Stream(Latin(content))),
        }),
    ]);

    public static byte[] Stream(byte[] data, string dictionary = "", bool compress = false)
    {
        if (compress)
        {
            data = Deflate(stream => stream.Write(data));
            dictionary += "/Filter/FlateDecode";
        }

        return [.. Latin($"<<{dictionary}/Length {data.Length}>>stream\n"), .. data, .. Latin("\nendstream")];
    }

    /// <summary>Bytes that inflate to what is written.</summary>
    public static byte[] Deflate(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZLibStream(memory, CompressionLevel.SmallestSize, leaveOpen: true)) write(zip);
        return memory.ToArray();
    }

    public static byte[] Write(params (int Number, byte[] Body)[] objects) => Write("", objects);

    /// <param name="trailer">Further entries of the trailer.</param>
    public static byte[] Write(string trailer, params (int Number, byte[] Body)[] objects)
    {
        using var file = new MemoryStream();
        file.Write(Latin("%PDF-1.7\n%âãÏÓ\n"));
        var places = new SortedDictionary<int, long>();
        foreach (var (number, body) in objects)
        {
            places[number] = file.Position;
            file.Write(Latin($"{number} 0 obj\n"));
            file.Write(body);
            file.Write(Latin("\nendobj\n"));
        }

        var table = file.Position;
        var size = places.Keys.Max() + 1;
        var text = new StringBuilder($"xref\n0 {size}\n0000000000 65535 f \n");
        for (var i = 1; i < size; i++) text.Append(places.TryGetValue(i, out var at) ? $"{at:0000000000} 00000 n \n" : "0000000000 65535 f \n");
        file.Write(Latin(text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n").ToString()));
        return file.ToArray();
    }

    public static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
