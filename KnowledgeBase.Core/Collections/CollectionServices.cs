using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Collections;

public static class CollectionServices
{
    public static IServiceCollection AddCollections(this IServiceCollection services) => services.AddSingleton<CollectionStore>();
}
