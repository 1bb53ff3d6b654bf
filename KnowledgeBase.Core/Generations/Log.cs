using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Generations;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Generation {Id} is served now, made by {Model}")]
    public static partial void Switched(ILogger logger, long id, string model);

    [LoggerMessage(2, LogLevel.Error, "Generation {Id} cannot go on: {Code}")]
    public static partial void Failed(ILogger logger, long id, string code, Exception exception);
}
