using System.Text.Json.Serialization;

namespace KnowledgeBase.Core.Documents;

/// <summary>A stretch of UTF-16 units: of a document's plain text, or of the text that was given to be compared.</summary>
public readonly record struct TextRange(
    [property: JsonPropertyName("start")] int Start,
    [property: JsonPropertyName("length")] int Length)
{
    [JsonIgnore]
    public int End => Start + Length;

    /// <summary>The same stretch in a text that begins <paramref name="offset"/> units before this one's.</summary>
    public TextRange Shift(int offset) => new(Start + offset, Length);
}
