namespace KnowledgeBase.Web.Contracts;

public static class ContractActionServices
{
    /// <summary>What pages and API do alike with contracts: read, compare, check, keep, report.</summary>
    public static IServiceCollection AddContractActions(this IServiceCollection services) => services
        .AddSingleton<ContractTexts>()
        .AddSingleton<CheckReport>()
        .AddSingleton<ComparisonReport>()
        .AddScoped<ContractActions>();
}
