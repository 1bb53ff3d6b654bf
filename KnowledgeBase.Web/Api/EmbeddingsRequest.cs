using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Web.Api;

/// <param name="Input">A text, or an array of up to 2,048 texts; none of them empty.</param>
/// <param name="Model">Any; the process has one.</param>
/// <param name="EncodingFormat">float, or base64 of little-endian 32-bit floats.</param>
/// <param name="Dimensions">Fewer values per vector (Matryoshka), normalised again; 32 to the model's.</param>
/// <param name="User">Taken and not used.</param>
public sealed record EmbeddingsRequest(
    [property: JsonPropertyName("input")] JsonElement Input,
    [property: JsonPropertyName("model")] string? Model = null,
    [property: JsonPropertyName("encoding_format")] string? EncodingFormat = null,
    [property: JsonPropertyName("dimensions")] int? Dimensions = null,
    [property: JsonPropertyName("user")] string? User = null)
{
    public const int MaximumInputs = 2048;
    public const int LeastDimensions = 32;

    /// <summary>The texts of <see cref="Input"/>.</summary>
    /// <exception cref="ApiException">It is of another form, empty or too long.</exception>
    internal IReadOnlyList<string> Texts()
    {
        List<string> texts = Input.ValueKind switch
        {
            JsonValueKind.String => [Input.GetString()!],
            JsonValueKind.Array when Input.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. Input.EnumerateArray().Select(item => item.GetString()!)],
            JsonValueKind.Array => throw ApiException.BadRequest("input_invalid", "Token ids are not taken; send input as a string or an array of strings."),
            _ => throw ApiException.BadRequest("input_invalid", "input must be a string or an array of strings."),
        };
        if (texts.Count is 0 or > MaximumInputs)
        {
            throw ApiException.BadRequest("input_invalid", $"input must have 1 to {MaximumInputs} texts; it has {texts.Count}.");
        }

        return texts.FindIndex(string.IsNullOrEmpty) is >= 0 and var empty ? throw ApiException.BadRequest("input_invalid", $"input[{empty}] is empty.") : texts;
    }
}

public sealed record EmbeddingsAnswer(
    [property: JsonPropertyName("object")] string Kind,
    [property: JsonPropertyName("data")] IReadOnlyList<EmbeddingItem> Data,
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("usage")] EmbeddingsUsage Usage);

/// <param name="Embedding">An array of numbers, L2-normalised, or a base64 string.</param>
public sealed record EmbeddingItem(
    [property: JsonPropertyName("object")] string Kind,
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("embedding")] object Embedding);

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
