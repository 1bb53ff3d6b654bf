using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Search.Likeness;

public static class LikenessServices
{
    /// <summary>The comparison of new documents with earlier ones by meaning.</summary>
    public static IServiceCollection AddLikeness(this IServiceCollection services) => services
        .AddSingleton<MeaningLikeness>()
        .AddHostedService<MeaningLikenessWorker>();
}
