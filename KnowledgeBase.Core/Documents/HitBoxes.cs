using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Documents;

/// <summary>Finds where a passage of a document's plain text stands on its pages.</summary>
public static class HitBoxes
{
    /// <summary>The lines that hold the passage, in order; none where the format has no places.</summary>
    /// <param name="start">UTF-16 offset in the plain text.</param>
    public static IReadOnlyList<LineBox> Of(DocumentText text, int start, int length)
    {
        var boxes = new List<LineBox>();
        for (var i = 0; i < text.Blocks.Count; i++)
        {
            var at = text.StartOf(i);
            if (at >= start + length) break;
            foreach (var box in text.Blocks[i].Boxes ?? [])
            {
                if (at + box.Start < start + length && start < at + box.Start + box.Length) boxes.Add(box);
            }
        }

        return boxes;
    }
}
