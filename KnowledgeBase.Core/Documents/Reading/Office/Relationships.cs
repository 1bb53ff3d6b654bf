using System.IO.Compression;
using System.Xml;

namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>One relationship of an OPC part. <paramref name="Part"/> is the archive name that it points at, empty for an external one.</summary>
internal sealed record Relationship(string Id, string Type, string Target, bool IsExternal, string Part)
{
    public bool IsHyperlink => Type.EndsWith("/hyperlink", StringComparison.Ordinal);

    /// <summary>Points at a member that exists or, if external, at an address that the SDK's parser takes.</summary>
    public bool IsUsable(IReadOnlySet<string> names) => IsExternal
        ? Uri.TryCreate(Target, UriKind.RelativeOrAbsolute, out _)
        : Part.Length == 0 || names.Contains(Part);
}

/// <summary>Reads the relationship parts of an archive.</summary>
internal static class Relationships
{
    public static IEnumerable<Relationship> Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, OfficeXml.Settings);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Relationship") continue;
            var target = reader.GetAttribute("Target") ?? "";
            var external = string.Equals(reader.GetAttribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase);
            yield return new Relationship(
                reader.GetAttribute("Id") ?? "",
                reader.GetAttribute("Type") ?? "",
                target,
                external,
                external ? "" : Resolve(entry.FullName, target));
        }
    }

    /// <summary>"word/_rels/document.xml.rels" and "../media/a.png" make "media/a.png"; a fragment stays within its part.</summary>
    private static string Resolve(string relationshipPart, string target)
    {
        if (target.StartsWith('#')) return "";
        var folder = relationshipPart.LastIndexOf("_rels/", StringComparison.OrdinalIgnoreCase) is > 0 and var end ? relationshipPart[..end] : "";
        var steps = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('#')[0].Split('/', '\\'))
        {
            if (step is "" or ".") continue;
            if (step != "..") steps.Add(step);
            else if (steps.Count > 0) steps.RemoveAt(steps.Count - 1);
        }

        return Uri.UnescapeDataString(string.Join('/', steps));
    }
}
