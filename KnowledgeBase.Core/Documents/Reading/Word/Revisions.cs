using System.Xml.Linq;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>What a view leaves out.</summary>
internal static class Revisions
{
    /// <summary>Whether this element wraps content that the view does not show.</summary>
    public static bool Drops(this ReadingView view, XElement element) =>
        element.Name.Namespace == WordXml.W && (view == ReadingView.Accepted
            ? element.Name.LocalName is "del" or "moveFrom"
            : element.Name.LocalName is "ins" or "moveTo");

    /// <summary>Whether a paragraph's end, or a table row, is gone in this view. <paramref name="properties"/> is its rPr or trPr.</summary>
    public static bool DropsMark(this ReadingView view, XElement? properties) =>
        properties is not null && properties.Elements().Any(change => view.Drops(change));

    /// <summary>Notes what a view leaves out.</summary>
    public static void AddRevision(this Omissions omissions, XElement change) => omissions.Add(
        change.Name.LocalName is "del" or "moveFrom" ? OmissionKind.Deleted : OmissionKind.Inserted,
        string.Concat(change.Descendants().Where(text => text.Name == WordXml.W + "t" || text.Name == WordXml.W + "delText").Select(text => text.Value)),
        change.AttributeOf("author"));

    public static bool IsChange(XElement element) =>
        element.Name.Namespace == WordXml.W && element.Name.LocalName is "ins" or "del" or "moveFrom" or "moveTo";
}
