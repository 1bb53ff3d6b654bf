using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Core.Documents.Reading.Ocr;

namespace KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;

/// <summary>
/// Reads PDF files with Poppler's programs: words with their places, made into lines, paragraphs and clauses by the same
/// code as PDFium's characters. It knows neither rulings nor bold type nor hidden text.
/// </summary>
internal sealed partial class PopplerReader(ReadingOptions options, Tesseract tesseract)
{
    /// <exception cref="DocumentReadingException">engine_missing, encrypted, corrupt, too_many_pages, too_large, timeout, no_text or ocr_missing.</exception>
    public async Task<DocumentText> ReadAsync(ReadingRequest request, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        var facts = await PopplerFacts.OfAsync(new PopplerProgram(request.Path, options.MaxSilentSeconds), options.MaxPages, cancellationToken);
        if (facts.Pages > options.MaxPages) throw new DocumentReadingException(ReadingOutcome.TooManyPages, $"{facts.Pages} pages; at most {options.MaxPages} are read.");
        if (facts.Pages == 0 || facts.Sizes.Count != facts.Pages) throw new DocumentReadingException(ReadingOutcome.Corrupt, "The file has no pages.");
        pagesRead?.Report((0, facts.Pages));
        // Even slow pages take less than a tenth of a second each.
        var program = new PopplerProgram(request.Path, options.MaxSilentSeconds + (facts.Pages / 10));
        var assembly = new PdfAssembly(options, "poppler", facts.Pages, pagesRead) { KeepPageFurniture = request.KeepPageFurniture };
        var scans = new PageScans(program, request, tesseract);
        foreach (var (first, last) in Ranges(facts.Pages, request.SkippedPages))
        {
            await foreach (var page in PagesAsync(program, facts, first, last, cancellationToken)) assembly.Add(await scans.RecognisedAsync(page, assembly, cancellationToken));
        }

        if (request.SkippedPages.Count > 0) assembly.Warn(ReadingWarning.PartialPages);
        if (facts.HasProgram || PdfFile.NamesActions(request.Path)) assembly.Warn(ReadingWarning.ActiveContent);
        return assembly.Finish();
    }

    private async IAsyncEnumerable<PageGlyphs> PagesAsync(
        PopplerProgram program, PopplerFacts facts, int first, int last, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = first - 1;
        var characters = 0;
        var words = new List<PopplerWord>();
        string[] range = ["-f", first.ToString(CultureInfo.InvariantCulture), "-l", last.ToString(CultureInfo.InvariantCulture)];
        await foreach (var line in program.LinesAsync("pdftotext", ["-q", "-raw", "-bbox", "-cropbox", "-nodiag", .. range], ["-"], cancellationToken))
        {
            if (PageStart().IsMatch(line))
            {
                (number, words) = (number + 1, []);
            }
            else if (line.Trim() == "</page>" && number >= first && number <= last)
            {
                yield return PopplerPage.Of(number, facts.Sizes[number - 1].Width, facts.Sizes[number - 1].Height, words);
            }
            else if (PopplerWord.Of(line) is { } word)
            {
                words.Add(word);
                characters += word.Text.Length;
                if (characters > options.MaxCharacters) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"More than {options.MaxCharacters} characters.");
            }
        }
    }

    /// <summary>The pages between those that are left out.</summary>
    internal static IEnumerable<(int First, int Last)> Ranges(int pages, IReadOnlyList<int> skipped)
    {
        var first = 1;
        foreach (var page in skipped.Where(page => page >= 1 && page <= pages).Distinct().Order())
        {
            if (page > first) yield return (first, page - 1);
            first = page + 1;
        }

        if (first <= pages) yield return (first, pages);
    }

    [GeneratedRegex("^\\s*<page width=\"[\\d.]+\" height=\"[\\d.]+\">$", RegexOptions.None, 1000)]
    private static partial Regex PageStart();
}
