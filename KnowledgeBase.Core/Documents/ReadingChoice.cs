using System.Globalization;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Documents;

/// <summary>How a document is to be read from now on; what is null stays as it was.</summary>
/// <param name="View">Which side of its tracked changes.</param>
/// <param name="Engine">Which program, if it is a PDF file.</param>
/// <param name="OcrPages">The pages, from 1, that are recognised from their pictures whatever text they have; an empty list takes all back.</param>
/// <param name="KeepPageFurniture">Whether running headers, footers and watermarks of a PDF file stay in its text.</param>
public sealed record ReadingChoice(ReadingView? View = null, PdfEngine? Engine = null, IReadOnlyList<int>? OcrPages = null, bool? KeepPageFurniture = null)
{
    /// <summary>This choice, with what it leaves open taken from another.</summary>
    public ReadingChoice Or(ReadingChoice other) => new(View ?? other.View, Engine ?? other.Engine, OcrPages ?? other.OcrPages, KeepPageFurniture ?? other.KeepPageFurniture);

    /// <summary>The request to read a stored original in this way.</summary>
    /// <param name="password">Opens an encrypted file; null for any other.</param>
    public ReadingRequest RequestFor(string path, string originalName, string? password) => new(path, originalName)
    {
        View = View ?? default,
        Engine = Engine ?? default,
        OcrPages = OcrPages ?? [],
        KeepPageFurniture = KeepPageFurniture ?? false,
        Password = password,
    };

    /// <summary>The stored form of <see cref="OcrPages"/>: numbers in order with spaces between.</summary>
    internal static string TextOf(IReadOnlyList<int> pages) => string.Join(' ', pages.Distinct().Order().Select(page => page.ToString(CultureInfo.InvariantCulture)));

    internal static IReadOnlyList<int> PagesOf(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(page => int.Parse(page, CultureInfo.InvariantCulture))];
}
