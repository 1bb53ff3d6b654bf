using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>Turns a body with tracked changes into one without, as if a reader had accepted or rejected them all.</summary>
internal static class RevisionAcceptance
{
    private static readonly HashSet<string> Records = new(StringComparer.Ordinal)
    {
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "tblPrExChange", "numberingChange",
        "cellIns", "cellDel", "cellMerge",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
    };

    /// <returns>Whether there was any.</returns>
    public static bool Apply(XElement root, bool accept)
    {
        var (gone, kept) = accept ? (new[] { "del", "moveFrom" }, new[] { "ins", "moveTo" }) : (["ins", "moveTo"], ["del", "moveFrom"]);
        var found = false;

        foreach (var row in Named(root, "tr").Where(row => Has(row.Child("trPr"), gone)).ToList())
        {
            row.Remove();
            found = true;
        }

        // From the end, so that several in a row run together into the one that stays.
        foreach (var paragraph in Named(root, "p").Reverse().Where(paragraph => Has(paragraph.Child("pPr").Child("rPr"), gone)).ToList())
        {
            found = true;
            Join(paragraph);
        }

        foreach (var element in root.Descendants().Where(element => element.Name.Namespace == WordXml.W && gone.Contains(element.Name.LocalName)).ToList())
        {
            element.Remove();
            found = true;
        }

        foreach (var element in root.Descendants().Where(element => element.Name.Namespace == WordXml.W && kept.Contains(element.Name.LocalName)).Reverse().ToList())
        {
            element.ReplaceWith(element.Nodes());
            found = true;
        }

        foreach (var text in Named(root, "delText").ToList())
        {
            text.Name = WordXml.W + "t";
        }

        foreach (var code in Named(root, "delInstrText").ToList())
        {
            code.Name = WordXml.W + "instrText";
        }

        foreach (var record in root.Descendants().Where(element => element.Name.Namespace == WordXml.W && Records.Contains(element.Name.LocalName)).ToList())
        {
            record.Remove();
        }

        return found;
    }

    /// <summary>A paragraph whose end is gone runs on into the next one, which gives the form; without a next one it only loses its mark.</summary>
    private static void Join(XElement paragraph)
    {
        if (paragraph.ElementsAfterSelf().FirstOrDefault() is { } next && next.Name == WordXml.W + "p")
        {
            var content = paragraph.Elements().Where(element => element.Name != WordXml.W + "pPr").ToList();
            content.ForEach(element => element.Remove());
            if (next.Child("pPr") is { } properties)
            {
                properties.AddAfterSelf(content);
            }
            else
            {
                next.AddFirst(content);
            }

            paragraph.Remove();
        }
    }

    private static bool Has(XElement? properties, string[] names) =>
        properties is not null && properties.Elements().Any(element => element.Name.Namespace == WordXml.W && names.Contains(element.Name.LocalName));

    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants(WordXml.W + name);
}
