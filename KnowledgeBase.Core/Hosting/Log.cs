using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Hosting;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Work in the background failed; it is tried again in {Seconds} s")]
    public static partial void TriedAgain(ILogger logger, double seconds, Exception exception);
}
