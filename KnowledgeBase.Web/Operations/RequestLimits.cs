using System.Globalization;
using System.Threading.RateLimiting;
using KnowledgeBase.Web.Api;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Web.Operations;

/// <summary>
/// One key or user cannot take everybody's turn: a token bucket each, for the API; 429 and Retry-After beyond it. With the key
/// of a widget, which everybody can read, each address has a small bucket of its own besides.
/// </summary>
internal static class RequestLimits
{
    private const int RefillsPerSecond = 5;

    public static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(OfAddress), PartitionedRateLimiter.Create<HttpContext, string>(OfCaller));
    }

    private static RateLimitPartition<string> OfAddress(HttpContext context)
    {
        if (!context.User.IsWidget())
        {
            return RateLimitPartition.GetNoLimiter("others");
        }

        var limits = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value;
        var partition = $"{context.User.FindFirst(ApiKeyAuthentication.KeyClaim)?.Value} {context.Connection.RemoteIpAddress}";
        return RateLimitPartition.GetTokenBucketLimiter(partition, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.WidgetBurst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1.0 / limits.WidgetRequestsPerMinute),
            QueueLimit = 0,
        });
    }

    private static RateLimitPartition<string> OfCaller(HttpContext context)
    {
        var path = context.Request.Path;
        if (!path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        {
            return RateLimitPartition.GetNoLimiter("pages");
        }

        var limits = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value;
        var caller = context.User.FindFirst(ApiKeyAuthentication.KeyClaim)?.Value ?? context.User.UserId() ?? context.Connection.RemoteIpAddress?.ToString() ?? "";
        return RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.Burst,
            TokensPerPeriod = Math.Max(1, limits.RequestsPerSecond / RefillsPerSecond),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / RefillsPerSecond),
            QueueLimit = 0,
        });
    }
}
