using KnowledgeBase.Core.Embeddings.Files;
using KnowledgeBase.Core.Embeddings.Server;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Embeddings;

public static class EmbeddingServices
{
    /// <summary>The engine in this process, and the generator that stands on it.</summary>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services)
    {
        services.AddOptions<EmbeddingOptions>().BindConfiguration(EmbeddingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DownloadOptions>().BindConfiguration(DownloadOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ModelFolder>();
        services.AddSingleton<DownloadSource>();
        services.AddSingleton<ModelDownloads>();
        services.AddSingleton<ActiveModel>();
        services.AddSingleton<EmbeddingEpoch>();
        services.AddSingleton<EmbeddingIdentityStore>();
        services.AddSingleton<LlamaEmbeddingEngine>();
        services.AddOptions<EmbeddingServerOptions>().BindConfiguration(EmbeddingServerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RemoteEmbeddingEngine>();
        services.AddSingleton<IEmbeddingEngine>(static provider => UsesServer(provider) ? provider.GetRequiredService<RemoteEmbeddingEngine>() : provider.GetRequiredService<LlamaEmbeddingEngine>());
        services.AddSingleton<IEmbeddingModels>(static provider => UsesServer(provider) ? provider.GetRequiredService<RemoteEmbeddingEngine>() : provider.GetRequiredService<LlamaEmbeddingEngine>());
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>, LlamaEmbeddingGenerator>();
        services.AddSingleton<IHostedService>(static provider => UsesServer(provider) ? provider.GetRequiredService<RemoteEmbeddingEngine>() : provider.GetRequiredService<LlamaEmbeddingEngine>());
        return services;
    }

    private static bool UsesServer(IServiceProvider provider) => provider.GetRequiredService<IOptions<EmbeddingServerOptions>>().Value.IsOn;
}
