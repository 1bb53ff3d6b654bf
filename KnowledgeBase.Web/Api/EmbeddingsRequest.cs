using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Web.Api;

/// <param name="Input">A text, an array of up to 2,048 texts, an array of token ids, or an array of such arrays; none of them empty.</param>
/// <param name="Model">Any; the process has one.</param>
/// <param name="EncodingFormat">float, or base64 of little-endian 32-bit floats.</param>
/// <param name="Dimensions">Fewer values per vector (Matryoshka), normalised again; 32 to the model's.</param>
/// <param name="User">Taken and not used.</param>
/// <param name="InputType">query or document: queries go before documents that are indexed. One input is taken for a query when nothing is said.</param>
/// <param name="Instruction">Put before every input, exactly as it is.</param>
/// <param name="Truncate">true: too long an input loses its end, and its item says so; false, or nothing: it is an error.</param>
public sealed record EmbeddingsRequest(
    [property: JsonPropertyName("input")] JsonElement Input,
    [property: JsonPropertyName("model")] string? Model = null,
    [property: JsonPropertyName("encoding_format")] string? EncodingFormat = null,
    [property: JsonPropertyName("dimensions")] int? Dimensions = null,
    [property: JsonPropertyName("user")] string? User = null,
    [property: JsonPropertyName("input_type")] string? InputType = null,
    [property: JsonPropertyName("instruction")] string? Instruction = null,
    [property: JsonPropertyName("truncate")] bool Truncate = false)
{
    public const int MaximumInputs = 2048;
    public const int LeastDimensions = 32;
    public const int MaximumInstruction = 2000;

    internal bool IsBase64 => EncodingFormat switch
    {
        null or "float" => false,
        "base64" => true,
        _ => throw ApiException.BadRequest("encoding_format_invalid", "encoding_format must be float or base64.", "encoding_format"),
    };

    /// <summary>What the engine is asked for.</summary>
    /// <param name="caller">Callers take turns.</param>
    /// <exception cref="ApiException">Something in the request is of another form, empty or too much.</exception>
    internal EmbeddingRequest ToEngine(EmbeddingModelInfo model, string caller)
    {
        var inputs = Inputs();
        var isQuery = InputType switch
        {
            null => inputs.Count == 1,
            "query" => true,
            "document" => false,
            _ => throw ApiException.BadRequest("input_type_invalid", "input_type must be query or document.", "input_type"),
        };
        if (Dimensions is { } wanted && (wanted < Math.Min(LeastDimensions, model.Dimensions) || wanted > model.Dimensions))
        {
            throw ApiException.BadRequest("dimensions_invalid", $"dimensions must be between {LeastDimensions} and {model.Dimensions}.", "dimensions");
        }

        if (Instruction?.Length > MaximumInstruction)
        {
            throw ApiException.BadRequest("instruction_invalid", $"instruction has {Instruction.Length} characters; {MaximumInstruction} are allowed.", "instruction");
        }

        return new EmbeddingRequest(inputs, isQuery ? EmbeddingPriority.Query : EmbeddingPriority.Indexing)
        {
            Prefix = Instruction ?? "",
            Dimensions = Dimensions,
            Truncate = Truncate,
            Caller = caller,
        };
    }

    private List<EmbeddingInput> Inputs()
    {
        var items = Input.ValueKind == JsonValueKind.Array ? Input.EnumerateArray().ToList() : [];
        List<EmbeddingInput> inputs = Input.ValueKind switch
        {
            JsonValueKind.String => [EmbeddingInput.Of(Text(Input, 0))],
            JsonValueKind.Array when items.Count > 0 && items.TrueForAll(item => item.ValueKind == JsonValueKind.Number) => [EmbeddingInput.Of(Tokens(Input, 0))],
            JsonValueKind.Array when items.Count is > 0 and <= MaximumInputs =>
            [
                .. items.Select((item, index) => item.ValueKind switch
                {
                    JsonValueKind.String => EmbeddingInput.Of(Text(item, index)),
                    JsonValueKind.Array => EmbeddingInput.Of(Tokens(item, index)),
                    _ => throw Invalid($"input[{index}] must be a string or an array of token ids."),
                }),
            ],
            JsonValueKind.Array => throw Invalid($"input must have 1 to {MaximumInputs} items; it has {items.Count}."),
            _ => throw Invalid("input must be a string, an array of strings, an array of token ids, or an array of such arrays."),
        };
        return inputs;
    }

    private static string Text(JsonElement item, int index) =>
        item.GetString() is { Length: > 0 } text ? text : throw Invalid($"input[{index}] is empty.");

    private static List<int> Tokens(JsonElement array, int index)
    {
        var tokens = new List<int>();
        foreach (var item in array.EnumerateArray())
        {
            tokens.Add(item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var token) ? token : throw Invalid($"input[{index}] has something else than token ids."));
        }

        return tokens.Count > 0 ? tokens : throw Invalid($"input[{index}] is empty.");
    }

    private static ApiException Invalid(string message) => ApiException.BadRequest("input_invalid", message, "input");
}

public sealed record EmbeddingsAnswer(
    [property: JsonPropertyName("object")] string Kind,
    [property: JsonPropertyName("data")] IReadOnlyList<EmbeddingItem> Data,
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("usage")] EmbeddingsUsage Usage);

/// <param name="Embedding">An array of numbers, L2-normalised, or a base64 string.</param>
/// <param name="Truncated">true when the input was too long and lost its end; left out otherwise.</param>
public sealed record EmbeddingItem(
    [property: JsonPropertyName("object")] string Kind,
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("embedding")] object Embedding,
    [property: JsonPropertyName("truncated"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Truncated = null);

public sealed record EmbeddingsUsage(
    [property: JsonPropertyName("prompt_tokens")] long PromptTokens, [property: JsonPropertyName("total_tokens")] long TotalTokens);

public sealed record ModelsAnswer(
    [property: JsonPropertyName("object")] string Kind, [property: JsonPropertyName("data")] IReadOnlyList<OpenAiModel> Data);

public sealed record OpenAiModel(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("object")] string Kind,
    [property: JsonPropertyName("created")] long Created,
    [property: JsonPropertyName("owned_by")] string OwnedBy)
{
    internal static OpenAiModel Of(EmbeddingModelInfo model, TimeProvider time) => new(model.Name, "model", time.GetUtcNow().ToUnixTimeSeconds(), "knowledgebase");
}
