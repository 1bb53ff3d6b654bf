using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Questions;
using KnowledgeBase.Web.Operations;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace KnowledgeBase.Web.Api.Widget;

/// <summary>
/// Pages of which hosts may ask an FAQ: those that its owner has allowed. A browser is told so before it asks (CORS), and what
/// it sends from elsewhere all the same is refused.
/// </summary>
internal sealed class WidgetOrigins(FaqSettingsStore settings) : ICorsPolicyProvider, IEndpointFilter
{
    public const string PolicyName = "widget";

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    public async Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        if (policyName != PolicyName)
        {
            return null;
        }

        // Without origins it allows nothing, and still answers what a browser asks beforehand.
        var policy = new CorsPolicyBuilder().WithMethods(HttpMethods.Post).WithHeaders("Authorization", "Content-Type").SetPreflightMaxAge(Remembered);
        return policy.WithOrigins([.. await AllowedAsync(context)]).Build();
    }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return RequestOrigin.IsForeign(request) && !(await AllowedAsync(context.HttpContext)).Contains(request.Headers.Origin.ToString(), StringComparer.OrdinalIgnoreCase)
            ? throw new ApiException(StatusCodes.Status403Forbidden, "origin_not_allowed")
            : await next(context);
    }

    /// <summary>How a question comes in: from the widget of another host's page, from a page of ours, or from a program.</summary>
    public static FaqSource SourceOf(HttpRequest request) =>
        RequestOrigin.IsForeign(request) ? FaqSource.Widget
        : request.Headers.Origin.Count > 0 ? FaqSource.Console : FaqSource.Api;

    private async Task<IReadOnlyList<string>> AllowedAsync(HttpContext context) =>
        Guid.TryParse(context.GetRouteValue("collectionId") as string, out var collection)
            ? await settings.WidgetOriginsAsync(collection, context.RequestAborted)
            : [];
}
