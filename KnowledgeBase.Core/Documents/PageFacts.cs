using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Documents;

/// <summary>What a reading found on one page, for the report.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Characters">Characters of the text that stand on it, without white space.</param>
/// <param name="OcrConfidence">0 to 1 where its text was recognised from a picture; null elsewhere.</param>
public sealed record PageFacts(int Page, int Characters, double? OcrConfidence)
{
    /// <summary>Every page of a document in order, those without text too; none where the format has no pages.</summary>
    public static IReadOnlyList<PageFacts> Of(DocumentText text)
    {
        var pages = new (int Characters, double Sure, int Recognised)[text.PageCount ?? 0];
        foreach (var block in text.Blocks)
        {
            var places = block.Boxes is { Count: > 0 } boxes
                ? boxes.Select(box => (box.Page, Text: block.Line.AsSpan(box.Start, box.Length).ToString()))
                : block.Page is { } only ? [(only, block.Line)] : [];
            foreach (var (page, part) in places)
            {
                if (page < 1 || page > pages.Length) continue;
                var count = part.Count(c => !char.IsWhiteSpace(c));
                ref var facts = ref pages[page - 1];
                facts.Characters += count;
                if (block.OcrConfidence is not { } confidence) continue;
                facts.Sure += confidence * count;
                facts.Recognised += count;
            }
        }

        return [.. pages.Select((page, index) => new PageFacts(index + 1, page.Characters, page.Recognised > 0 ? Math.Round(page.Sure / page.Recognised, 3) : null))];
    }
}
