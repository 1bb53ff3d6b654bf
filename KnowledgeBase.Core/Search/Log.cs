using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Search;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Count} vectors of collection {CollectionId} do not match their checksums and are left out")]
    public static partial void DamagedVectors(ILogger logger, int count, Guid collectionId);
}
