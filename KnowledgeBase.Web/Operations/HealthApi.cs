using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Storage;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KnowledgeBase.Web.Operations;

/// <summary>/health/live: the process answers. /health/ready: it can do its work. Neither says more than that to anyone.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous().DisableHttpMetrics();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous().DisableHttpMetrics();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), code = entry.Value.Description }, StringComparer.Ordinal),
    });
}

/// <summary>The model is loaded.</summary>
internal sealed class EngineHealth(IEmbeddingEngine engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(engine.Status switch
    {
        { State: EmbeddingEngineState.Ready } => HealthCheckResult.Healthy(),
        { State: EmbeddingEngineState.Loading } => HealthCheckResult.Unhealthy("engine_loading"),
        var status => HealthCheckResult.Unhealthy(status.ErrorCode ?? "engine_failed"),
    });
}

/// <summary>The writer takes its turn and a reader reads.</summary>
internal sealed class DatabaseHealth(KnowledgeBaseDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await database.ReadAsync(connection => connection.Scalar<long>("select count(*) from (select 1 from collection limit 1)"), cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>Uploads would be taken.</summary>
internal sealed class DiskHealth(DataFolder folder) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            folder.RequireRoomFor(0);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (StorageException e)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(e.Code));
        }
    }
}
