using System.Text;
using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Takes a page's characters out of PDFium, each as it is to be read and where it stands.</summary>
internal static class GlyphReader
{
    private const int MostUnseen = 1_000;

    /// <param name="limit">Characters at most, so that one page cannot take all memory.</param>
    /// <exception cref="DocumentReadingException">too_large.</exception>
    public static PageGlyphs Read(PdfPage page, int limit)
    {
        var text = Pdfium.FPDFText_LoadPage(page.Handle);
        if (text == 0) return new PageGlyphs(page.Number, page.Width, page.Height, []);
        try
        {
            var count = Pdfium.FPDFText_CountChars(text);
            if (count > limit) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"More than {limit} characters on a page.");
            var glyphs = new List<Glyph>(Math.Max(0, count));
            var space = false;
            var off = new StringBuilder();
            for (var index = 0; index < count; index++) Add(page, text, index, glyphs, off, ref space);
            FormFields.Complete(page.Fields, glyphs);
            return new PageGlyphs(page.Number, page.Width, page.Height, Doubles.Removed(glyphs)) { Links = page.Links, Unseen = off.Length > 0 ? [off.ToString()] : [] };
        }
        finally
        {
            Pdfium.FPDFText_ClosePage(text);
        }
    }

    private static void Add(PdfPage page, nint text, int index, List<Glyph> glyphs, StringBuilder off, ref bool space)
    {
        var code = Pdfium.FPDFText_GetUnicode(text, index);
        if (code is ' ' or 0xA0 or 0x3000 or (>= 0x2000 and <= 0x200A) or '\t')
        {
            space = true;
            return;
        }

        if (code is (< ' ' and not 2) or > 0x10FFFF) return;
        if (Pdfium.FPDFText_GetCharOrigin(text, index, out var x, out var y) == 0) return;
        _ = Pdfium.FPDFText_GetLooseCharBox(text, index, out var loose);
        _ = Pdfium.FPDFText_GetMatrix(text, index, out var matrix);
        var size = (float)(Math.Abs(Pdfium.FPDFText_GetFontSize(text, index)) * Math.Sqrt((matrix.C * matrix.C) + (matrix.D * matrix.D)));
        if (!(size is > 0.5f and < 4000)) size = Math.Clamp(loose.Top - loose.Bottom, 1, 100);
        var shown = page.Turn(matrix.A, matrix.B);
        var glyph = Placed(page, loose, x, y, size, shown) with
        {
            Bold = Pdfium.FPDFText_GetFontWeight(text, index) >= 600,
            Invisible = Pdfium.FPDFText_GetTextRenderMode(text, index) == 3,
            AfterSpace = space,
        };
        var centre = (glyph.Left + glyph.Right) / 2;
        var (width, height) = shown is 1 or 3 ? (page.Height, page.Width) : (page.Width, page.Height);
        var onPage = centre >= -1 && centre <= width + 1 && glyph.Baseline >= -1 && glyph.Baseline - size <= height + 1;
        if (!onPage || !float.IsFinite(centre))
        {
            // Half a neighbouring page, or what nobody is to see.
            if (off.Length < MostUnseen) off.Append(space ? " " : "").Append(GlyphText.Of(code));
            space = false;
            return;
        }

        foreach (var unit in GlyphText.Of(code))
        {
            glyphs.Add(glyph with { Char = unit });
            glyph = glyph with { AfterSpace = false };
        }

        space = false;
    }

    /// <summary>The place in the frame in which the text runs from left to right; <see cref="PageLayout"/> turns it back.</summary>
    private static Glyph Placed(PdfPage page, Pdfium.RectF loose, double x, double y, float size, byte? turn)
    {
        var origin = page.Shown(x, y);
        var a = page.Shown(loose.Left, loose.Bottom);
        var b = page.Shown(loose.Right, loose.Top);
        var (left, right, top, bottom) = (Math.Min(a.X, b.X), Math.Max(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.Y, b.Y));
        // PDFium's loose box has the right width, but stands too high: across the line the origin tells.
        return turn switch
        {
            1 => new Glyph('\0', page.Height - bottom, page.Height - top, origin.X, size, 1, false, false, false),
            2 => new Glyph('\0', page.Width - right, page.Width - left, page.Height - origin.Y, size, 2, false, false, false),
            3 => new Glyph('\0', top, bottom, page.Width - origin.X, size, 3, false, false, false),
            0 => new Glyph('\0', left, right, origin.Y, size, 0, false, false, false),
            _ => new Glyph('\0', left, right, origin.Y, size, Glyph.Skewed, false, false, false),
        };
    }
}
