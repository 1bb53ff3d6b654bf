using System.Runtime.InteropServices;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Api;

/// <summary>OpenAI's embeddings API, for programs that already speak it.</summary>
internal static class EmbeddingsApi
{
    public static void MapEmbeddings(this IEndpointRouteBuilder app, ApiOptions options)
    {
        var api = app.MapGroup("/v1").WithTags("OpenAI").RequireAuthorization(Policies.Embed)
            .WithMetadata(new RequestSizeLimitAttribute(options.MaximumBodyBytes))
            .WithMetadata(Error(401), Error(403), Error(429));
        api.MapPost("/embeddings", EmbedAsync).WithSummary("Embed texts").Produces<OpenAiError>(400).Produces<OpenAiError>(503)
            .WithDescription("The process has one model: whatever model the request names, the answer says which one was used.");
        api.MapGet("/models", Models).WithSummary("List the loaded model");
        api.MapGet("/models/{*id}", Model).WithSummary("Read the loaded model").Produces<OpenAiError>(404);
    }

    private static ProducesResponseTypeMetadata Error(int status) => new(status, typeof(OpenAiError), ["application/json"]);

    private static async Task<EmbeddingsAnswer> EmbedAsync(EmbeddingsRequest request, IEmbeddingEngine engine, CancellationToken cancellationToken)
    {
        var texts = request.Texts();
        var base64 = request.EncodingFormat switch
        {
            null or "float" => false,
            "base64" => true,
            _ => throw ApiException.BadRequest("encoding_format_invalid", "encoding_format must be float or base64."),
        };
        var model = EngineState.RequireLoaded(engine);
        if (request.Dimensions is { } wanted && (wanted < Math.Min(EmbeddingsRequest.LeastDimensions, model.Dimensions) || wanted > model.Dimensions))
        {
            throw ApiException.BadRequest("dimensions_invalid", $"dimensions must be between {EmbeddingsRequest.LeastDimensions} and {model.Dimensions}.");
        }

        var tokens = 0L;
        for (var i = 0; i < texts.Count; i++)
        {
            var count = engine.Count(texts[i]);
            tokens += count <= model.ContextSize ? count : throw ApiException.BadRequest(
                "context_length_exceeded", $"input[{i}] has {count} tokens; {model.Name} takes {model.ContextSize}.");
        }

        // One text is most likely a question that somebody waits for; many are an index being built.
        var priority = texts.Count == 1 ? EmbeddingPriority.Query : EmbeddingPriority.Indexing;
        var vectors = await engine.EmbedAsync(texts, priority, request.Dimensions, cancellationToken);
        return new EmbeddingsAnswer(
            "list",
            [.. vectors.Select((vector, i) => new EmbeddingItem("embedding", i, base64 ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())) : vector))],
            model.Name, new EmbeddingsUsage(tokens, tokens));
    }

    private static ModelsAnswer Models(IEmbeddingEngine engine, TimeProvider time) =>
        new("list", engine.Status.Model is { } model ? [OpenAiModel.Of(model, time)] : []);

    private static OpenAiModel Model(string id, IEmbeddingEngine engine, TimeProvider time) =>
        engine.Status.Model is { } model && string.Equals(model.Name, id, StringComparison.OrdinalIgnoreCase)
            ? OpenAiModel.Of(model, time)
            : throw new ApiException(StatusCodes.Status404NotFound, "model_not_found", $"The model {id} is not loaded.");
}
