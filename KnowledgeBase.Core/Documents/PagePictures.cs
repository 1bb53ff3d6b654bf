using System.Collections.Concurrent;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Pdf;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Documents;

/// <summary>A drawn page: a PNG file, and how large the page is in points.</summary>
public sealed record PagePicture(string Path, float Width, float Height);

/// <summary>Pictures of the pages of PDF files, drawn when first asked for and kept in pictures/ab/&lt;sha256&gt;/.</summary>
public sealed class PagePictures(DataFolder folder, DocumentFiles files, IPageDrawing drawing)
{
    private const int DotsPerInch = 120;
    private readonly ConcurrentDictionary<string, Task> _underWay = new(StringComparer.Ordinal);

    /// <summary>Whether a document has pages that can be drawn.</summary>
    public static bool CanDraw(Document document) => document.PageCount > 0 && document.Engine?.StartsWith("pdfium", StringComparison.Ordinal) == true;

    /// <summary>The picture of a page, from 1; null where the document has no such page.</summary>
    /// <exception cref="DocumentReadingException">It cannot be drawn, such as when the file asks for a password.</exception>
    public async Task<PagePicture?> FindAsync(Document document, int page, CancellationToken cancellationToken)
    {
        if (!CanDraw(document) || page < 1 || page > document.PageCount) return null;
        var path = folder.Below("pictures", document.Sha256[..2], document.Sha256, $"{page}.png");
        if (!File.Exists(path))
        {
            // Two who look at one page at the same time wait for one picture; neither of them can cancel the other's.
            await _underWay.GetOrAdd(path, _ => DrawAsync(document, page, path)).WaitAsync(cancellationToken);
        }

        var head = new byte[64];
        await using var file = File.OpenRead(path);
        await file.ReadExactlyAsync(head, cancellationToken);
        var (width, height) = PngFile.Points(head);
        return new PagePicture(path, width, height);
    }

    /// <summary>Removes the pictures of a file that is gone.</summary>
    public static void Delete(DataFolder folder, string sha256)
    {
        var pictures = Path.GetDirectoryName(folder.Below("pictures", sha256[..2], sha256, "x"))!;
        if (Directory.Exists(pictures)) Directory.Delete(pictures, recursive: true);
    }

    private async Task DrawAsync(Document document, int page, string path)
    {
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await drawing.DrawAsync(files.PathOf(document.Sha256), page, DotsPerInch, part, CancellationToken.None);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
            _underWay.TryRemove(path, out _);
        }
    }
}
