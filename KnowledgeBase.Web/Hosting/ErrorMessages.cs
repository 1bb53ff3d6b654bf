using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;

namespace KnowledgeBase.Web.Hosting;

/// <summary>A failure in the user's language: what happened, and what to do next ("" when there is nothing to do).</summary>
public sealed record ErrorMessage(string Code, string Message, string Next)
{
    public override string ToString() => Next.Length == 0 ? Message : $"{Message} {Next}";
}

/// <summary>Words every stable code (of reading, storage, engine, search, users, API) in the language of the request, for pages and API alike.</summary>
public sealed class ErrorMessages(IStringLocalizer<ErrorTexts> texts)
{
    private const string Unknown = "unexpected";

    /// <summary>The message for a code; one without a text of its own is worded as unexpected.</summary>
    public ErrorMessage Of(string? code)
    {
        var message = texts[code ?? Unknown];
        if (message.ResourceNotFound)
        {
            return Of(Unknown) with { Code = code ?? Unknown };
        }

        var next = texts[$"{code}_next"];
        return new ErrorMessage(code!, message.Value, next.ResourceNotFound ? "" : next.Value);
    }
}
