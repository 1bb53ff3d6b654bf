using KnowledgeBase.Core.Documents;
using KnowledgeBase.Web.Hosting;

namespace KnowledgeBase.Web.Api;

/// <summary>A document and how far it has come.</summary>
/// <param name="Status">received, reading, embedding, ready, failed or quarantined; searches find ready ones only.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Error">Why it failed; null unless failed or quarantined.</param>
/// <param name="Warnings">What was noticed while it was read.</param>
/// <param name="Sha256">Of the original, lower-case hex.</param>
/// <param name="PageCount">Null where the format has no pages, and before it was read.</param>
/// <param name="UploadedBy">A user's id.</param>
public sealed record DocumentItem(
    Guid Id, Guid CollectionId, string Name, DocumentStatus Status, double Progress, ApiMessage? Error, IReadOnlyList<ApiMessage> Warnings,
    long SizeBytes, string Sha256, int? PageCount, int ChunkCount, int EmbeddedCount, string? Engine,
    DateTimeOffset ReceivedAt, DateTimeOffset UpdatedAt, string UploadedBy)
{
    internal static DocumentItem Of(Document document, ErrorMessages messages) => new(
        document.Id, document.CollectionId, document.Name, document.Status, Math.Round(document.Progress, 3),
        document.ErrorCode is { } code ? ApiMessage.Of(messages.Of(code)) : null,
        [.. document.Warnings.Select(warning => ApiMessage.Of(messages.Of(warning)))],
        document.SizeBytes, document.Sha256, document.PageCount, document.ChunkCount, document.EmbeddedCount, document.Engine,
        document.ReceivedAt, document.UpdatedAt, document.UploadedBy);
}

/// <summary>A stable code, and what it means in the caller's language.</summary>
/// <param name="Next">What to do about it; empty when there is nothing to do.</param>
public sealed record ApiMessage(string Code, string Message, string Next)
{
    internal static ApiMessage Of(ErrorMessage message) => new(message.Code, message.Message, message.Next);
}
