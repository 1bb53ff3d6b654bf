using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Web.Api;

/// <summary>A program is told to come back rather than kept waiting.</summary>
internal static class EngineState
{
    /// <exception cref="ApiException">503: engine_loading, or why the model could not be loaded.</exception>
    public static EmbeddingModelInfo RequireLoaded(IEmbeddingEngine engine) => engine.Status switch
    {
        { State: EmbeddingEngineState.Ready, Model: { } model } => model,
        { State: EmbeddingEngineState.Failed, ErrorCode: var code } => throw new ApiException(StatusCodes.Status503ServiceUnavailable, code ?? "engine_failed"),
        _ => throw new ApiException(StatusCodes.Status503ServiceUnavailable, ApiErrors.EngineLoading),
    };
}
