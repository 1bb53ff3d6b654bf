using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Documents.Reading.Html;

/// <summary>
/// The text of a page in blocks. Walks the tree without recursion: a page may nest as deep as it likes.
/// </summary>
internal sealed class HtmlBlocks
{
    private static readonly HashSet<string> NoText = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "select", "datalist",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };

    private readonly ReadingOptions _options;
    private readonly ISet<string> _warnings;
    private readonly List<DocumentBlock> _blocks = [];
    private readonly StringBuilder _text = new();
    private string? _label;
    private bool _inItem;
    private int _headingLevel;

    private HtmlBlocks(ReadingOptions options, ISet<string> warnings) => (_options, _warnings) = (options, warnings);

    /// <param name="html">A page or a part of one.</param>
    public static List<DocumentBlock> Read(string html, ReadingOptions options, ISet<string> warnings)
    {
        var page = new HtmlParser().ParseDocument(HtmlNesting.Limit(html));
        var reader = new HtmlBlocks(options, warnings);
        if (page.Body is { } body) reader.Walk(body);
        return reader._blocks;
    }

    private void Walk(INode root)
    {
        var node = root;
        while (true)
        {
            if (Enter(node) && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            Leave(node);
            while (node != root && node.NextSibling is null)
            {
                node = node.Parent!;
                Leave(node);
            }

            if (node == root) break;
            node = node.NextSibling!;
        }

        Finish();
    }

    /// <returns>Whether its children are read.</returns>
    private bool Enter(INode node)
    {
        if (node is IText text)
        {
            _text.Append(text.Data);
            return false;
        }

        if (node is not IElement element) return node is IDocumentFragment;
        var name = element.LocalName;
        if (NoText.Contains(name)) return false;
        if (IsHidden(element))
        {
            if (!string.IsNullOrWhiteSpace(element.TextContent)) _warnings.Add(ReadingWarning.HiddenText);
            return false;
        }

        if (!Blocks.Contains(name)) return true;
        Finish();
        if (name == "table" && HtmlTable.Read(element, _options.MaxTableCells) is { } table)
        {
            if (table.Text.Length > 0) _blocks.Add(table);
            return false;
        }

        if (name is ['h', >= '1' and <= '6']) _headingLevel = name[1] - '0';
        if (name == "li")
        {
            _inItem = true;
            _label = Number(element);
        }

        return true;
    }

    private void Leave(INode node)
    {
        if (node is not IElement element || !Blocks.Contains(element.LocalName)) return;
        Finish();
        if (element.LocalName is ['h', >= '1' and <= '6']) _headingLevel = 0;
        if (element.LocalName == "li") (_inItem, _label) = (false, null);
    }

    private void Finish()
    {
        var line = TextCleaning.OneLine(_text.ToString());
        _text.Clear();
        if (line.Length == 0) return;
        var block = _label is { } label ? ParagraphBlocks.OfLabelled(label, line, null, _headingLevel) : ParagraphBlocks.OfTyped(line, null, _headingLevel)!;
        _blocks.Add(_inItem && block.Kind == BlockKind.Paragraph ? block with { Kind = BlockKind.ListItem } : block);
        _label = null;
    }

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || (element.GetAttribute("style") is { } style
            && style.Replace(" ", "", StringComparison.Ordinal) is var plain
            && (plain.Contains("display:none", StringComparison.OrdinalIgnoreCase) || plain.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The number that a browser shows before an item of an ordered list.</summary>
    private static string? Number(IElement item)
    {
        if (item.ParentElement is not { LocalName: "ol" } list) return null;
        var number = int.TryParse(list.GetAttribute("start"), CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var earlier in list.Children)
        {
            if (earlier.LocalName != "li") continue;
            if (int.TryParse(earlier.GetAttribute("value"), CultureInfo.InvariantCulture, out var value)) number = value;
            if (earlier == item) break;
            number++;
        }

        var format = list.GetAttribute("type") switch { "a" => "lowerLetter", "A" => "upperLetter", "i" => "lowerRoman", "I" => "upperRoman", _ => "decimal" };
        return NumberFormats.Write(number, format) + ".";
    }
}
