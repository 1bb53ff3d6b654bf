using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Documents;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Somebody who was told of a change of a document failed")]
    public static partial void ListenerFailed(ILogger logger, Exception exception);
}
