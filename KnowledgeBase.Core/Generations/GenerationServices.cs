using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Generations;

public static class GenerationServices
{
    /// <summary>New vectors beside those that are served, and the switch to them.</summary>
    public static IServiceCollection AddGenerations(this IServiceCollection services)
    {
        services.AddSingleton<GenerationStore>();
        services.AddSingleton<GenerationBuilder>();
        services.AddSingleton<SimilarityChange>();
        services.AddSingleton<GenerationWorker>();
        services.AddHostedService(static provider => provider.GetRequiredService<GenerationWorker>());
        return services;
    }
}
