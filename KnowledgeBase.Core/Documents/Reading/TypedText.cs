namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Text that somebody pasted: a line is a paragraph, and the numbers before them are found as in a file.</summary>
public static class TypedText
{
    public static DocumentText Read(string text)
    {
        var blocks = new List<DocumentBlock>();
        foreach (var line in text.Split('\n'))
        {
            if (ParagraphBlocks.OfTyped(TextCleaning.OneLine(line), null) is { } block) blocks.Add(block);
        }

        return new DocumentText("typed", blocks, null, []);
    }
}
