using System.Text;
using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>The text of a body as it is, or as it would be after accepting or rejecting every change: what a redline is checked by.</summary>
internal static class RedlineViews
{
    /// <summary>Paragraphs that are not empty, without white space, tables' and text boxes' included.</summary>
    public static List<string> Of(XElement body, bool accept)
    {
        var copy = new XElement(body);
        RevisionAcceptance.Apply(copy, accept);
        return [.. copy.Descendants(WordXml.W + "p").Select(Text).Where(text => text.Length > 0)];
    }

    /// <summary>Its own characters; those of a text box in it belong to the paragraphs there.</summary>
    private static string Text(XElement paragraph)
    {
        var text = new StringBuilder();
        foreach (var part in ParagraphAtoms.TextElements(paragraph))
        {
            text.Append(part.Name.LocalName switch
            {
                "t" or "delText" => part.Value,
                "noBreakHyphen" => "-",
                _ => "",
            });
        }

        return string.Concat(text.ToString().Where(character => !char.IsWhiteSpace(character)));
    }
}
