using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Core.Contracts;

/// <summary>Writes an enumeration as JSON readers expect it: TableRow becomes "table-row".</summary>
public sealed class LowerCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;
