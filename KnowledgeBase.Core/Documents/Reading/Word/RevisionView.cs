using System.Xml.Linq;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>Which text of a document with tracked changes is read.</summary>
internal enum RevisionView
{
    /// <summary>As if every change were accepted.</summary>
    Accepted,

    /// <summary>As if every change were rejected.</summary>
    Original,
}

/// <summary>What a view leaves out.</summary>
internal static class Revisions
{
    /// <summary>Whether this element wraps content that the view does not show.</summary>
    public static bool Drops(this RevisionView view, XElement element) =>
        element.Name.Namespace == WordXml.W && (view == RevisionView.Accepted
            ? element.Name.LocalName is "del" or "moveFrom"
            : element.Name.LocalName is "ins" or "moveTo");

    /// <summary>Whether a paragraph's end, or a table row, is gone in this view. <paramref name="properties"/> is its rPr or trPr.</summary>
    public static bool DropsMark(this RevisionView view, XElement? properties) =>
        properties is not null && properties.Elements().Any(change => view.Drops(change));

    public static bool IsChange(XElement element) =>
        element.Name.Namespace == WordXml.W && element.Name.LocalName is "ins" or "del" or "moveFrom" or "moveTo";
}
