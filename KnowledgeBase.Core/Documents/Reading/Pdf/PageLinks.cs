using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>A place of a page that leads to an address, in points from the top left of the page as it is shown.</summary>
internal readonly record struct PageLink(float Left, float Top, float Right, float Bottom, string Target)
{
    /// <summary>Whether the middle of a character stands in it.</summary>
    public bool Holds(Glyph glyph)
    {
        var (x, y) = ((glyph.Left + glyph.Right) / 2, glyph.Baseline - (0.3f * glyph.Size));
        return x >= Left && x <= Right && y >= Top && y <= Bottom;
    }
}

/// <summary>Reads the addresses to which a page leads; none of them is ever called.</summary>
internal static class PageLinks
{
    private const int Most = 500;
    private const int LongestTarget = 2_000;

    public static unsafe List<PageLink> Read(nint document, PdfPage page)
    {
        var links = new List<PageLink>();
        var position = 0;
        for (var i = 0; i < Most && Pdfium.FPDFLink_Enumerate(page.Handle, ref position, out var link) != 0; i++)
        {
            var action = Pdfium.FPDFLink_GetAction(link);
            if (action == 0 || Pdfium.FPDFAction_GetType(action) != Pdfium.ActionUri || Pdfium.FPDFLink_GetAnnotRect(link, out var rect) == 0) continue;
            var target = PdfiumText.Utf8((buffer, length) => Pdfium.FPDFAction_GetURIPath(document, action, buffer, length));
            if (target.Length is 0 or > LongestTarget || !IsAddress(target)) continue;
            var (left, top, right, bottom) = page.Shown(rect);
            links.Add(new PageLink(left, top, right, bottom, target));
        }

        return links;
    }

    /// <summary>Pages and mail; what would run something or read a file of the machine is no address.</summary>
    private static bool IsAddress(string target) => Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https" or "mailto");
}
