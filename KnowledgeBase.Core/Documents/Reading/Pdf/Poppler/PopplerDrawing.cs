using System.Globalization;
using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;

/// <summary>Draws pages with pdftoppm.</summary>
internal static class PopplerDrawing
{
    /// <summary>One page as a portable graymap or pixmap.</summary>
    /// <param name="scale">Pixels per point.</param>
    public static Task<byte[]> DrawAsync(PopplerProgram program, int page, float scale, bool gray, CancellationToken cancellationToken)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        var dots = (scale * 72).ToString("0.##", CultureInfo.InvariantCulture);
        return program.BytesAsync("pdftoppm", ["-q", "-cropbox", "-f", number, "-l", number, "-r", dots, .. gray ? ["-gray"] : Array.Empty<string>()], cancellationToken);
    }

    /// <summary>A page as a PNG file.</summary>
    public static async Task WritePngAsync(string path, int page, int dotsPerInch, string output, ReadingOptions options)
    {
        var program = new PopplerProgram(path, options.MaxSilentSeconds);
        var facts = await PopplerFacts.OfAsync(program, options.MaxPages, CancellationToken.None);
        if (page < 1 || page > facts.Sizes.Count) throw new DocumentReadingException(ReadingOutcome.Corrupt, $"There is no page {page}.");
        var scale = PageRenderer.Scale(facts.Sizes[page - 1].Width, facts.Sizes[page - 1].Height, dotsPerInch);
        var (width, height, pixels) = Parse(await DrawAsync(program, page, scale, gray: false, CancellationToken.None));
        await File.WriteAllBytesAsync(output, PngFile.Write(width, height, pixels, scale));
    }

    /// <summary>Takes a picture of one byte per channel ("P5" or "P6", width, height, 255) apart.</summary>
    /// <exception cref="DocumentReadingException">corrupt.</exception>
    public static (int Width, int Height, byte[] Pixels) Parse(byte[] file)
    {
        var (at, words) = (0, new List<string>());
        while (words.Count < 4 && at < file.Length)
        {
            var end = Array.FindIndex(file, at, octet => octet is (byte)' ' or (byte)'\n');
            if (end < 0) break;
            words.Add(Encoding.ASCII.GetString(file, at, end - at));
            at = end + 1;
        }

        if (words is ["P5" or "P6", var width, var height, "255"]
            && int.TryParse(width, CultureInfo.InvariantCulture, out var across) && int.TryParse(height, CultureInfo.InvariantCulture, out var down)
            && file.Length - at == (long)across * down * (words[0] == "P6" ? 3 : 1))
        {
            return (across, down, file[at..]);
        }

        throw new DocumentReadingException(ReadingOutcome.Corrupt, "pdftoppm did not draw the page.");
    }
}
