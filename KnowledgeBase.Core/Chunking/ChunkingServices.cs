using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Chunking;

public static class ChunkingServices
{
    public static IServiceCollection AddChunking(this IServiceCollection services)
    {
        services.AddOptions<ChunkingOptions>().BindConfiguration(ChunkingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IChunker, ClauseChunker>();
        return services;
    }
}
