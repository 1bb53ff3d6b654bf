using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Documents.Reading.Worker;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A worker ended over a file: {Code} ({Reason})")]
    public static partial void WorkerEnded(ILogger logger, string code, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The file is read again without page {Page}: {Code}")]
    public static partial void PageSkipped(ILogger logger, int page, string code);
}
