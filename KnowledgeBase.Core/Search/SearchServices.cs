using KnowledgeBase.Core.Search.Dimensions;
using KnowledgeBase.Core.Search.Journal;
using KnowledgeBase.Core.Search.Map;
using KnowledgeBase.Core.Search.Vectors;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Search;

public static class SearchServices
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddSingleton<ChunkVectorIndex>()
        .AddSingleton<IndexWarmup>()
        .AddHostedService(provider => provider.GetRequiredService<IndexWarmup>())
        .AddSingleton<DimensionMeasurement>()
        .AddSingleton<KeywordSearch>()
        .AddSingleton<CandidateSearch>()
        .AddSingleton<CarryingSentence>()
        .AddSingleton<CollectionMaps>()
        .AddSingleton<ScoreDistributions>()
        .AddSingleton<SearchJournal>()
        .AddSingleton<SearchStore>()
        .AddSingleton<SearchWeights>()
        .AddSingleton<SemanticSearch>();
}
