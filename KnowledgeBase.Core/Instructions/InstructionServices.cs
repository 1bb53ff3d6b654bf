using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Instructions;

public static class InstructionServices
{
    public static IServiceCollection AddInstructions(this IServiceCollection services) => services.AddSingleton<InstructionStore>();
}
