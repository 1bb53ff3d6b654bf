using System.Globalization;
using System.Xml.Linq;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>What paragraphs and runs inherit from their styles.</summary>
internal sealed class WordStyles
{
    private const int MaxDepth = 24; // basedOn may run in a circle
    private readonly Dictionary<string, XElement> _styles = new(StringComparer.Ordinal);
    private readonly string? _defaultParagraph;

    public WordStyles(XElement? part)
    {
        foreach (var style in part?.Elements(WordXml.W + "style") ?? [])
        {
            if (style.AttributeOf("styleId") is not { } id) continue;
            _styles.TryAdd(id, style);
            if (style.AttributeOf("type") == "paragraph" && style.AttributeOf("default") is "1" or "true") _defaultParagraph ??= id;
        }
    }

    /// <summary>The style of a paragraph; the default one if it names none.</summary>
    public string? IdOf(XElement? paragraphProperties) => paragraphProperties.ValueOf("pStyle") ?? _defaultParagraph;

    /// <summary>The style and what it is based on, nearest first.</summary>
    public IEnumerable<(string Id, XElement Style)> Chain(string? id)
    {
        for (var depth = 0; id is not null && depth < MaxDepth && _styles.TryGetValue(id, out var style); depth++)
        {
            yield return (id, style);
            id = style.ValueOf("basedOn");
        }
    }

    /// <summary>1 to 9 for a heading by outline level or built-in style name ("heading 2" in every language version), else 0.</summary>
    public int HeadingLevel(XElement? paragraphProperties)
    {
        if (paragraphProperties.NumberOf("outlineLvl") is { } direct) return direct is >= 0 and < 9 ? direct + 1 : 0;
        foreach (var (_, style) in Chain(IdOf(paragraphProperties)))
        {
            var name = style.ValueOf("name") ?? "";
            if (name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(name.AsSpan(8), CultureInfo.InvariantCulture, out var level) && level is > 0 and < 10) return level;
            if (name.Equals("Title", StringComparison.OrdinalIgnoreCase)) return 1;
            if (style.Child("pPr").NumberOf("outlineLvl") is { } outline) return outline is >= 0 and < 9 ? outline + 1 : 0;
        }

        return 0;
    }

    /// <summary>A line of a table of contents.</summary>
    public bool IsTableOfContents(XElement? paragraphProperties) => Chain(IdOf(paragraphProperties)).Any(item =>
        item.Style.ValueOf("name") is { Length: > 4 } name
        && name.StartsWith("toc ", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(name[4]));

    /// <summary>Whether a run is hidden: its own switch, else that of its character style, else that of the paragraph's style.</summary>
    public bool IsHidden(XElement? runProperties, string? paragraphStyle)
    {
        if (runProperties.SwitchOf("vanish") is { } own) return own;
        foreach (var (_, style) in Chain(runProperties.ValueOf("rStyle")).Concat(Chain(paragraphStyle)))
        {
            if (style.Child("rPr").SwitchOf("vanish") is { } inherited) return inherited;
        }

        return false;
    }

    /// <summary>The numPr of a numbering style, to which w:numStyleLink points.</summary>
    public int? NumberingOf(string styleId) => _styles.TryGetValue(styleId, out var style) ? style.Child("pPr").Child("numPr").NumberOf("numId") : null;
}
