using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Search;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Count} vectors of collection {CollectionId} do not match their checksums and are left out")]
    public static partial void DamagedVectors(ILogger logger, int count, Guid collectionId);

    [LoggerMessage(2, LogLevel.Error, "The map of collection {CollectionId} could not be drawn")]
    public static partial void MapFailed(ILogger logger, Exception exception, Guid collectionId);

    [LoggerMessage(3, LogLevel.Error, "The vectors of collection {CollectionId} could not be loaded ahead; its first search tries again")]
    public static partial void WarmupFailed(ILogger logger, Exception exception, Guid collectionId);
}
