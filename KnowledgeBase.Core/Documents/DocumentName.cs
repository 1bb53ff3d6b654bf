using System.Globalization;
using System.Text;

namespace KnowledgeBase.Core.Documents;

/// <summary>Makes a user's file name fit to be shown; it is never part of a path.</summary>
public static class DocumentName
{
    /// <summary>The last part of a path, without control and direction characters, at most 200 characters.</summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse)
                && rune != Rune.ReplacementChar)
            {
                clean.Append(rune.ToString());
            }
        }

        var text = clean.ToString().Trim();
        if (text.Length > 200)
        {
            // The extension stays, since the format is told by it too.
            var extension = Path.GetExtension(text) is { Length: <= 10 } end ? end : "";
            text = string.Concat(text.AsSpan(0, 199 - extension.Length).TrimEnd('\uD800'), "…", extension);
        }

        return text.Length == 0 ? "document" : text;
    }
}
