using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Search.Likeness;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Document {DocumentId} could not be compared with the others by meaning")]
    public static partial void Failed(ILogger logger, Exception exception, Guid documentId);
}
