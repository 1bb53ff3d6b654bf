using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>One bookmark of a file: a heading that the author named.</summary>
/// <param name="Level">From 1.</param>
/// <param name="Page">The page to which it leads, from 1.</param>
internal readonly record struct Bookmark(string Title, int Level, int Page);

/// <summary>Reads a file's bookmarks, which a hostile file makes endless or a circle.</summary>
internal sealed class PdfOutline
{
    private const int Most = 5_000;
    private const int Deepest = 9;
    private readonly nint _document;
    private readonly HashSet<nint> _seen = [];
    private readonly List<Bookmark> _bookmarks = [];

    private PdfOutline(nint document) => _document = document;

    /// <summary>Bookmarks that lead to a page, in their order.</summary>
    public static IReadOnlyList<Bookmark> Read(nint document)
    {
        var outline = new PdfOutline(document);
        outline.Add(0, 1);
        return outline._bookmarks;
    }

    private void Add(nint parent, int level)
    {
        for (var item = Pdfium.FPDFBookmark_GetFirstChild(_document, parent); item != 0; item = Pdfium.FPDFBookmark_GetNextSibling(_document, item))
        {
            if (_seen.Count >= Most || !_seen.Add(item)) return;
            if (Bookmark(item, level) is { } bookmark) _bookmarks.Add(bookmark);
            if (level < Deepest) Add(item, level + 1);
        }
    }

    private unsafe Bookmark? Bookmark(nint item, int level)
    {
        var dest = Pdfium.FPDFBookmark_GetDest(_document, item);
        if (dest == 0 && Pdfium.FPDFBookmark_GetAction(item) is var action and not 0) dest = Pdfium.FPDFAction_GetDest(_document, action);
        var page = dest == 0 ? -1 : Pdfium.FPDFDest_GetDestPageIndex(_document, dest);
        var title = TextCleaning.OneLine(PdfiumText.Utf16((buffer, length) => Pdfium.FPDFBookmark_GetTitle(item, buffer, length)));
        return page < 0 || title.Length == 0 ? null : new Bookmark(title, level, page + 1);
    }
}
