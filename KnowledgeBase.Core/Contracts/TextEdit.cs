using System.Text.Json.Serialization;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Contracts;

/// <summary>
/// One step of the way from the first wording to the second: <see cref="RangeA"/> is replaced by <see cref="RangeB"/>
/// (either may be empty). All steps, in order, are what a redline marks; figures and terms are never cut.
/// </summary>
public sealed record TextEdit(
    [property: JsonPropertyName("rangeA")] TextRange RangeA,
    [property: JsonPropertyName("rangeB")] TextRange RangeB,
    [property: JsonPropertyName("format")] bool IsFormat);
