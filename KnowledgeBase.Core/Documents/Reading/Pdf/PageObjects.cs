namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>A straight line drawn along the page's edges, in points from the top left of the page as it is shown.</summary>
/// <param name="Across">From left to right; otherwise from top to bottom.</param>
/// <param name="At">Its distance from the top, or from the left.</param>
internal readonly record struct Ruling(bool Across, float At, float From, float To);

/// <summary>What a page draws besides text.</summary>
/// <param name="Rulings">Lines that may be a table's.</param>
/// <param name="ImageCover">Share of the page that pictures cover, 0 to 1.</param>
/// <param name="Paths">How many drawings there are: many without text are text drawn as outlines.</param>
internal sealed record PageObjects(IReadOnlyList<Ruling> Rulings, float ImageCover, int Paths)
{
    public static PageObjects None { get; } = new([], 0, 0);
}
