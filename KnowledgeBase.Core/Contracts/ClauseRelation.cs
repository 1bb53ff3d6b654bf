using System.Text.Json.Serialization;

namespace KnowledgeBase.Core.Contracts;

/// <summary>What became of a clause. That it moved is told apart from this.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<ClauseRelation>))]
public enum ClauseRelation
{
    /// <summary>The same characters, but for white space.</summary>
    Identical,

    /// <summary>The same but for notation: 5% and 百分之五, a renumbered reference, a full stop.</summary>
    Equal,

    /// <summary>Other words; every figure, party, duty and limit the same.</summary>
    Paraphrase,

    /// <summary>Something that matters is different; the differences say what.</summary>
    Modified,

    Added,

    Removed,

    /// <summary>One clause of the first contract stands as several in the second.</summary>
    Split,

    /// <summary>Several clauses of the first contract stand as one in the second.</summary>
    Merged,
}
