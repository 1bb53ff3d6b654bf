using System.Text.Json.Serialization;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Contracts;

/// <summary>
/// One unit that is compared: an article's heading, a paragraph, an item or a table row. <see cref="Text"/> is always
/// <c>DocumentText.PlainText.Substring(Range.Start, Range.Length)</c>, without its label.
/// </summary>
public sealed record Clause
{
    /// <summary>"a12" or "b7": the side, and the place among the side's units.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The number before it as the reader sees it (第七条, 4.2, （1）); "" without one.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>How a lawyer cites it: 第七条第二款, 4.2（1）, Section 4.02(a); "" when nothing above it is numbered.</summary>
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    [JsonPropertyName("text")]
    public required string Text { get; init; }

    [JsonPropertyName("level")]
    public required ClauseLevel Level { get; init; }

    /// <summary>Page from 1; null where the format has no pages.</summary>
    [JsonPropertyName("page")]
    public int? Page { get; init; }

    /// <summary>Not part of the numbered clauses: title, parties, table of contents, table, signatures, annex, header, note.</summary>
    [JsonPropertyName("outside")]
    public bool Outside { get; init; }

    /// <summary>The article or paragraph it stands under; null at the top.</summary>
    [JsonPropertyName("parent")]
    public string? Parent { get; init; }

    /// <summary>Where its text stands in the document's plain text.</summary>
    [JsonPropertyName("range")]
    public required TextRange Range { get; init; }

    /// <summary>0 to 1 where its text was recognised from a picture: its figures need a look. Null where it was not.</summary>
    [JsonPropertyName("ocr_confidence")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? OcrConfidence { get; init; }

    /// <summary>The block of the document that it is, or is a row of.</summary>
    [JsonIgnore]
    public int Block { get; init; }

    /// <summary>A table row's cells; null for all else.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Cells { get; init; }

    /// <summary>The heading row of the table that a row belongs to; null when it has none.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Columns { get; init; }
}
