using System.IO.Compression;
using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Office;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>
/// Makes a copy that the SDK opens: it refuses a whole file for one relationship to a missing part (LibreOffice writes
/// such files), a malformed link, or a wrong content type of the main part. Pictures are left out of the copy.
/// </summary>
internal static class PackageRepair
{
    private const string MainContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    public static MemoryStream Copy(Stream file)
    {
        file.Position = 0;
        using var source = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var parts = source.Entries.Where(PackageGuard.IsXml).ToList();
        var names = parts.Select(part => part.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var main = parts.Where(part => part.FullName.Equals("_rels/.rels", StringComparison.OrdinalIgnoreCase))
            .SelectMany(Relationships.Read)
            .FirstOrDefault(relationship => relationship.Type.EndsWith("/officeDocument", StringComparison.Ordinal))?.Part;
        var copy = new MemoryStream();
        using (var target = new ZipArchive(copy, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                using var output = target.CreateEntry(part.FullName, CompressionLevel.NoCompression).Open();
                if (part.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)) WriteUsable(part, names, output);
                else if (part.FullName.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)) WriteContentTypes(part, names, main, output);
                else
                {
                    using var input = part.Open();
                    input.CopyTo(output);
                }
            }
        }

        copy.Position = 0;
        return copy;
    }

    private static void WriteUsable(ZipArchiveEntry part, HashSet<string> names, Stream output)
    {
        XNamespace space = "http://schemas.openxmlformats.org/package/2006/relationships";
        new XElement(space + "Relationships", Relationships.Read(part)
            .Where(relationship => relationship.Id.Length > 0 && relationship.IsUsable(names) && (relationship.IsExternal || relationship.Part.Length > 0))
            .DistinctBy(relationship => relationship.Id, StringComparer.Ordinal)
            .Select(relationship => new XElement(
                space + "Relationship",
                new XAttribute("Id", relationship.Id),
                new XAttribute("Type", relationship.Type),
                new XAttribute("Target", relationship.IsExternal ? "about:blank" : "/" + relationship.Part),
                relationship.IsExternal ? new XAttribute("TargetMode", "External") : null))).Save(output);
    }

    private static void WriteContentTypes(ZipArchiveEntry part, HashSet<string> names, string? main, Stream output)
    {
        using var input = part.Open();
        var types = WordXml.Load(input);
        var overrides = types.Elements(types.Name.Namespace + "Override").ToList();
        foreach (var missing in overrides.Where(item => !names.Contains((item.Attribute("PartName")?.Value ?? "").TrimStart('/')))) missing.Remove();
        if (main is not null)
        {
            var known = overrides.Find(item => string.Equals(item.Attribute("PartName")?.Value, "/" + main, StringComparison.OrdinalIgnoreCase));
            if (known is null) types.Add(known = new XElement(types.Name.Namespace + "Override", new XAttribute("PartName", "/" + main)));
            if (known.Attribute("ContentType")?.Value.Contains("wordprocessingml", StringComparison.Ordinal) != true
                && known.Attribute("ContentType")?.Value.Contains("ms-word", StringComparison.Ordinal) != true)
            {
                known.SetAttributeValue("ContentType", MainContentType);
            }
        }

        types.Save(output);
    }
}
