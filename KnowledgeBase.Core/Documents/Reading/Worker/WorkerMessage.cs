using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Core.Documents.Reading.Worker;

/// <summary>What the parent asks of a worker: one JSON line on its standard input.</summary>
internal sealed record WorkerRequest
{
    /// <summary>Sent once, as the first line.</summary>
    public ReadingOptions? Options { get; init; }

    public ReadingRequest? Read { get; init; }

    public DrawRequest? Draw { get; init; }
}

/// <summary>Draw one page of a PDF file into a PNG file.</summary>
internal sealed record DrawRequest(string Path, int Page, int DotsPerInch, string Output);

/// <summary>What a worker answers: one JSON line per page and per part of the text, then one that ends the answer.</summary>
internal sealed record WorkerMessage
{
    /// <summary>Pages read so far, and of how many; a sign of life.</summary>
    public int? PagesRead { get; init; }

    public int? PageCount { get; init; }

    /// <summary>The next blocks of the text.</summary>
    public DocumentBlock[]? Blocks { get; init; }

    /// <summary>Ends the answer: the text is whole.</summary>
    public string? Engine { get; init; }

    public string[]? Warnings { get; init; }

    public Omission[]? Omissions { get; init; }

    /// <summary>Ends the answer: a code of <see cref="ReadingOutcome"/>, and why in English.</summary>
    public string? Code { get; init; }

    public string? Detail { get; init; }
}

/// <summary>The form of both: JSON on one line, since JSON strings have no line feeds.</summary>
internal static class WorkerJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
