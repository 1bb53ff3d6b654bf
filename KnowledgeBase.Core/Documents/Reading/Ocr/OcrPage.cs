namespace KnowledgeBase.Core.Documents.Reading.Ocr;

/// <summary>How a page was set upright and level before it was recognised, and the way back to the page as it is shown.</summary>
/// <param name="Quarters">Clockwise quarter turns.</param>
/// <param name="Degrees">Skew that was taken out after that.</param>
/// <param name="Width">Points of the page as shown.</param>
/// <param name="Height">Points of the page as shown.</param>
internal sealed record OcrPage(int Quarters, double Degrees, float Width, float Height, double Confidence)
{
    /// <summary>The smallest upright box on the page as shown around one on the levelled page, both in points.</summary>
    public (float Left, float Top, float Width, float Height) Shown(float left, float top, float right, float bottom)
    {
        var corners = new[] { Shown(left, top), Shown(right, top), Shown(left, bottom), Shown(right, bottom) };
        var (x, y) = (corners.Min(corner => corner.X), corners.Min(corner => corner.Y));
        return (x, y, corners.Max(corner => corner.X) - x, corners.Max(corner => corner.Y) - y);
    }

    private (float X, float Y) Shown(float x, float y)
    {
        var (width, height) = Quarters % 2 == 0 ? (Width, Height) : (Height, Width);
        var (sin, cos) = Math.SinCos(Degrees * Math.PI / 180);
        var (dx, dy) = (x - (width / 2), y - (height / 2));
        var (u, v) = ((float)((width / 2) + (dx * cos) - (dy * sin)), (float)((height / 2) + (dx * sin) + (dy * cos)));
        return Quarters switch
        {
            1 => (v, Height - u),
            2 => (Width - u, Height - v),
            3 => (Width - v, u),
            _ => (u, v),
        };
    }
}
