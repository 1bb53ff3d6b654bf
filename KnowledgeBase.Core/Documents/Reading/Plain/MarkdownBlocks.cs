using System.Globalization;
using System.Text;
using KnowledgeBase.Core.Documents.Reading.Html;
using KnowledgeBase.Core.Documents.Reading.Tables;
using Markdig;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MarkdownTable = Markdig.Extensions.Tables.Table;

namespace KnowledgeBase.Core.Documents.Reading.Plain;

/// <summary>The text of a Markdown file without its marks. Links keep their words, pictures their description; HTML is read as such, scripts never.</summary>
internal sealed class MarkdownBlocks
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseGridTables().UseTaskLists().UseFootnotes().UseYamlFrontMatter().UseEmphasisExtras().UseAutoLinks().Build();

    private readonly ReadingOptions _options;
    private readonly ISet<string> _warnings;
    private readonly List<DocumentBlock> _blocks = [];

    private MarkdownBlocks(ReadingOptions options, ISet<string> warnings) => (_options, _warnings) = (options, warnings);

    /// <returns>Null for what nests deeper than the parser goes: then it is no Markdown that a person wrote.</returns>
    public static IReadOnlyList<DocumentBlock>? Read(string text, ReadingOptions options, ISet<string> warnings)
    {
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }

        var reader = new MarkdownBlocks(options, warnings);
        foreach (var block in document) reader.Add(block, null);
        return reader._blocks;
    }

    /// <param name="label">Number of the list item that begins here; empty for a bullet; null outside lists.</param>
    private void Add(Block block, string? label)
    {
        switch (block)
        {
            case HeadingBlock heading:
                AddLines(heading.Inline, heading.Level, null);
                break;
            case ParagraphBlock paragraph:
                AddLines(paragraph.Inline, 0, label);
                break;
            case MarkdownTable table:
                AddTable(table);
                break;
            case HtmlBlock html:
                _blocks.AddRange(HtmlBlocks.Read(html.Lines.ToString(), _options, _warnings));
                break;
            case Markdig.Extensions.Yaml.YamlFrontMatterBlock:
                break;
            case CodeBlock code:
                foreach (var line in code.Lines.ToString().Split('\n')) Add(new DocumentBlock(BlockKind.Paragraph, TextCleaning.OneLine(line)));
                break;
            case ListBlock list:
                foreach (var item in list.OfType<ListItemBlock>())
                {
                    var number = list.IsOrdered ? item.Order.ToString(CultureInfo.InvariantCulture) + list.OrderedDelimiter : "";
                    foreach (var inner in item)
                    {
                        Add(inner, inner == item[0] ? number : null);
                    }
                }

                break;
            case ContainerBlock container:
                foreach (var inner in container) Add(inner, label);
                break;
        }
    }

    private void AddLines(ContainerInline? inlines, int headingLevel, string? label)
    {
        foreach (var line in Lines(inlines))
        {
            if (label is { Length: > 0 }) Add(ParagraphBlocks.OfLabelled(label, line, null));
            else if (ParagraphBlocks.OfTyped(line, null, headingLevel) is { } typed)
            {
                Add(label is not null && typed.Kind == BlockKind.Paragraph ? typed with { Kind = BlockKind.ListItem } : typed);
            }

            label = null;
        }
    }

    /// <summary>Lines of the source are one paragraph, but a hard break or a clause's number begins a new one.</summary>
    private static IEnumerable<string> Lines(ContainerInline? inlines)
    {
        var paragraph = "";
        foreach (var raw in Text(inlines).Split('\n'))
        {
            var line = TextCleaning.OneLine(raw.AsSpan().TrimEnd('\v'));
            if (paragraph.Length > 0 && ClauseLabels.TrySplit(line, out _, out _))
            {
                yield return paragraph;
                paragraph = "";
            }

            paragraph = paragraph.Length == 0 ? line
                : line.Length == 0 ? paragraph
                : TextCleaning.IsCjk(paragraph[^1]) && TextCleaning.IsCjk(line[0]) ? paragraph + line : $"{paragraph} {line}";
            if (!raw.EndsWith('\v')) continue;
            if (paragraph.Length > 0) yield return paragraph;
            paragraph = "";
        }

        if (paragraph.Length > 0) yield return paragraph;
    }

    /// <summary>Plain text; '\n' for a line of the source, '\v' before it for a hard break.</summary>
    private static string Text(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines?.Descendants() ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case TaskList task:
                    text.Append(task.Checked ? "☑ " : "☐ ");
                    break;
                case LineBreakInline end:
                    text.Append(end.IsHard ? "\v\n" : "\n");
                    break;
                case HtmlInline { Tag: ['<', 'b' or 'B', 'r' or 'R', ..] }:
                    text.Append("\v\n");
                    break;
            }
        }

        return text.ToString();
    }

    private void AddTable(MarkdownTable table)
    {
        var rows = table.OfType<Markdig.Extensions.Tables.TableRow>().ToList();
        var cells = rows.ConvertAll(row => row.OfType<Markdig.Extensions.Tables.TableCell>()
            .Select(cell => TextCleaning.OneLine(string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => Text(leaf.Inline))))).ToList());
        if (cells.Sum(row => row.Count) > _options.MaxTableCells) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"A table of more than {_options.MaxTableCells} cells.");
        var headerRows = rows.TakeWhile(row => row.IsHeader).Count();
        if (cells.Count == 0 || headerRows == cells.Count) headerRows = 0;
        if (cells.Count > 0) Add(TableBlocks.Block(cells, new TablePlace(1, headerRows > 0 ? cells[headerRows - 1] : null, headerRows)));
    }

    private void Add(DocumentBlock block)
    {
        if (block.Line.Length > 0) _blocks.Add(block);
    }
}
