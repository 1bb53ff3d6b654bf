using System.Runtime.InteropServices;
using System.Security.Claims;
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

    private static async Task<EmbeddingsAnswer> EmbedAsync(
        EmbeddingsRequest request, ClaimsPrincipal user, IEmbeddingEngine engine, CancellationToken cancellationToken)
    {
        var (base64, model) = (request.IsBase64, EngineState.RequireLoaded(engine));
        var result = await engine.EmbedAsync(request.ToEngine(model, CallerOf(user)), cancellationToken);
        var tokens = result.Tokens.Sum(use => (long)use.Used);
        return new EmbeddingsAnswer(
            "list",
            [
                .. result.Vectors.Select((vector, i) => new EmbeddingItem(
                    "embedding", i, base64 ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())) : vector, result.Tokens[i].IsTruncated ? true : null)),
            ],
            model.Name, new EmbeddingsUsage(tokens, tokens));
    }

    /// <summary>Keys take turns, also those of one user.</summary>
    private static string CallerOf(ClaimsPrincipal user) => user.FindFirst(ApiKeyAuthentication.KeyClaim)?.Value ?? user.UserId() ?? "";

    private static ModelsAnswer Models(IEmbeddingEngine engine, TimeProvider time) =>
        new("list", engine.Status.Model is { } model ? [OpenAiModel.Of(model, time)] : []);

    private static OpenAiModel Model(string id, IEmbeddingEngine engine, TimeProvider time) =>
        engine.Status.Model is { } model && string.Equals(model.Name, id, StringComparison.OrdinalIgnoreCase)
            ? OpenAiModel.Of(model, time)
            : throw new ApiException(StatusCodes.Status404NotFound, "model_not_found", $"The model {id} is not loaded.");
}
