using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace KnowledgeBase.Web.Operations;

internal static class OperationsServices
{
    /// <summary>Logs, health, metrics, the description of the API, and limits on what one caller can take.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddLogging(logging => logging.ClearProviders().AddJsonConsole(options =>
        {
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            options.IncludeScopes = false;     // scopes carry addresses with their query, and so what people search for
        }));
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxConcurrentConnections = 5000;
            options.Limits.MaxConcurrentUpgradedConnections = 1000;
        });
        services.AddHealthChecks()
            .AddCheck<EngineHealth>("engine")
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<DiskHealth>("disk");
        services.AddRateLimiter(RequestLimits.Configure);
        services.AddOpenApi("v1", ApiDescription.Configure);
        services.AddSingleton<Metrics>();
        return services.AddHostedService(provider => provider.GetRequiredService<Metrics>());
    }

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }

    /// <summary>Pages: an unexpected failure and an unknown address each show a page. Programs get theirs from ApiErrors.</summary>
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app.UseWhen(
        context => !IdentityServices.IsForPrograms(context.Request.Path),
        pages => pages.UseExceptionHandler("/error", createScopeForErrors: true).UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));

    /// <summary>A form of ours whose token is no longer good gets our page, not the framework's line of English.</summary>
    public static IApplicationBuilder UseStaleForms(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false } || IdentityServices.IsForPrograms(context.Request.Path))
        {
            return next(context);
        }

        // The page of the error is asked for anew, and is shown, not sent.
        context.Features.Set<IAntiforgeryValidationFeature>(null);
        (context.Request.Method, context.Response.StatusCode) = (HttpMethods.Get, StatusCodes.Status400BadRequest);
        return Task.CompletedTask;
    });
}
