using System.Net;
using KnowledgeBase.Web.Api;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Operations;

/// <summary>
/// /metrics: for an administrator (or a key of his with the scope admin), and without any sign-in for a collector on the same
/// machine. What a proxy forwards comes from elsewhere, also when the proxy is here.
/// </summary>
internal static class MetricsApi
{
    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapGet("/metrics", async (HttpContext context, Metrics metrics) =>
        {
            var local = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
                && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");
            if (!local && !AccessControl.MayAdminister(context.User))
            {
                throw context.User.UserId() is null
                    ? new ApiException(StatusCodes.Status401Unauthorized, "not_signed_in")
                    : new ApiException(StatusCodes.Status403Forbidden, "forbidden");
            }

            return TypedResults.Text(await metrics.WriteAsync(context.RequestAborted), "text/plain; version=0.0.4; charset=utf-8");
        })
        .AllowAnonymous()
        .DisableHttpMetrics()
        .ExcludeFromDescription();
}
