using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Faqs;

internal static partial class Log
{
    [LoggerMessage(3, LogLevel.Error, "The last questions to an FAQ could not be stored")]
    public static partial void KeepingFailed(ILogger logger, Exception exception);
}
