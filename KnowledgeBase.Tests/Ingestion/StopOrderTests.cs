using KnowledgeBase.Core;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Tests.EndToEnd;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KnowledgeBase.Tests.Ingestion;

public sealed class StopOrderTests
{
    /// <summary>
    /// A host stops its services in reverse. An engine that ended first would fail every document under way, instead of
    /// leaving it to the next start.
    /// </summary>
    [Fact]
    public void WorkUnderWayEndsBeforeItsEngineDoes()
    {
        using var folder = new TemporaryFolder();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("Storage:DataPath", folder.Path)]);
        builder.Services.AddKnowledgeBaseCore();
        using var host = builder.Build();
        var services = host.Services.GetServices<IHostedService>().ToList();
        var engine = services.FindIndex(service => service.GetType().Name == "LlamaEmbeddingEngine");
        Assert.True(engine >= 0 && engine < services.FindIndex(service => service is IngestionWorker), string.Join(", ", services.Select(service => service.GetType().Name)));
    }
}
