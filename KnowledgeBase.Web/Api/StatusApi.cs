using System.Reflection;
using System.Security.Claims;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>GET /api/v1/status.</summary>
internal static class StatusApi
{
    public static void MapStatus(this RouteGroupBuilder api) => api.MapGet("/status", GetAsync)
        .WithTags("Status")
        .WithSummary("Version, model and limits; for administrators the queue and the disk too")
        .RequireAuthorization(Policies.Read);

    /// <summary>The version of the application, without the commit.</summary>
    public static string Version { get; } =
        typeof(StatusApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static async Task<StatusAnswer> GetAsync(
        ClaimsPrincipal user, IEmbeddingEngine engine, IngestionStore ingestion, DataFolder folder, CancellationToken cancellationToken)
    {
        var status = engine.Status;
        var model = status.Model is { } m
            ? new ModelItem(m.Name, m.Architecture, m.Quantization, m.Dimensions, m.ContextSize, m.Pooling, m.IsBundled, m.Device, m.Threads)
            : null;
        var admin = user.IsInRole(Roles.Admin) && user.Allows(ApiKeyScopes.Admin);
        var documents = admin
            ? (await ingestion.CountAsync(cancellationToken)).ToDictionary(
                row => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(row.Status.ToString()), row => row.Count, StringComparer.Ordinal)
            : null;
        return new StatusAnswer(
            Version, new EngineItem(status.State, Math.Round(status.Progress, 3), status.ErrorCode, model), folder.MaximumFileBytes,
            documents, admin ? folder.FreeBytes : null);
    }
}
