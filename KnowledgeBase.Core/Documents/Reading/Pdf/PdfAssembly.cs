using KnowledgeBase.Core.Documents.Reading.Ocr;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Puts the pages of a file together, whichever program they come from.</summary>
/// <param name="engine">Name of that program.</param>
internal sealed class PdfAssembly(ReadingOptions options, string engine, int pageCount, IProgress<(int Read, int? Total)>? pagesRead)
{
    private const double Doubtful = 0.75;
    private readonly List<PageLayout> _pages = new(pageCount);
    private readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);
    private int _characters;

    /// <summary>Running headers, footers and watermarks stay, as blocks of their own kind.</summary>
    public bool KeepPageFurniture { get; init; }

    /// <summary>The file's bookmarks.</summary>
    public IReadOnlyList<Bookmark> Outline { get; init; } = [];

    public void Warn(string code) => _warnings.Add(code);

    /// <exception cref="DocumentReadingException">too_large.</exception>
    public void Add(PageGlyphs page)
    {
        var layout = PageLayout.Of(page);
        _characters += layout.Characters;
        if (_characters > options.MaxCharacters) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"More than {options.MaxCharacters} characters.");
        if (layout.Characters == 0) Warn(ReadingWarning.NoTextOnSomePages);
        _pages.Add(layout);
        pagesRead?.Report((page.Page, pageCount));
    }

    /// <summary>The text of a page's picture; the page itself where nothing was recognised.</summary>
    /// <param name="draw">Draws it in gray, and tells the pixels per point.</param>
    public async Task<PageGlyphs> RecognisedAsync(
        PageGlyphs page, PageRecognition recognition, Tesseract tesseract, Func<Task<(GrayBitmap Picture, float Scale)>> draw, CancellationToken cancellationToken)
    {
        if (!tesseract.IsInstalled)
        {
            Warn(ReadingWarning.OcrMissing);
            if (ScanDetection.IsGarbage(page)) Warn(ReadingWarning.TextLayerSuspect);
            return page;
        }

        var (picture, scale) = await draw();
        var recognised = await recognition.ReadAsync(page.Page, picture, page.Width, page.Height, scale, cancellationToken);
        // A picture without words, such as a photograph between pages of text, takes nothing from the page.
        if (recognised.Glyphs.Count == 0) return page;
        Warn(ReadingWarning.OcrUsed);
        if (recognised.Ocr!.Confidence < Doubtful) Warn(ReadingWarning.LowOcrConfidence);
        return recognised;
    }

    /// <exception cref="DocumentReadingException">no_text or ocr_missing.</exception>
    public DocumentText Finish()
    {
        var omissions = new Omissions();
        var blocks = BlockBuilder.Build(_pages, options.KeepPageFurniture || KeepPageFurniture, omissions);
        OutlineHeadings.Apply(blocks, Outline);
        if (_pages.Exists(page => page.Unseen.Count > 0)) Warn(ReadingWarning.HiddenText);
        if (blocks.Count > 0) return new DocumentText(_pages.Exists(page => page.Ocr is not null) ? engine + "+tesseract" : engine, blocks, pageCount, [.. _warnings]) { Omissions = omissions.Items };
        throw _warnings.Contains(ReadingWarning.OcrMissing)
            ? new DocumentReadingException(ReadingOutcome.OcrMissing, "The pages are pictures, and tesseract is not installed.")
            : new DocumentReadingException(ReadingOutcome.NoText, "No page has text.");
    }
}
