using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Ingestion.Rereading;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Ingestion;

public static class IngestionServices
{
    public static IServiceCollection AddIngestion(this IServiceCollection services)
    {
        services.AddOptions<IngestionOptions>().BindConfiguration(IngestionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ChunkStore>();
        services.AddSingleton<IngestionStore>();
        services.AddSingleton<DocumentPasswords>();
        services.AddSingleton<IngestionPipeline>();
        services.AddSingleton<IngestionWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<IngestionWorker>());
        services.AddSingleton<RereadingStore>();
        services.AddSingleton<RereadingWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<RereadingWorker>());
        return services;
    }
}
