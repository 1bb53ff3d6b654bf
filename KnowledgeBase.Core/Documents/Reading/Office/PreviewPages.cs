using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>
/// Page numbers for a document that has none of its own: those of the PDF that LibreOffice makes of it. Word may break its
/// pages elsewhere, so they are called preview pages and never stored with the text.
/// </summary>
public sealed class PreviewPages(IOfficeConverter converter, IDocumentReading reading) : IDisposable
{
    private const int LongestProbe = 24; // letters and digits of a block that are looked for
    private const int ShortestProbe = 3;
    private const int Window = 20_000; // how far ahead: a block that LibreOffice lost must not carry the others away

    // One conversion takes a processor and hundreds of megabytes.
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The program that is missing for it; null when pages can be found.</summary>
    public string? Missing => converter.Missing;

    /// <summary>The page on which each block begins, by its index; a block that was not found again is left out.</summary>
    /// <param name="path">The stored original.</param>
    /// <param name="originalName">The user's file name.</param>
    /// <param name="text">What was read of it.</param>
    /// <exception cref="DocumentReadingException">converter_missing, or it could not be converted.</exception>
    public async Task<IReadOnlyDictionary<int, int>> FindAsync(string path, string originalName, DocumentText text, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var extension = DocumentFormats.Detect(path, originalName) switch
            {
                DocumentFormat.LegacyWord => ".doc",
                DocumentFormat.RichText => ".rtf",
                DocumentFormat.OpenDocumentText => ".odt",
                DocumentFormat.WordXml => ".xml",
                _ => ".docx",
            };
            using var preview = await converter.ConvertAsync(path, extension, OfficeTarget.Pdf, null, cancellationToken);
            return Align(text, await reading.ReadAsync(new ReadingRequest(preview.Path, "preview.pdf"), null, cancellationToken));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    internal static Dictionary<int, int> Align(DocumentText text, DocumentText preview)
    {
        var all = new StringBuilder();
        var starts = new List<(int Start, int Page)>();
        foreach (var block in preview.Blocks)
        {
            foreach (var (page, part) in PartsOf(block))
            {
                starts.Add((all.Length, page));
                all.Append(Plain(part));
            }
        }

        var (whole, pages, from) = (all.ToString(), new Dictionary<int, int>(), 0);
        for (var i = 0; i < text.Blocks.Count; i++)
        {
            // Without its number, which LibreOffice may show in another form (一.1 for 1.1).
            var probe = Plain(text.Blocks[i].Text.Length > 0 ? text.Blocks[i].Text : text.Blocks[i].Line);
            if (probe.Length > LongestProbe) probe = probe[..LongestProbe];
            if (probe.Length < ShortestProbe || from >= whole.Length) continue;
            // The shorter the probe, the sooner it is found where it does not belong.
            var window = Math.Min(Math.Min(Window, probe.Length * 200), whole.Length - from);
            var at = whole.IndexOf(probe, from, window, StringComparison.Ordinal);
            if (at < 0) continue;
            pages[i] = starts.FindLast(start => start.Start <= at).Page;
            from = at + probe.Length;
        }

        return pages;
    }

    /// <summary>A block may go over a page: its lines know theirs.</summary>
    private static IEnumerable<(int Page, string Text)> PartsOf(DocumentBlock block) => block.Boxes is { Count: > 0 } boxes
        ? boxes.Select(box => (box.Page, block.Line.Substring(box.Start, box.Length)))
        : [(block.Page ?? 1, block.Line)];

    private static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit));
}
