namespace KnowledgeBase.Web.Api;

/// <summary>Reads words and numbers of a request.</summary>
internal static class ApiText
{
    public const int MaximumTake = 1000;

    /// <summary>A name of an enum, in any case of letters; numbers are not names.</summary>
    /// <exception cref="ApiException">400 with the code given.</exception>
    public static T Parse<T>(string text, string code)
        where T : struct, Enum =>
        text.Length > 0 && char.IsLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw ApiException.BadRequest(code, $"One of {string.Join(", ", Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))}.");

    /// <exception cref="ApiException">paging_invalid.</exception>
    public static (int Skip, int Take) Paging(int? skip, int? take, int otherwise)
    {
        var (from, count) = (skip ?? 0, take ?? otherwise);
        return from >= 0 && count is >= 1 and <= MaximumTake ? (from, count) : throw ApiException.BadRequest("paging_invalid");
    }
}
