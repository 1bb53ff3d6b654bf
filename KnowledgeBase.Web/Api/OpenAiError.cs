using System.Text.Json.Serialization;

namespace KnowledgeBase.Web.Api;

/// <summary>An error as OpenAI's clients expect it.</summary>
public sealed record OpenAiError([property: JsonPropertyName("error")] OpenAiErrorBody Error)
{
    internal static IResult Of(int status, string code, string message, string? param = null)
    {
        var type = status switch
        {
            StatusCodes.Status401Unauthorized => "authentication_error",
            StatusCodes.Status403Forbidden => "permission_error",
            StatusCodes.Status429TooManyRequests => "rate_limit_error",
            >= 500 => "server_error",
            _ => "invalid_request_error",
        };
        return TypedResults.Json(new OpenAiError(new OpenAiErrorBody(message, type, param, code)), statusCode: status);
    }
}

/// <param name="Message">What went wrong, in English or the caller's language.</param>
/// <param name="Type">invalid_request_error, authentication_error, permission_error, rate_limit_error or server_error.</param>
/// <param name="Param">The field that is wrong; null where there is none.</param>
/// <param name="Code">Stable code.</param>
public sealed record OpenAiErrorBody(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("param")] string? Param,
    [property: JsonPropertyName("code")] string? Code);
