using KnowledgeBase.Core.Documents.Reading;
using Format = KnowledgeBase.Core.Documents.Reading.DocumentFormat;

namespace KnowledgeBase.Core.Documents;

/// <summary>Pictures of the pages of PDF files.</summary>
public sealed class PagePictures(DocumentFiles files, DrawnPages drawn, PictureCache cache)
{
    /// <summary>Whether a document has pages that can be drawn.</summary>
    public static bool CanDraw(Document document) => document is { PageCount: > 0, Engine: not null } && DocumentFormats.OfExtension(document.Name) is Format.Pdf or Format.Unknown;

    /// <summary>The picture of a page, from 1; null where the document has no such page.</summary>
    /// <exception cref="DocumentReadingException">It cannot be drawn, such as when the file asks for a password.</exception>
    public async Task<PagePicture?> FindAsync(Document document, int page, CancellationToken cancellationToken) =>
        !CanDraw(document) || page < 1 || page > document.PageCount
            ? null
            : await drawn.FindAsync(files.PathOf(document.Sha256), page, cache.PathOf(document.Sha256, $"{page}.png"), cancellationToken);
}
