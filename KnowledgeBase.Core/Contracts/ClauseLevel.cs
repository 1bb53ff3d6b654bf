using System.Text.Json.Serialization;

namespace KnowledgeBase.Core.Contracts;

/// <summary>What a unit of a contract is.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<ClauseLevel>))]
public enum ClauseLevel
{
    /// <summary>第七条, "4. Payment", a chapter: what other clauses stand under.</summary>
    Article,

    /// <summary>4.2, or an unnumbered paragraph (款).</summary>
    Para,

    /// <summary>（一）, (a): an entry of a list (项).</summary>
    Item,

    /// <summary>One row of a table.</summary>
    Row,
}
