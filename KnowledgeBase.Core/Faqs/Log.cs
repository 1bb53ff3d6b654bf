using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Faqs;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Embedding of FAQ phrasings failed; it is tried again")]
    public static partial void IndexingFailed(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "An import of FAQ entries failed; it is tried again")]
    public static partial void ImportFailed(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "Questions to an FAQ could not be stored or deleted; it is tried again")]
    public static partial void KeepingFailed(ILogger logger, Exception exception);
}
