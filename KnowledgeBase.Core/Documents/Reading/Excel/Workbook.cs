using System.IO.Compression;
using System.Xml;
using KnowledgeBase.Core.Documents.Reading.Office;

namespace KnowledgeBase.Core.Documents.Reading.Excel;

/// <summary>One sheet of a workbook, in the order of its tabs.</summary>
internal sealed record Sheet(string Name, bool IsHidden, ZipArchiveEntry Part);

/// <summary>What the sheets of a workbook share: their order, texts and number formats.</summary>
internal sealed class Workbook
{
    private const int LongestText = 32_767; // of a cell

    private Workbook()
    {
    }

    public List<Sheet> Sheets { get; } = [];

    public List<string> Texts { get; } = [];

    public CellFormats Formats { get; private set; } = null!;

    /// <exception cref="DocumentReadingException">Corrupt: no workbook part.</exception>
    public static Workbook Open(ZipArchive zip)
    {
        var workbook = new Workbook();
        var part = Find(zip, "xl/workbook.xml") ?? throw new DocumentReadingException(ReadingOutcome.Corrupt, "No workbook part.");
        var parts = Find(zip, "xl/_rels/workbook.xml.rels") is { } relationships
            ? Relationships.Read(relationships).Where(item => !item.IsExternal).ToList()
            : [];
        var from1904 = false;
        using (var reader = XmlReader.Create(part.Open(), OfficeXml.Settings))
        {
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "workbookPr") from1904 = reader.GetAttribute("date1904") is "1" or "true";
                if (reader.LocalName != "sheet") continue;
                var id = Attribute(reader, "id");
                if (parts.Find(item => item.Id == id) is { } target && target.Type.EndsWith("/worksheet", StringComparison.Ordinal) && Find(zip, target.Part) is { } sheet)
                {
                    workbook.Sheets.Add(new Sheet(reader.GetAttribute("name") ?? "", reader.GetAttribute("state") is "hidden" or "veryHidden", sheet));
                }
            }
        }

        if (PartOf("/sharedStrings") is { } texts) workbook.ReadTexts(texts);
        workbook.Formats = new CellFormats(PartOf("/styles"), from1904);
        return workbook;

        ZipArchiveEntry? PartOf(string type) =>
            parts.Find(item => item.Type.EndsWith(type, StringComparison.Ordinal)) is { } found ? Find(zip, found.Part) : null;
    }

    /// <summary>The text of a string item or inline string, without what only guides its pronunciation; ends at the item's end.</summary>
    public static string ReadText(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var text = new System.Text.StringBuilder();
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            while (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rPh") reader.Skip();
            if (reader.Depth <= depth) break;

            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA && text.Length <= LongestText) text.Append(reader.Value);
        }

        return TextCleaning.OneLine(text.Length > LongestText ? text.ToString(0, LongestText) : text.ToString());
    }

    private void ReadTexts(ZipArchiveEntry part)
    {
        using var reader = XmlReader.Create(part.Open(), OfficeXml.Settings);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si") Texts.Add(ReadText(reader));
        }
    }

    private static string? Attribute(XmlReader reader, string localName)
    {
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.LocalName != localName || reader.NamespaceURI.Length == 0) continue;
            var value = reader.Value;
            reader.MoveToElement();
            return value;
        }

        reader.MoveToElement();
        return null;
    }

    private static ZipArchiveEntry? Find(ZipArchive zip, string name) =>
        zip.GetEntry(name) ?? zip.Entries.FirstOrDefault(entry => entry.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));
}
