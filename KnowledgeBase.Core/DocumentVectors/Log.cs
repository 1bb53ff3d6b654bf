using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.DocumentVectors;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Document {Id} gets no vector of its whole text")]
    public static partial void Failed(ILogger logger, Guid id, Exception exception);
}
