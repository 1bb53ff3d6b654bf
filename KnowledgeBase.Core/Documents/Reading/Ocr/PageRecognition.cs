using KnowledgeBase.Core.Documents.Reading.Pdf;

namespace KnowledgeBase.Core.Documents.Reading.Ocr;

/// <summary>Recognises the text of page pictures of one document: upright, level, in the language that the first page shows.</summary>
internal sealed class PageRecognition(Tesseract tesseract)
{
    public const int DotsPerInch = 300;

    private const double Doubtful = 0.6;
    private string? _language;
    private int _quarters;

    /// <param name="width">Points of the page as shown.</param>
    /// <param name="pixelsPerPoint">Scale of the picture.</param>
    public async Task<PageGlyphs> ReadAsync(int page, GrayBitmap picture, float width, float height, float pixelsPerPoint, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pgm");
        try
        {
            if (_language is null) await OrientAsync(picture, path, cancellationToken);
            var (words, degrees) = await RecogniseAsync(picture, path, cancellationToken);
            if (Confidence(words) < Doubtful && await TurnsAsync(picture, path, cancellationToken)) (words, degrees) = await RecogniseAsync(picture, path, cancellationToken);
            var upright = _quarters % 2 == 0 ? (width, height) : (height, width);
            return new PageGlyphs(page, upright.Item1, upright.Item2, Glyphs(words, pixelsPerPoint))
            {
                Ocr = new OcrPage(_quarters, degrees, width, height, Confidence(words)),
            };
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<(List<OcrWord>, double)> RecogniseAsync(GrayBitmap picture, string path, CancellationToken cancellationToken)
    {
        var upright = picture.Turned(_quarters);
        var degrees = Skew.Of(upright);
        (Math.Abs(degrees) < 0.08 ? upright : upright.Levelled(degrees)).WriteTo(path);
        var words = await tesseract.ReadAsync(path, _language!, cancellationToken);
        return (words, Math.Abs(degrees) < 0.08 ? 0 : degrees);
    }

    private async Task OrientAsync(GrayBitmap picture, string path, CancellationToken cancellationToken)
    {
        picture.WriteTo(path);
        (_quarters, var latin) = await tesseract.OrientAsync(path, cancellationToken);
        // The Chinese data reads Latin words too, and better beside Chinese ones than both languages together.
        _language = latin ? "eng" : "chi_sim";
    }

    private async Task<bool> TurnsAsync(GrayBitmap picture, string path, CancellationToken cancellationToken)
    {
        var (quarters, language) = (_quarters, _language);
        await OrientAsync(picture, path, cancellationToken);
        return quarters != _quarters || language != _language;
    }

    private static double Confidence(List<OcrWord> words) =>
        words.Count == 0 ? 0 : words.Sum(word => word.Confidence * word.Text.Length) / words.Sum(word => word.Text.Length);

    private static List<Glyph> Glyphs(List<OcrWord> words, float scale)
    {
        var glyphs = new List<Glyph>();
        if (words.Count == 0) return glyphs;
        var heights = words.GroupBy(word => word.Line).Select(line => line.Max(word => (float)word.Height)).Order().ToList();
        var usual = heights[heights.Count / 2] / scale;
        foreach (var line in words.GroupBy(word => word.Line).Select(line => Cleaned([.. line])))
        {
            var last = ' ';
            var (top, bottom) = (line.Min(word => word.Top) / scale, line.Max(word => word.Top + word.Height) / scale);
            // Heights of lines differ by which letters they have: only a clear difference is another size.
            var size = bottom - top is var height && height > 0.7f * usual && height < 1.4f * usual ? usual : height;
            foreach (var word in line)
            {
                // The recogniser puts a space between any two words, and Chinese has none.
                AddWord(word, scale, bottom - (0.12f * size), size, !TextCleaning.IsCjk(last) && !TextCleaning.IsCjk(word.Text[0]), glyphs);
                last = word.Text[^1];
            }
        }

        return glyphs;
    }

    /// <summary>Boxes of words overlap now and then, and the white of a tab is read as a quotation mark.</summary>
    private static List<OcrWord> Cleaned(List<OcrWord> line)
    {
        var opened = false;
        for (var i = 0; i < line.Count; i++)
        {
            var word = line[i];
            if (!opened && word.Text.Length > 1 && word.Text[0] is ('”' or '’')) word = word with { Text = word.Text[1..] };
            opened |= word.Text.Contains('“', StringComparison.Ordinal);
            var right = word.Left + word.Width;
            if (i + 1 < line.Count && line[i + 1].Left > word.Left) right = Math.Min(right, line[i + 1].Left);
            line[i] = word with { Width = Math.Max(1, right - word.Left) };
        }

        line.RemoveAll(word => word.Text.Length == 0);
        return line;
    }

    private static void AddWord(OcrWord word, float scale, float baseline, float size, bool space, List<Glyph> glyphs)
    {
        var step = Math.Min(word.Width / scale / word.Text.Length, 1.1f * size);
        for (var i = 0; i < word.Text.Length; i++)
        {
            var left = (word.Left / scale) + (i * step);
            glyphs.Add(new Glyph(word.Text[i], left, left + step, baseline, size, 0, false, false, space && i == 0) { Confidence = (float)Math.Max(0.01, word.Confidence) });
        }
    }
}
