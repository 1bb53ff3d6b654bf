using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Faqs;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Evaluation;

public static class EvaluationServices
{
    public static IServiceCollection AddEvaluation(this IServiceCollection services) => services
        .AddSingleton<EvaluationStore>()
        .AddSingleton<EvaluationSets>()
        .AddSingleton<EvaluationExport>()
        .AddSingleton<EvaluationRanking>()
        .AddSingleton<EvaluationItems>()
        .AddSingleton(provider => new EvaluationRunner(
            provider.GetRequiredService<EvaluationStore>(), provider.GetRequiredService<EvaluationRanking>(), provider.GetRequiredService<CollectionStore>(),
            provider.GetRequiredService<IEmbeddingEngine>(), provider.GetRequiredService<EmbeddingIdentityStore>(), provider.GetRequiredService<FaqMatcher>(),
            provider.GetRequiredService<FaqVectorWait>(),
            provider.GetRequiredService<FaqStore>(), provider.GetRequiredService<IChunker>(),
            provider.GetRequiredService<TimeProvider>())
        { Items = provider.GetRequiredService<EvaluationItems>() })
        .AddSingleton<WeightTuning>()
        .AddHostedService<EvaluationWorker>();
}
