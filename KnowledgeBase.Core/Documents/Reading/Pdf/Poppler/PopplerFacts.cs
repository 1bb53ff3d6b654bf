using System.Globalization;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;

/// <summary>What pdfinfo says of a file.</summary>
/// <param name="Sizes">Width and height in points of each page as it is shown.</param>
internal sealed partial record PopplerFacts(int Pages, IReadOnlyList<(float Width, float Height)> Sizes, bool HasProgram)
{
    public static async Task<PopplerFacts> OfAsync(PopplerProgram program, int mostPages, CancellationToken cancellationToken)
    {
        var (pages, scripts) = (0, false);
        var sizes = new List<(float Width, float Height)>();
        await foreach (var line in program.LinesAsync("pdfinfo", ["-f", "1", "-l", mostPages.ToString(CultureInfo.InvariantCulture)], [], cancellationToken))
        {
            if (Count().Match(line) is { Success: true } count) pages = int.Parse(count.Groups["count"].Value, CultureInfo.InvariantCulture);
            else if (Size().Match(line) is { Success: true } size) sizes.Add((Number(size.Groups["width"]), Number(size.Groups["height"])));
            else if (Rotation().IsMatch(line) && sizes.Count > 0) sizes[^1] = (sizes[^1].Height, sizes[^1].Width);
            else scripts |= line.StartsWith("JavaScript:", StringComparison.Ordinal) && line.EndsWith("yes", StringComparison.Ordinal);
        }

        return new PopplerFacts(pages, sizes, scripts);
    }

    private static float Number(Group group) => float.Parse(group.Value, CultureInfo.InvariantCulture);

    // The title of a file may hold anything but a line of its own: pdfinfo writes it on one.
    [GeneratedRegex(@"^Pages:\s+(?<count>\d{1,9})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Count();

    [GeneratedRegex(@"^Page\s+\d+\s+size:\s+(?<width>[\d.]+) x (?<height>[\d.]+) pts", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Size();

    [GeneratedRegex(@"^Page\s+\d+\s+rot:\s+(90|270)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rotation();
}
