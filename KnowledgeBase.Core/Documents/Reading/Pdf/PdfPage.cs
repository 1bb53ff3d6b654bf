using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>An open page of a PDF file, and how its own coordinates become those of the page as it is shown.</summary>
internal sealed class PdfPage : IDisposable
{
    private readonly Pdfium.RectF _box;
    private readonly int _rotation;
    private nint _page;

    public PdfPage(nint page, int number)
    {
        (_page, Number) = (page, number);
        _rotation = Pdfium.FPDFPage_GetRotation(page);
        if (Pdfium.FPDF_GetPageBoundingBox(page, out _box) == 0 || _box.Right <= _box.Left || _box.Top <= _box.Bottom)
        {
            _box = new Pdfium.RectF { Left = 0, Bottom = 0, Right = 612, Top = 792 };
        }
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    public float Width => _rotation % 2 == 0 ? _box.Right - _box.Left : _box.Top - _box.Bottom;

    public float Height => _rotation % 2 == 0 ? _box.Top - _box.Bottom : _box.Right - _box.Left;

    internal nint Handle => _page;

    /// <summary>Addresses to which it leads.</summary>
    public IReadOnlyList<PageLink> Links { get; init; } = [];

    /// <summary>What stands in its form fields.</summary>
    public IReadOnlyList<FormField> Fields { get; init; } = [];

    /// <summary>A point of the page's own space (from the bottom left) as it is shown (from the top left).</summary>
    public (float X, float Y) Shown(double x, double y) => _rotation switch
    {
        1 => ((float)(y - _box.Bottom), (float)(x - _box.Left)),
        2 => ((float)(_box.Right - x), (float)(y - _box.Bottom)),
        3 => ((float)(_box.Top - y), (float)(_box.Right - x)),
        _ => ((float)(x - _box.Left), (float)(_box.Top - y)),
    };

    /// <summary>A box of the page's own space as it is shown.</summary>
    public (float Left, float Top, float Right, float Bottom) Shown(Pdfium.RectF rect)
    {
        var (a, b) = (Shown(rect.Left, rect.Bottom), Shown(rect.Right, rect.Top));
        return (Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y));
    }

    /// <summary>Quarter turns counter-clockwise of a direction of the page's own space as it is shown; null when askew.</summary>
    public byte? Turn(double x, double y)
    {
        var degrees = (Math.Atan2(y, x) * 180 / Math.PI) - (_rotation * 90);
        var turns = Math.Round(degrees / 90);
        return Math.Abs(degrees - (turns * 90)) > 3 ? null : (byte)(((int)turns % 4 + 4) % 4);
    }

    public void Dispose()
    {
        if (_page == 0) return;
        Pdfium.FPDF_ClosePage(_page);
        _page = 0;
    }
}
