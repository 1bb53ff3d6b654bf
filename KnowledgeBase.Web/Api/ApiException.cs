namespace KnowledgeBase.Web.Api;

/// <summary>
/// A refusal of an endpoint: a status and a stable code that ErrorTexts words in the caller's language.
/// <see cref="ApiErrors"/> makes the answer of it.
/// </summary>
/// <param name="detail">English sentence for the programmer; without document text.</param>
/// <param name="param">The field that is wrong; null where there is none.</param>
public sealed class ApiException(int status, string code, string? detail = null, string? param = null) : Exception(detail ?? code)
{
    public const string NotFoundCode = "not_found";

    public int Status { get; } = status;

    public string Code { get; } = code;

    public string? Detail { get; } = detail;

    public string? Param { get; } = param;

    /// <summary>What there is not, or what the caller may not see: nobody can tell the two apart.</summary>
    public static ApiException NotFound() => new(StatusCodes.Status404NotFound, NotFoundCode);

    public static ApiException BadRequest(string code, string? detail = null, string? param = null) => new(StatusCodes.Status400BadRequest, code, detail, param);

    public static ApiException Conflict(string code) => new(StatusCodes.Status409Conflict, code);
}
