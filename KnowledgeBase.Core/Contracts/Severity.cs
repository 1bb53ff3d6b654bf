using System.Text.Json.Serialization;

namespace KnowledgeBase.Core.Contracts;

/// <summary>How much a difference matters, least first.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Only how it is written; hidden unless asked for.</summary>
    Format,

    /// <summary>Worth knowing, and not a change by itself: advisory pairs such as 30日 and 一个月, paraphrase, moved.</summary>
    Info,
    Medium,
    High,
}
