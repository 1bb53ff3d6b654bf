using System.Collections.Concurrent;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Pdf;

namespace KnowledgeBase.Core.Documents;

/// <summary>A drawn page: a PNG file, and how large the page is in points.</summary>
public sealed record PagePicture(string Path, float Width, float Height);

/// <summary>Draws pages of PDF files when first asked for, and keeps them in the cache.</summary>
public sealed class DrawnPages(IPageDrawing drawing, PictureCache cache)
{
    private const int DotsPerInch = 120;
    private readonly ConcurrentDictionary<string, Lazy<Task>> _underWay = new(StringComparer.Ordinal);

    /// <summary>The picture of a page, from 1.</summary>
    /// <param name="path">Where it is kept.</param>
    /// <exception cref="DocumentReadingException">It cannot be drawn, such as when the file asks for a password.</exception>
    public async Task<PagePicture> FindAsync(string pdf, int page, string path, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            // Lazily: a drawing that fails at once must be in the table before it takes itself out of it.
            // Two who look at one page at the same time wait for one picture; neither of them can cancel the other's.
            if (!cache.Use(path)) await _underWay.GetOrAdd(path, _ => new Lazy<Task>(() => DrawAsync(pdf, page, path))).Value.WaitAsync(cancellationToken);
            try
            {
                var head = new byte[64];
                await using var file = File.OpenRead(path);
                await file.ReadExactlyAsync(head, cancellationToken);
                var (width, height) = PngFile.Points(head);
                return new PagePicture(path, width, height);
            }
            catch (FileNotFoundException) when (tries < 3)
            {
                // The cache made room with it meanwhile.
            }
        }
    }

    private async Task DrawAsync(string pdf, int page, string path)
    {
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await drawing.DrawAsync(pdf, page, DotsPerInch, part, CancellationToken.None);
            File.Move(part, path, overwrite: true);
            cache.Add(path);
        }
        finally
        {
            File.Delete(part);
            _underWay.TryRemove(path, out _);
        }
    }
}
