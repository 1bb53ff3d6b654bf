namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Why something that stands in a file is not in its text.</summary>
public enum OmissionKind
{
    /// <summary>Formatted as hidden, or on a hidden sheet.</summary>
    Hidden,

    Header,

    Footer,

    Comment,

    /// <summary>A tracked deletion, when the changes are read as accepted.</summary>
    Deleted,

    /// <summary>Set askew or large over the text of the pages.</summary>
    Watermark,

    /// <summary>A tracked insertion, when the document is read as it was before its changes.</summary>
    Inserted,
}

/// <summary>A piece of a file that is not in its text, for the report.</summary>
/// <param name="Author">Who made the comment or the change; null where nobody is named.</param>
public sealed record Omission(OmissionKind Kind, string Text, string? Author = null);

/// <summary>Gathers omissions; a file cannot make the list longer than a report can show.</summary>
internal sealed class Omissions
{
    private const int MostItems = 300;
    private const int LongestText = 1_000;
    private readonly List<Omission> _items = [];

    public IReadOnlyList<Omission> Items => _items;

    public void Add(OmissionKind kind, string text, string? author = null)
    {
        if (_items.Count >= MostItems) return;
        text = TextCleaning.OneLine(text);
        if (text.Length == 0) return;
        _items.Add(new Omission(kind, text.Length > LongestText ? text[..LongestText] + "…" : text, string.IsNullOrWhiteSpace(author) ? null : TextCleaning.OneLine(author)));
    }
}
