using System.Text.RegularExpressions;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Makes a document's blocks from the lines of its pages.</summary>
internal sealed partial class BlockBuilder
{
    private readonly Dictionary<int, PageLayout> _pages;
    private readonly WordForms _words;
    private readonly HeadingSizes _sizes;
    private readonly List<DocumentBlock> _blocks = [];
    private readonly List<TextLine> _paragraph = [];
    private readonly List<TextLine> _table = [];
    private float _pitch = 1000;

    private BlockBuilder(IReadOnlyList<PageLayout> pages)
    {
        _pages = pages.ToDictionary(page => page.Page);
        _words = new WordForms(Text(pages).Select(line => line.Text));
        _sizes = new HeadingSizes(Text(pages));
    }

    /// <param name="keepFurniture">Running headers and footers become blocks of their own kind instead of going.</param>
    /// <param name="omissions">Is told what stands on the pages but not in the blocks.</param>
    public static List<DocumentBlock> Build(IReadOnlyList<PageLayout> pages, bool keepFurniture, Omissions omissions)
    {
        var builder = new BlockBuilder(pages);
        var furniture = PageFurniture.Find(pages);
        foreach (var page in pages)
        {
            if (keepFurniture) builder.AddFurniture(page, furniture, BlockKind.Header);
            builder.AddLines([.. page.Lines.Where(line => !furniture.ContainsKey(line))]);
            builder.AddAside(page.Aside);
            if (keepFurniture) builder.AddFurniture(page, furniture, BlockKind.Footer);
        }

        builder.Finish();
        builder.FinishTable();
        PageOmissions.Add(omissions, pages, keepFurniture ? [] : furniture);
        return builder._blocks;
    }

    private static IEnumerable<TextLine> Text(IReadOnlyList<PageLayout> pages) => pages.SelectMany(page => page.Lines).Where(line => line.Table is null);

    private void AddLines(List<TextLine> lines)
    {
        _pitch = Pitch(lines);
        foreach (var line in lines)
        {
            if (line.Table is not null)
            {
                AddTable(line, first: line == lines[0]);
                continue;
            }

            FinishTable();
            if (TableOfContents().Match(line.Text) is { Success: true } contents)
            {
                Finish();
                var entry = new ParagraphText([line], _words);
                AddBlock(new DocumentBlock(BlockKind.TableOfContents, $"{contents.Groups["title"].Value.TrimEnd()} {contents.Groups["page"].Value}", Page: line.Page), entry);
                continue;
            }

            if (_paragraph.Count > 0 && !ParagraphJoining.Joins(_paragraph, line, _pitch)) Finish();
            _paragraph.Add(line);
        }
    }

    /// <summary>A table at the top of a page goes on with one of the same columns that ended the page before.</summary>
    private void AddTable(TextLine line, bool first)
    {
        Finish();
        if (_table.Count > 0 && !(first && line.Page == _table[^1].Page + 1 && line.Table!.Continues(_table[^1].Table!))) FinishTable();
        _table.Add(line);
    }

    private void FinishTable()
    {
        if (_table.Count > 0) _blocks.Add(PdfTable.Block(_table));
        _table.Clear();
    }

    /// <summary>Text along the margin does not interrupt the paragraph that goes on on the next page.</summary>
    private void AddAside(List<TextLine> lines)
    {
        foreach (var line in lines)
        {
            var text = new ParagraphText([line], _words);
            var at = _blocks.Count;
            AddBlock(new DocumentBlock(BlockKind.Paragraph, text.ToString(), Page: line.Page), text);
            if (_blocks.Count > at && _paragraph.Count > 0) continue;
        }
    }

    private void AddFurniture(PageLayout page, Dictionary<TextLine, BlockKind> furniture, BlockKind kind)
    {
        foreach (var line in page.Lines.Where(line => furniture.TryGetValue(line, out var found) && found == kind))
        {
            AddBlock(new DocumentBlock(kind, line.Text, Page: line.Page), new ParagraphText([line], _words));
        }
    }

    private void Finish()
    {
        if (_paragraph.Count == 0) return;
        var text = new ParagraphText(_paragraph, _words);
        var level = _sizes.LevelOf(_paragraph, text.ToString());
        if (ParagraphBlocks.OfTyped(text.ToString(), _paragraph[0].Page, level) is { } block) AddBlock(block, text);
        _paragraph.Clear();
    }

    private void AddBlock(DocumentBlock block, ParagraphText text) =>
        _blocks.Add(block with { OcrConfidence = text.Confidence, Links = text.Links(block), Boxes = text.Boxes(block, (line, start, length) => _pages[line.Page].Box(line, start, length)) });

    /// <summary>The usual distance between baselines: what most lines have to the one above.</summary>
    private static float Pitch(List<TextLine> lines)
    {
        var steps = new List<float>();
        for (var i = 1; i < lines.Count; i++)
        {
            var step = lines[i].Baseline - lines[i - 1].Baseline;
            if (step > 0.8f * lines[i].Size && step < 3.2f * lines[i].Size) steps.Add(step);
        }

        if (steps.Count == 0) return 1000;
        steps.Sort();
        // Distances between paragraphs are larger: the lower middle is a distance between lines.
        return steps[(int)(steps.Count * 0.4)];
    }

    [GeneratedRegex(@"^(?<title>\S.*?)\s*(?:[.．]\s?|…|·\s?|‥|—|_){4,}\s*(?<page>\d{1,4}|[ivxlc]{1,7})$", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex TableOfContents();
}
