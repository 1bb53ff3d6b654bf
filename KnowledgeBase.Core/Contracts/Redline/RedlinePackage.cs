using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Office;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>A Word file taken apart: every part stays byte for byte but those that a redline has to change.</summary>
internal sealed class RedlinePackage
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string NumberingType = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Links = "http://schemas.openxmlformats.org/package/2006/relationships";
    private readonly Dictionary<string, byte[]> _parts;
    private readonly string _main;
    private readonly string? _styles;
    private readonly string? _numbering;

    private RedlinePackage(Dictionary<string, byte[]> parts, string main)
    {
        (_parts, _main) = (parts, main);
        Document = Read(main) ?? throw new RedlineException(RedlineException.NotWord, "The file has no body.");
        _styles = Linked("/styles");
        _numbering = Linked("/numbering");
        (Styles, Numbering) = (_styles is null ? null : Read(_styles), _numbering is null ? null : Read(_numbering));
    }

    public XElement Document { get; }

    public XElement Body => Document.Child("body") ?? throw new RedlineException(RedlineException.NotWord, "The file has no body.");

    public XElement? Styles { get; }

    public XElement? Numbering { get; }

    /// <exception cref="RedlineException">redline_not_word.</exception>
    /// <exception cref="DocumentReadingException">The package is hostile or damaged.</exception>
    public static RedlinePackage Open(byte[] file, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(file);
        PackageGuard.Check(stream, cancellationToken);
        try
        {
            stream.Position = 0;
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            var parts = zip.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToDictionary(entry => entry.FullName, Bytes, StringComparer.OrdinalIgnoreCase);
            var main = Relations(parts, "_rels/.rels").FirstOrDefault(link => link.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Target;
            return main is not null && parts.ContainsKey(main)
                ? new RedlinePackage(parts, main)
                : throw new RedlineException(RedlineException.NotWord, "The file is no Word file of the newer form.");
        }
        catch (Exception damage) when (damage is InvalidDataException or XmlException or ArgumentException)
        {
            throw new RedlineException(RedlineException.NotWord, "The file cannot be taken apart.", damage);
        }
    }

    /// <summary>Greatest w:id anywhere in the body: bookmarks, comments and notes have ids as well.</summary>
    public long GreatestId => Document.Descendants().Attributes(WordXml.W + "id")
        .Select(id => long.TryParse(id.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty(0).Max();

    /// <summary>What the parts of some types say beside the body: headers, notes; without spaces, in an order that does not depend on the parts' names.</summary>
    public string TextOf(params string[] types) => string.Join('\n', Relations(_parts, RelationsOf(_main))
        .Where(link => Array.Exists(types, type => link.Type.EndsWith(type, StringComparison.Ordinal)))
        .Select(link => Read(link.Target)).OfType<XElement>()
        .Select(part => string.Concat(part.Descendants(WordXml.W + "t").SelectMany(text => text.Value).Where(c => !char.IsWhiteSpace(c))))
        .Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>The file with its changed body, styles and numbering.</summary>
    public byte[] Write(XElement? numbering)
    {
        Replace(_main, Document);
        if (_styles is not null)
        {
            Replace(_styles, Styles!);
        }

        if (_numbering is not null)
        {
            Replace(_numbering, Numbering!);
        }
        else if (numbering is not null)
        {
            AddNumbering(numbering);
        }

        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            // Content types come first: some readers look nowhere else for them.
            foreach (var (name, bytes) in _parts.OrderBy(part => part.Key != "[Content_Types].xml"))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private void AddNumbering(XElement numbering)
    {
        var folder = _main.Contains('/', StringComparison.Ordinal) ? _main[..(_main.LastIndexOf('/') + 1)] : "";
        Replace($"{folder}numbering.xml", numbering);
        var relations = RelationsOf(_main);
        var links = _parts.TryGetValue(relations, out var bytes) ? Parse(bytes) : new XElement(Links + "Relationships");
        links.Add(new XElement(
            Links + "Relationship", new XAttribute("Id", $"rNumbering{links.Elements().Count() + 1}"), new XAttribute("Type", Office + "/numbering"), new XAttribute("Target", "numbering.xml")));
        Replace(relations, links);
        var types = Read("[Content_Types].xml")!;
        types.Add(new XElement(Types + "Override", new XAttribute("PartName", $"/{folder}numbering.xml"), new XAttribute("ContentType", NumberingType)));
        Replace("[Content_Types].xml", types);
    }

    private string? Linked(string type) => Relations(_parts, RelationsOf(_main))
        .Where(link => link.Type.EndsWith(type, StringComparison.Ordinal) && _parts.ContainsKey(link.Target)).Select(link => link.Target).FirstOrDefault();

    private static string RelationsOf(string part)
    {
        var slash = part.LastIndexOf('/');
        return $"{part[..(slash + 1)]}_rels/{part[(slash + 1)..]}.rels";
    }

    private static IEnumerable<(string Type, string Target)> Relations(Dictionary<string, byte[]> parts, string name)
    {
        if (!parts.TryGetValue(name, out var bytes))
        {
            yield break;
        }

        var folder = name.Replace("_rels/", "", StringComparison.Ordinal) is var beside && beside.Contains('/', StringComparison.Ordinal) ? beside[..(beside.LastIndexOf('/') + 1)] : "";
        foreach (var link in Parse(bytes).Elements(Links + "Relationship").Where(link => link.Attribute("TargetMode")?.Value != "External"))
        {
            var target = link.Attribute("Target")?.Value ?? "";
            yield return (link.Attribute("Type")?.Value ?? "", target.StartsWith('/') ? target[1..] : Joined(folder, target));
        }
    }

    private static string Joined(string folder, string target)
    {
        var path = new List<string>();
        foreach (var step in (folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == "..")
            {
                if (path.Count > 0) path.RemoveAt(path.Count - 1);
            }
            else if (step != ".")
            {
                path.Add(step);
            }
        }

        return string.Join('/', path);
    }

    private XElement? Read(string name) => _parts.TryGetValue(name, out var bytes) ? Parse(bytes) : null;

    private static XElement Parse(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return WordXml.Load(stream);
    }

    private void Replace(string name, XElement tree)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false) }))
        {
            new XDocument(new XDeclaration("1.0", "utf-8", "yes"), tree).Save(writer);
        }

        _parts[name] = stream.ToArray();
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
