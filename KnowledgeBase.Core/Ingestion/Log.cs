using KnowledgeBase.Core.Documents;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Ingestion;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Document {DocumentId} is ready: {Chunks} chunks")]
    public static partial void Ready(ILogger logger, Guid documentId, int chunks);

    [LoggerMessage(2, LogLevel.Warning, "Document {DocumentId} is {Status}: {Code}")]
    public static partial void Failed(ILogger logger, Guid documentId, DocumentStatus status, string code);

    [LoggerMessage(3, LogLevel.Error, "Ingestion goes on after an unexpected error")]
    public static partial void Unexpected(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "Document {DocumentId} stays as it is, reading it anew failed: {Code}")]
    public static partial void RereadingFailed(ILogger logger, Guid documentId, string code);
}
