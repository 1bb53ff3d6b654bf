using KnowledgeBase.Core.Search.Vectors;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Search;

public static class SearchServices
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddSingleton<ChunkVectorIndex>()
        .AddSingleton<KeywordSearch>()
        .AddSingleton<CandidateSearch>()
        .AddSingleton<CarryingSentence>()
        .AddSingleton<ScoreDistributions>()
        .AddSingleton<SearchStore>()
        .AddSingleton<SemanticSearch>();
}
