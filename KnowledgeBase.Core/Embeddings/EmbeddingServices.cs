using KnowledgeBase.Core.Embeddings.Files;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Embeddings;

public static class EmbeddingServices
{
    /// <summary>The engine in this process, and the generator that stands on it.</summary>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services)
    {
        services.AddOptions<EmbeddingOptions>().BindConfiguration(EmbeddingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DownloadOptions>().BindConfiguration(DownloadOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ModelFolder>();
        services.AddSingleton<ModelDownloads>();
        services.AddSingleton<ActiveModel>();
        services.AddSingleton<EmbeddingEpoch>();
        services.AddSingleton<EmbeddingIdentityStore>();
        services.AddSingleton<LlamaEmbeddingEngine>();
        services.AddSingleton<IEmbeddingEngine>(static provider => provider.GetRequiredService<LlamaEmbeddingEngine>());
        services.AddSingleton<IEmbeddingModels>(static provider => provider.GetRequiredService<LlamaEmbeddingEngine>());
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>, LlamaEmbeddingGenerator>();
        services.AddHostedService(static provider => provider.GetRequiredService<LlamaEmbeddingEngine>());
        return services;
    }
}
