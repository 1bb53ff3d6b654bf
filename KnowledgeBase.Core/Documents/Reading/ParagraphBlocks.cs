namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Makes the block of a paragraph whose number, if any, is typed into its text.</summary>
internal static class ParagraphBlocks
{
    /// <param name="text">One cleaned line.</param>
    /// <param name="headingLevel">What the format itself says, 1 to 9; 0 where it says nothing and the label decides.</param>
    /// <returns>Null for a paragraph without text.</returns>
    public static DocumentBlock? OfTyped(string text, int? page, int headingLevel = 0)
    {
        if (text.Length == 0) return null;
        return ClauseLabels.TrySplit(text, out var label, out var rest)
            ? OfLabelled(label, rest, page, headingLevel)
            : new DocumentBlock(headingLevel > 0 ? BlockKind.Heading : BlockKind.Paragraph, text, null, headingLevel, page);
    }

    /// <summary>The block of a paragraph with a known label.</summary>
    public static DocumentBlock OfLabelled(string label, string text, int? page, int headingLevel = 0)
    {
        if (headingLevel == 0) headingLevel = ClauseLabels.HeadingLevel(label, text);
        return headingLevel > 0
            ? new DocumentBlock(BlockKind.Heading, text, label, headingLevel, page)
            : new DocumentBlock(BlockKind.ListItem, text, label, 0, page);
    }
}
