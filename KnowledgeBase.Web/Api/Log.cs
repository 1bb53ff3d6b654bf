namespace KnowledgeBase.Web.Api;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Endpoint} failed")]
    public static partial void Failed(ILogger logger, string method, string? endpoint, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "An upload to collection {CollectionId} broke off")]
    public static partial void UploadBroken(ILogger logger, Guid collectionId, Exception exception);
}
