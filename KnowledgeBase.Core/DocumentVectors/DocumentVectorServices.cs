using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.DocumentVectors;

public static class DocumentVectorServices
{
    /// <summary>Vectors of whole documents, for the collections that want them.</summary>
    public static IServiceCollection AddDocumentVectors(this IServiceCollection services)
    {
        services.AddSingleton<DocumentVectorStore>();
        services.AddSingleton<SimilarDocuments>();
        services.AddSingleton<DocumentVectorWorker>();
        services.AddHostedService(static provider => provider.GetRequiredService<DocumentVectorWorker>());
        return services;
    }
}
