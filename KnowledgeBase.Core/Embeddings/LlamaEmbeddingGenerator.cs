using Microsoft.Extensions.AI;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>The engine in the vocabulary of Microsoft.Extensions.AI. Vectors are L2-normalised.</summary>
public sealed class LlamaEmbeddingGenerator(IEmbeddingEngine engine, TimeProvider time) : IEmbeddingGenerator<string, Embedding<float>>
{
    private const string ProviderName = "llama.cpp";

    /// <param name="values">Exactly what is embedded, any instruction prefix included.</param>
    /// <param name="options">Its dimensions are a Matryoshka length; its model is ignored: the process has one.</param>
    /// <exception cref="EmbeddingException">The model could not be loaded, or gave no vector.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var model = await engine.WaitUntilReadyAsync(cancellationToken);
        var result = await engine.EmbedAsync(EmbeddingRequest.Of(values, EmbeddingPriority.Indexing) with { Dimensions = options?.Dimensions }, cancellationToken);
        var tokens = result.Tokens.Sum(static use => use.Used);
        var created = time.GetUtcNow();
        return new GeneratedEmbeddings<Embedding<float>>(
            result.Vectors.Select(vector => new Embedding<float>(vector) { CreatedAt = created, ModelId = model.Name }))
        {
            Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens },
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata))
            return new EmbeddingGeneratorMetadata(ProviderName, null, engine.Status.Model?.Name, engine.Status.Model?.Dimensions);
        return serviceType.IsInstanceOfType(this) ? this : serviceType.IsInstanceOfType(engine) ? engine : null;
    }

    /// <summary>The engine belongs to the process and outlives this view of it.</summary>
    public void Dispose()
    {
    }
}
