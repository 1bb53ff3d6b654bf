using KnowledgeBase.Core.Embeddings;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Contracts;

public static class ContractServices
{
    /// <summary>Comparing contracts and checking them against the collections.</summary>
    public static IServiceCollection AddContracts(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new ContractComparison(provider.GetService<IEmbeddingEngine>()));
        return services;
    }
}
