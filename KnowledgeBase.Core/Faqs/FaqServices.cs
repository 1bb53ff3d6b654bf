using KnowledgeBase.Core.Faqs.Imports;
using KnowledgeBase.Core.Faqs.Questions;
using KnowledgeBase.Core.Faqs.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Faqs;

public static class FaqServices
{
    public static IServiceCollection AddFaqs(this IServiceCollection services) => services
        .AddSingleton<FaqChanges>()
        .AddSingleton<FaqStore>()
        .AddSingleton<FaqEditing>()
        .AddSingleton<FaqBulkEditing>()
        .AddSingleton<FaqSettingsStore>()
        .AddSingleton<FaqVectors>()
        .AddSingleton(provider => new FaqVectorIndex(
            provider.GetRequiredService<FaqVectors>(), provider.GetRequiredService<FaqChanges>(), provider.GetRequiredService<ILogger<FaqVectorIndex>>()))
        .AddSingleton(provider => new FaqVectorWait(provider.GetRequiredService<FaqVectors>()))
        .AddSingleton<FaqWordIndex>()
        .AddSingleton<FaqPhrasingIds>()
        .AddSingleton<FaqRanking>()
        .AddSingleton<FaqMatcher>()
        .AddSingleton<FaqQuestionStore>()
        .AddSingleton<FaqQuestionLog>()
        .AddSingleton<QuestionClusters>()
        .AddHostedService<FaqQuestionKeeper>()
        .AddSingleton<FaqDuplicates>()
        .AddSingleton<FaqExport>()
        .AddSingleton<FaqImportStore>()
        .AddSingleton<FaqImports>()
        .AddHostedService<FaqImportWorker>()
        .AddHostedService<FaqIndexer>();
}
