using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Evaluation;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Evaluation run {RunId} failed")]
    public static partial void RunFailed(ILogger logger, Guid runId, Exception exception);
}
