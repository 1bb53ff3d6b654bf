using KnowledgeBase.Web.Components.Collections;
using KnowledgeBase.Web.Components.Documents;
using KnowledgeBase.Web.Components.EmbeddingModels;
using KnowledgeBase.Web.Components.Faqs;
using KnowledgeBase.Web.Components.Instructions;
using KnowledgeBase.Web.Components.Search;
using KnowledgeBase.Web.Components.Status;
using KnowledgeBase.Web.Components.Users;
using Radzen;

namespace KnowledgeBase.Web.Components;

public static class ComponentServices
{
    /// <summary>The pages: Blazor Server, its texts and Radzen.</summary>
    public static IServiceCollection AddComponents(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddLocalization();
        services.AddRadzenComponents();
        services.AddSingleton<ILocalizer, RadzenTextLocalizer>();
        services.AddScoped<CollectionActions>();
        services.AddScoped<DocumentActions>();
        services.AddScoped<FaqActions>();
        services.AddScoped<GenerationActions>();
        services.AddScoped<InstructionActions>();
        services.AddScoped<ModelActions>();
        services.AddScoped<RereadActions>();
        services.AddSingleton<StaleDocuments>();
        services.AddScoped<UserActions>();
        services.AddScoped<CollectionDimensions>();
        services.AddTransient<SearchReport>();
        services.AddTransient<SearchState>();
        services.AddScoped<VisibleMap>();
        services.AddScoped<VisibleSearch>();
        services.AddSingleton<HitSentences>();
        services.AddSingleton<ApplicationFacts>();
        return services;
    }
}
