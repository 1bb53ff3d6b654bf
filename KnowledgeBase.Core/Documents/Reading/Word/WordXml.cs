using System.Xml;
using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Office;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>Loads the XML of a Word part and names what the readers look for. ISO 29500 strict files are read as transitional ones.</summary>
internal static class WordXml
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace Mc = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    public static readonly XNamespace M = "http://schemas.openxmlformats.org/officeDocument/2006/math";
    public static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly Dictionary<string, XNamespace> Strict = new(StringComparer.Ordinal)
    {
        ["http://purl.oclc.org/ooxml/wordprocessingml/main"] = W,
        ["http://purl.oclc.org/ooxml/officeDocument/math"] = M,
        ["http://purl.oclc.org/ooxml/officeDocument/relationships"] = R,
    };

    public static XElement Load(Stream stream)
    {
        using var reader = XmlReader.Create(stream, OfficeXml.Settings);
        var root = XElement.Load(reader, LoadOptions.PreserveWhitespace);
        if (!Strict.ContainsKey(root.Name.NamespaceName)) return root;
        foreach (var element in root.DescendantsAndSelf())
        {
            if (Strict.TryGetValue(element.Name.NamespaceName, out var space)) element.Name = space + element.Name.LocalName;
            if (element.Attributes().Any(attribute => Strict.ContainsKey(attribute.Name.NamespaceName)))
            {
                element.ReplaceAttributes(element.Attributes().Select(attribute =>
                    Strict.TryGetValue(attribute.Name.NamespaceName, out var known)
                        ? new XAttribute(known + attribute.Name.LocalName, attribute.Value)
                        : attribute).ToArray());
            }
        }

        return root;
    }

    public static XElement? Child(this XElement? element, string name) => element?.Element(W + name);

    /// <summary>The value of one of its own attributes.</summary>
    public static string? AttributeOf(this XElement? element, string name) => element?.Attribute(W + name)?.Value;

    /// <summary>The w:val of a child element.</summary>
    public static string? ValueOf(this XElement? element, string name) => element.Child(name).AttributeOf("val");

    /// <summary>A w:val that is a whole number; null when it is missing or none.</summary>
    public static int? NumberOf(this XElement? element, string name) =>
        int.TryParse(element.ValueOf(name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A switch such as w:vanish: null when absent, otherwise whether it is on.</summary>
    public static bool? SwitchOf(this XElement? element, string name) =>
        element.Child(name) is { } found ? found.AttributeOf("val") is not ("0" or "false" or "off") : null;

    /// <summary>Of two renderings of the same content, the one that carries text; a reader takes exactly one.</summary>
    public static XElement? Preferred(XElement alternateContent)
    {
        var choice = alternateContent.Elements(Mc + "Choice").FirstOrDefault(HasText);
        return choice ?? alternateContent.Element(Mc + "Fallback");
    }

    private static bool HasText(XElement element) => element.Descendants().Any(inner => inner.Name == W + "t" || inner.Name == W + "txbxContent" || inner.Name == W + "p");
}
