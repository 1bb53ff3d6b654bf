using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace KnowledgeBase.Web.Hosting;

/// <summary>The languages of the interface, and the switch between them.</summary>
internal static class CultureServices
{
    /// <summary>English is the neutral language of the .resx files.</summary>
    public static IReadOnlyList<CultureInfo> Supported { get; } = [new("zh-CN"), new("en")];

    /// <summary>The user's choice (cookie) goes before the browser's language; else English.</summary>
    public static IServiceCollection AddCultures(this IServiceCollection services)
    {
        services.AddSingleton<ErrorMessages>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SupportedCultures = [.. Supported];
            options.SupportedUICultures = [.. Supported];
            options.DefaultRequestCulture = new RequestCulture("en");
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new BrowserLanguage()];
        });
        return services;
    }

    /// <summary><c>GET /culture?culture=zh-CN&amp;returnUrl=/search</c> keeps the choice for a year and goes back.</summary>
    public static IEndpointConventionBuilder MapCulture(this IEndpointRouteBuilder app) => app.MapGet("/culture", (string culture, string? returnUrl, HttpContext context) =>
        {
            if (Supported.Any(supported => supported.Name == culture))
            {
                context.Response.Cookies.Append(
                    CookieRequestCultureProvider.DefaultCookieName,
                    CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                    new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = context.Request.IsHttps });
            }

            return TypedResults.LocalRedirect(LocalUrl(returnUrl));
        })
        .AllowAnonymous()
        .ExcludeFromDescription();

    /// <summary>A path of this application; anything else becomes "/".</summary>
    public static string LocalUrl(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal) && !url.Any(char.IsControl) ? url : "/";

    /// <summary>Any Chinese (zh, zh-TW, zh-Hans-CN) is served Chinese: closer to its reader than English.</summary>
    private sealed class BrowserLanguage : RequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            var wanted = httpContext.Request.GetTypedHeaders().AcceptLanguage
                .OrderByDescending(language => language.Quality ?? 1)
                .Select(language => language.Value.Value ?? "")
                .Select(language => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-CN"
                    : language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : null)
                .FirstOrDefault(culture => culture is not null);
            return Task.FromResult(wanted is null ? null : new ProviderCultureResult(wanted));
        }
    }
}
