using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.DocumentVectors;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Generations;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Core.Instructions;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Search.Likeness;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KnowledgeBase.Core;

public static class CoreServices
{
    /// <summary>Everything that the web application needs of the domain, one line per slice.</summary>
    public static IServiceCollection AddKnowledgeBaseCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddStorage()
            // Before all that embed: services stop in reverse, and work under way must end before its engine does.
            .AddEmbeddings()
            .AddCollections()
            .AddDocuments()
            .AddReading()
            .AddChunking()
            .AddIngestion()
            .AddSearch()
            .AddLikeness()
            .AddFaqs()
            .AddContracts()
            .AddGenerations()
            .AddInstructions()
            .AddDocumentVectors()
            .AddEvaluation();
    }
}
