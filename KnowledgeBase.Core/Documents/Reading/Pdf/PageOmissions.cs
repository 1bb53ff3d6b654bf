namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Tells, each text once, what stands on the pages of a file but not in its text.</summary>
internal static class PageOmissions
{
    public static void Add(Omissions omissions, IReadOnlyList<PageLayout> pages, IReadOnlyDictionary<TextLine, BlockKind> furniture)
    {
        var told = new HashSet<(OmissionKind, string)>();
        foreach (var page in pages)
        {
            foreach (var text in page.Unseen) Tell(OmissionKind.Hidden, text);
            Tell(OmissionKind.Watermark, page.Askew);
            foreach (var line in page.Lines.Where(furniture.ContainsKey)) Tell(KindOf(line, page, furniture[line]), line.Text);
        }

        void Tell(OmissionKind kind, string text)
        {
            if (told.Add((kind, text))) omissions.Add(kind, text);
        }
    }

    /// <summary>A "header" in the middle of the page is large text over all of it.</summary>
    private static OmissionKind KindOf(TextLine line, PageLayout page, BlockKind kind) =>
        kind == BlockKind.Footer ? OmissionKind.Footer : line.Top > 0.2f * page.Height ? OmissionKind.Watermark : OmissionKind.Header;
}
