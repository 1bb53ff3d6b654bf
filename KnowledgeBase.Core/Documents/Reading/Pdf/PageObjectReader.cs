using System.Numerics;
using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Finds rulings and pictures among a page's objects, within forms too.</summary>
internal sealed class PageObjectReader
{
    private const int MostObjects = 40_000;
    private const int MostSegments = 60;
    private const int MostRulings = 6_000;
    private const int Deepest = 6;
    private const float Thin = 2.5f;

    private readonly PdfPage _page;
    private readonly List<Ruling> _rulings = [];
    private float _imageArea;
    private int _paths;
    private int _objects;

    private PageObjectReader(PdfPage page) => _page = page;

    public static PageObjects Read(PdfPage page)
    {
        var reader = new PageObjectReader(page);
        var count = Math.Min(Pdfium.FPDFPage_CountObjects(page.Handle), MostObjects);
        for (var i = 0; i < count; i++) reader.Add(Pdfium.FPDFPage_GetObject(page.Handle, i), Matrix3x2.Identity, 0);
        return new PageObjects(reader._rulings, Math.Min(1, reader._imageArea / (page.Width * page.Height)), reader._paths);
    }

    private void Add(nint item, Matrix3x2 form, int depth)
    {
        if (item == 0 || ++_objects > MostObjects) return;
        switch (Pdfium.FPDFPageObj_GetType(item))
        {
            case Pdfium.ObjectPath:
                _paths++;
                AddPath(item, form);
                break;
            case Pdfium.ObjectImage:
                AddImage(item, form);
                break;
            case Pdfium.ObjectForm when depth < Deepest:
                var inner = MatrixOf(item) * form;
                var count = Math.Min(Pdfium.FPDFFormObj_CountObjects(item), MostObjects);
                for (var i = 0u; i < count && _objects < MostObjects; i++) Add(Pdfium.FPDFFormObj_GetObject(item, i), inner, depth + 1);
                break;
        }
    }

    private void AddImage(nint item, Matrix3x2 form)
    {
        if (Pdfium.FPDFPageObj_GetBounds(item, out var left, out var bottom, out var right, out var top) == 0) return;
        var (a, b) = (Shown(new Vector2(left, bottom), form), Shown(new Vector2(right, top), form));
        var width = Math.Min(_page.Width, Math.Max(a.X, b.X)) - Math.Max(0, Math.Min(a.X, b.X));
        var height = Math.Min(_page.Height, Math.Max(a.Y, b.Y)) - Math.Max(0, Math.Min(a.Y, b.Y));
        if (width > 0 && height > 0) _imageArea += width * height;
    }

    private void AddPath(nint item, Matrix3x2 form)
    {
        var count = Pdfium.FPDFPath_CountSegments(item);
        if (count is < 2 or > MostSegments || _rulings.Count > MostRulings) return;
        if (Pdfium.FPDFPath_GetDrawMode(item, out var fill, out var stroke) == 0 || (fill == 0 && stroke == 0)) return;
        var matrix = MatrixOf(item) * form;
        Vector2 start = default, last = default;
        Vector2 low = new(float.MaxValue), high = new(float.MinValue);
        for (var i = 0; i < count; i++)
        {
            var segment = Pdfium.FPDFPath_GetPathSegment(item, i);
            if (Pdfium.FPDFPathSegment_GetPoint(segment, out var x, out var y) == 0) return;
            var point = Shown(new Vector2(x, y), matrix);
            (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
            var type = Pdfium.FPDFPathSegment_GetType(segment);
            if (type == Pdfium.SegmentMove) start = point;
            else if (type == Pdfium.SegmentLine && stroke != 0) AddLine(last, point);
            if (stroke != 0 && Pdfium.FPDFPathSegment_GetClose(segment) != 0) AddLine(point, start);
            last = point;
        }

        if (fill == 0) return;
        // Many programs fill thin rectangles where they mean lines.
        if (high.Y - low.Y <= Thin && high.X - low.X > 2 * Thin) AddLine(new Vector2(low.X, (low.Y + high.Y) / 2), new Vector2(high.X, (low.Y + high.Y) / 2));
        else if (high.X - low.X <= Thin && high.Y - low.Y > 2 * Thin) AddLine(new Vector2((low.X + high.X) / 2, low.Y), new Vector2((low.X + high.X) / 2, high.Y));
    }

    private void AddLine(Vector2 from, Vector2 to)
    {
        var across = Math.Abs(from.Y - to.Y) < 0.6f;
        if (across == Math.Abs(from.X - to.X) < 0.6f || !float.IsFinite(from.X + from.Y + to.X + to.Y)) return;
        _rulings.Add(across
            ? new Ruling(true, (from.Y + to.Y) / 2, Math.Min(from.X, to.X), Math.Max(from.X, to.X))
            : new Ruling(false, (from.X + to.X) / 2, Math.Min(from.Y, to.Y), Math.Max(from.Y, to.Y)));
    }

    private Vector2 Shown(Vector2 point, Matrix3x2 matrix)
    {
        var placed = Vector2.Transform(point, matrix);
        var (x, y) = _page.Shown(placed.X, placed.Y);
        return new Vector2(x, y);
    }

    private static Matrix3x2 MatrixOf(nint item) => Pdfium.FPDFPageObj_GetMatrix(item, out var m) != 0
        ? new Matrix3x2(m.A, m.B, m.C, m.D, m.E, m.F)
        : Matrix3x2.Identity;
}
