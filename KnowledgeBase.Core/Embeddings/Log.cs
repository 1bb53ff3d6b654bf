using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Embeddings;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Embedding with {Model} ({Architecture}, {Quantization}) on {Device}, {Threads} threads")]
    public static partial void Ready(ILogger logger, string model, string architecture, string quantization, string device, int threads);

    [LoggerMessage(2, LogLevel.Error, "The embedding model cannot be used: {Code}: {Detail}")]
    public static partial void Failed(ILogger logger, string? code, string? detail);

    [LoggerMessage(3, LogLevel.Warning, "The download of {File} stopped")]
    public static partial void DownloadFailed(ILogger logger, string file, Exception exception);
}
