namespace KnowledgeBase.Web.Identity;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "User {UserId} signed in")]
    public static partial void SignedIn(ILogger logger, string userId);

    [LoggerMessage(2, LogLevel.Warning, "Sign-in refused for user {UserId}")]
    public static partial void SignInRefused(ILogger logger, string userId);

    [LoggerMessage(3, LogLevel.Warning, "User {UserId} was refused {Method} {Path}: {Status}")]
    public static partial void Refused(ILogger logger, string userId, string method, string path, int status);

    [LoggerMessage(4, LogLevel.Information, "The sessions of user {UserId} were ended, {Circuits} open pages among them")]
    public static partial void SessionsEnded(ILogger logger, string userId, int circuits);
}
