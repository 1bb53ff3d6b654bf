using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Ingestion.Rereading;

/// <summary>What one of two readings found, in figures.</summary>
/// <param name="Recognised">Blocks whose text was recognised from a picture.</param>
/// <param name="Omissions">Pieces that stand in the file but not in the text.</param>
public sealed record ReadingFigures(
    string Engine, int? Pages, int Paragraphs, int Tables, int Characters, int Recognised, int Omissions, IReadOnlyList<string> Warnings)
{
    internal static ReadingFigures Of(DocumentText text) => new(
        text.Engine, text.PageCount, text.Blocks.Count(block => block.Kind != BlockKind.Table), text.Blocks.Count(block => block.Kind == BlockKind.Table),
        text.PlainText.Length, text.Blocks.Count(block => block.OcrConfidence is not null), text.Omissions.Count, text.Warnings);
}

/// <summary>A page on which the two readings do not have the same number of characters, or one of them recognised it.</summary>
public sealed record PageChange(int Page, PageFacts? Before, PageFacts? After);

/// <summary>Two readings of one file: figures, the pages that differ in length, and every place where the texts differ.</summary>
/// <param name="Changes">In the order of the text; at most <see cref="MostChanges"/>.</param>
/// <param name="ChangeCount">How many there are in all.</param>
public sealed record ReadingComparison(
    ReadingFigures Before, ReadingFigures After, IReadOnlyList<PageChange> Pages, IReadOnlyList<TextChange> Changes, int ChangeCount)
{
    public const int MostChanges = 300;

    public bool IsSameText => ChangeCount == 0;

    public static ReadingComparison Of(DocumentText before, DocumentText after)
    {
        var changes = TextChanges.Find(before, after);
        var (first, second) = (PageFacts.Of(before).ToDictionary(page => page.Page), PageFacts.Of(after).ToDictionary(page => page.Page));
        return new ReadingComparison(
            ReadingFigures.Of(before),
            ReadingFigures.Of(after),
            [
                .. from number in first.Keys.Union(second.Keys).Order()
                   let page = new PageChange(number, first.GetValueOrDefault(number), second.GetValueOrDefault(number))
                   where page.Before?.Characters != page.After?.Characters || page.Before?.OcrConfidence is null != page.After?.OcrConfidence is null
                   select page,
            ],
            [.. changes.Take(MostChanges)],
            changes.Count);
    }
}
