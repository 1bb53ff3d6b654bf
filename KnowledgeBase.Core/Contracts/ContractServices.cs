using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Contracts.Check;
using KnowledgeBase.Core.Contracts.Redline;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search.Vectors;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Contracts;

public static class ContractServices
{
    /// <summary>Comparing contracts and checking them against the collections.</summary>
    public static IServiceCollection AddContracts(this IServiceCollection services) => services
        .AddSingleton<ContractStore>()
        .AddSingleton<ContractLibrary>()
        .AddSingleton<WordRedline>()
        .AddSingleton(static provider => new ContractComparison(provider.GetService<IEmbeddingEngine>()))
        .AddSingleton(static provider => new ContractCheck(
            provider.GetRequiredService<ContractLibrary>(), provider.GetRequiredService<ContractStore>(), provider.GetRequiredService<CollectionStore>(),
            provider.GetRequiredService<EmbeddingIdentityStore>(), provider.GetRequiredService<IChunker>(), provider.GetRequiredService<ChunkVectorIndex>(),
            provider.GetRequiredService<IEmbeddingEngine>(), provider.GetRequiredService<EmbeddingEpoch>()));
}
