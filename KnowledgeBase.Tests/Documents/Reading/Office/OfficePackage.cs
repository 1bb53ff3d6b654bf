using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Tests.Documents.Reading.Office;

/// <summary>Makes Word and Excel files, well-formed or not, part by part.</summary>
internal sealed class OfficePackage
{
    private const string WordMain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string ExcelMain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const string Namespaces =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
        + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";

    private readonly List<(string Name, byte[] Content)> _members = [];
    private readonly List<string> _relationships = [];
    private readonly string _main;
    private readonly StringBuilder _overrides = new();
    private bool _withRoot = true;

    private OfficePackage(string main, string contentType)
    {
        _main = main;
        Override(main, contentType);
    }

    /// <summary>A Word document with this body.</summary>
    public static OfficePackage WithBody(string body, string contentType = WordMain, string prolog = "") =>
        new OfficePackage("word/document.xml", contentType).With("word/document.xml", Document(body, prolog));

    /// <summary>A Word document whose main part has exactly these bytes.</summary>
    public static OfficePackage WithDocument(byte[] document) => new OfficePackage("word/document.xml", WordMain).With("word/document.xml", document);

    /// <summary>A workbook with these sheets: name, state, and the XML between the worksheet's tags.</summary>
    public static OfficePackage WithSheets(params (string Name, string State, string Content)[] sheets)
    {
        var package = new OfficePackage("xl/workbook.xml", ExcelMain);
        var list = new StringBuilder();
        for (var i = 0; i < sheets.Length; i++)
        {
            list.Append($"<sheet name=\"{sheets[i].Name}\" sheetId=\"{i + 1}\" state=\"{sheets[i].State}\" r:id=\"s{i}\"/>");
            package.With($"xl/worksheets/sheet{i}.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{sheets[i].Content}</worksheet>")
                .Relate($"s{i}", "worksheet", $"worksheets/sheet{i}.xml")
                .Override($"xl/worksheets/sheet{i}.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml");
        }

        return package.With(
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
            + $"<sheets>{list}</sheets></workbook>");
    }

    public static string Document(string body, string prolog = "") =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{prolog}<w:document {Namespaces}><w:body>{body}<w:sectPr/></w:body></w:document>";

    /// <summary>A paragraph with one run.</summary>
    public static string Paragraph(string text, string properties = "") =>
        $"<w:p>{(properties.Length > 0 ? $"<w:pPr>{properties}</w:pPr>" : "")}<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>";

    public OfficePackage With(string name, string content) => With(name, Encoding.UTF8.GetBytes(content));

    public OfficePackage With(string name, byte[] content)
    {
        _members.Add((name, content));
        return this;
    }

    /// <summary>A part of its own that the main part points at, such as numbering: its root element is given without namespaces.</summary>
    public OfficePackage WithPart(string type, string xml)
    {
        var root = _main.StartsWith("word/", StringComparison.Ordinal) ? xml.Insert(xml.IndexOfAny([' ', '>', '/']), " " + Namespaces) : xml;
        var folder = _main[..(_main.IndexOf('/', StringComparison.Ordinal) + 1)];
        var format = folder == "xl/" ? "spreadsheetml" : "wordprocessingml";
        return With($"{folder}{type}.xml", root).Relate(type, type, type + ".xml").Override($"{folder}{type}.xml", $"application/vnd.openxmlformats-officedocument.{format}.{type}+xml");
    }

    /// <summary>A relationship of the main part.</summary>
    public OfficePackage Relate(string id, string type, string target, bool external = false)
    {
        _relationships.Add(
            $"<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}\" Target=\"{target}\"{(external ? " TargetMode=\"External\"" : "")}/>");
        return this;
    }

    public OfficePackage Override(string name, string contentType)
    {
        _overrides.Append($"<Override PartName=\"/{name}\" ContentType=\"{contentType}\"/>");
        return this;
    }

    public OfficePackage WithoutRoot()
    {
        _withRoot = false;
        return this;
    }

    public byte[] ToBytes()
    {
        var slash = _main.LastIndexOf('/');
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", Encoding.UTF8.GetBytes(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"html\" ContentType=\"text/html\"/>"
                + $"<Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>{_overrides}</Types>"));
            if (_withRoot) Add(zip, "_rels/.rels", Encoding.UTF8.GetBytes(Relationships(
                $"<Relationship Id=\"main\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"{_main}\"/>")));
            if (_relationships.Count > 0) Add(zip, $"{_main[..slash]}/_rels{_main[slash..]}.rels", Encoding.UTF8.GetBytes(Relationships(string.Concat(_relationships))));
            foreach (var (name, content) in _members) Add(zip, name, content);
        }

        return bytes.ToArray();
    }

    public static string Relationships(string items) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{items}</Relationships>";

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        stream.Write(content);
    }
}
