using System.Collections.Concurrent;
using System.Text.Json;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Office;
using Format = KnowledgeBase.Core.Documents.Reading.DocumentFormat;

namespace KnowledgeBase.Core.Documents;

/// <summary>
/// Pages for a Word document, which has none of its own: those of the PDF file that LibreOffice makes of it when somebody
/// asks. They are kept beside the pictures, and always called preview pages: Word may break its pages elsewhere.
/// </summary>
public sealed class DocumentPreviews(DocumentFiles files, PreviewPages pages, DrawnPages drawn, PictureCache cache)
{
    private readonly ConcurrentDictionary<string, Task> _underWay = new(StringComparer.Ordinal);

    /// <summary>Whether a document has preview pages.</summary>
    public static bool CanPreview(Document document) => document is { PageCount: null, Engine: not null } && DocumentFormats.OfExtension(document.Name)
        is Format.Word or Format.LegacyWord or Format.RichText or Format.OpenDocumentText;

    /// <summary>The text of the preview, with the places of its lines. The first call makes it, which takes seconds.</summary>
    /// <exception cref="DocumentReadingException">converter_missing, or it cannot be made.</exception>
    public async Task<DocumentText> FindAsync(Document document, CancellationToken cancellationToken)
    {
        var (pdf, read) = (PdfOf(document), cache.PathOf(document.Sha256, "preview.json"));
        if (!cache.Use(pdf) || !cache.Use(read)) await _underWay.GetOrAdd(pdf, _ => MakeAsync(document, pdf, read)).WaitAsync(cancellationToken);
        await using var file = File.OpenRead(read);
        var kept = await JsonSerializer.DeserializeAsync<Kept>(file, cancellationToken: cancellationToken) ?? new Kept("[]", 0, null);
        return StoredText.Decode(kept.Blocks, kept.Checksum, "libreoffice", kept.Pages, []);
    }

    /// <summary>The picture of a preview page, from 1; null where there is no such page.</summary>
    /// <exception cref="DocumentReadingException">converter_missing, or it cannot be made.</exception>
    public async Task<PagePicture?> PictureAsync(Document document, int page, CancellationToken cancellationToken)
    {
        if (!CanPreview(document)) return null;
        var preview = await FindAsync(document, cancellationToken);
        return page < 1 || page > preview.PageCount ? null : await drawn.FindAsync(PdfOf(document), page, cache.PathOf(document.Sha256, $"preview-{page}.png"), cancellationToken);
    }

    private string PdfOf(Document document) => cache.PathOf(document.Sha256, "preview.pdf");

    private async Task MakeAsync(Document document, string pdf, string read)
    {
        var part = $"{pdf}.{Guid.NewGuid():N}.part";
        try
        {
            var text = await pages.MakeAsync(files.PathOf(document.Sha256), document.Name, part, CancellationToken.None);
            var (blocks, checksum) = StoredText.Encode(text);
            await File.WriteAllTextAsync(read, JsonSerializer.Serialize(new Kept(blocks, checksum, text.PageCount)));
            File.Move(part, pdf, overwrite: true);
            cache.Add(read);
            cache.Add(pdf);
        }
        finally
        {
            File.Delete(part);
            _underWay.TryRemove(pdf, out _);
        }
    }

    private sealed record Kept(string Blocks, uint Checksum, int? Pages);
}
