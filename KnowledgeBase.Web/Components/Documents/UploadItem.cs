using System.Text.Json.Serialization;

namespace KnowledgeBase.Web.Components.Documents;

[JsonConverter(typeof(JsonStringEnumConverter<UploadState>))]
public enum UploadState
{
    Waiting,
    Sending,
    Done,
    Failed,
    Duplicate,
    Cancelled,
}

/// <summary>One file on its way, as js/upload.js reports it.</summary>
/// <param name="Sent">Bytes that left the browser.</param>
/// <param name="Code">Stable code of the refusal; "network" when there was no answer.</param>
/// <param name="Detail">The server's sentence about it, in the user's language.</param>
/// <param name="DuplicateId">The document that has the same bytes.</param>
public sealed record UploadItem(
    int Id, string Name, long Size, long Sent, UploadState State, string? Code, string? Detail, Guid? DuplicateId, string? DuplicateName)
{
    public bool IsUnderWay => State is UploadState.Waiting or UploadState.Sending;
}
