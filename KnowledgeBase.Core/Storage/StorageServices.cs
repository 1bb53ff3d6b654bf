using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Storage;

public static class StorageServices
{
    /// <summary>The data folder and the SQLite file in it.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DataFolder>();
        services.AddSingleton<KnowledgeBaseDatabase>();
        return services;
    }
}
