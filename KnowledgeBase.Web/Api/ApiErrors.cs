using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>
/// Every refusal and failure below /api and /v1 becomes one answer: problem details (RFC 9457) with a stable code, or
/// OpenAI's form below /v1. What no code of ours threw, such as 401 of the sign-in or 405 of the routing, gets a body too.
/// </summary>
internal sealed class ApiErrors(RequestDelegate next, ErrorMessages messages, ILogger<ApiErrors> logger)
{
    public const string EngineLoading = "engine_loading";

    // A model of the bundled size is there within seconds; a large one is asked for a few times more.
    private const string RetryAfterSeconds = "2";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IdentityServices.IsForPrograms(context.Request.Path))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                await WriteAsync(context, context.Response.StatusCode, CodeOf(context.Response.StatusCode), null);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
#pragma warning disable CA1031 // The last resort: whatever it was, the caller gets an answer and the process goes on.
        catch (Exception e) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            var (status, code, detail) = Describe(e);
            if (status == StatusCodes.Status500InternalServerError)
            {
                Log.Failed(logger, context.Request.Method, context.GetEndpoint()?.DisplayName, e);
            }

            context.Response.Clear();
            await WriteAsync(context, status, code, detail, (e as ApiException)?.Param ?? (e is EmbeddingInputException ? "input" : null));
        }
    }

    /// <summary>The status, the stable code and, where it says more than the code, an English detail.</summary>
    public static (int Status, string Code, string? Detail) Describe(Exception exception) => exception switch
    {
        ApiException e => (e.Status, e.Code, e.Detail),
        StorageException { Code: StorageException.DiskFull } e => (StatusCodes.Status507InsufficientStorage, e.Code, e.Message),
        StorageException e => (StatusCodes.Status500InternalServerError, e.Code, e.Message),
        DocumentReadingException { Code: ReadingOutcome.TooLarge } e => (StatusCodes.Status413PayloadTooLarge, e.Code, e.Message),
        DocumentReadingException { Code: ReadingOutcome.Empty } e => (StatusCodes.Status400BadRequest, e.Code, e.Message),
        DocumentReadingException e => (StatusCodes.Status422UnprocessableEntity, e.Code, e.Message),
        SearchRequestException e => (StatusCodes.Status400BadRequest, e.Code, e.Message),
        EmbeddingInputException { Code: EmbeddingInputException.TooLong } e => (StatusCodes.Status400BadRequest, "context_length_exceeded", e.Message),
        EmbeddingInputException e => (StatusCodes.Status400BadRequest, e.Code, e.Message),
        EmbeddingException e => (StatusCodes.Status503ServiceUnavailable, e.Code, null),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } e => (e.StatusCode, "upload_too_large", e.Message),
        BadHttpRequestException e => (e.StatusCode, "bad_request", e.Message),
        _ => (StatusCodes.Status500InternalServerError, "unexpected", null),
    };

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "not_signed_in",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => ApiException.NotFoundCode,
        StatusCodes.Status413PayloadTooLarge => "upload_too_large",
        StatusCodes.Status429TooManyRequests => "rate_limited",
        >= 500 => "unexpected",
        _ => "bad_request",
    };

    private Task WriteAsync(HttpContext context, int status, string code, string? detail, string? param = null)
    {
        if (code is EngineLoading or Core.Faqs.FaqVectorWait.Indexing)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        var message = messages.Of(code);
        return context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
            ? OpenAiError.Of(status, code, detail ?? message.ToString(), param).ExecuteAsync(context)
            : Problem(status, message, detail).ExecuteAsync(context);
    }

    /// <summary>Title and next step in the caller's language, the code for programs, the detail for programmers.</summary>
    public static IResult Problem(int status, ErrorMessage message, string? detail, IEnumerable<KeyValuePair<string, object?>>? more = null) => TypedResults.Problem(
        statusCode: status, title: message.Message, detail: detail ?? (message.Next.Length > 0 ? message.Next : null),
        extensions: [new("code", message.Code), new("message", message.ToString()), .. more ?? []]);
}
