using KnowledgeBase.Core.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Web.Identity;

internal static class IdentityServices
{
    private const string CookieOrKey = "CookieOrKey";
    private static readonly string[] ForPrograms = ["/api", "/v1", "/_blazor", "/openapi", "/metrics", "/health"];

    /// <summary>Users, roles, sign-in by cookie or key, and the rules of who may do what.</summary>
    public static IServiceCollection AddKnowledgeBaseIdentity(this IServiceCollection services)
    {
        services.AddOptions<SetupOptions>().BindConfiguration(SetupOptions.Section);
        services.AddDbContextFactory<IdentityDatabase>((provider, options) =>
            options.UseSqlite(IdentitySchema.ConnectionString(provider.GetRequiredService<DataFolder>())));
        services.AddIdentityCore<User>(Configure)
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<IdentityDatabase>()
            .AddPasswordValidator<PasswordRules>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        AddSignIn(services);
        AddKeyRing(services);
        Policies.Add(services.AddAuthorizationBuilder());
        services.AddScoped<AuthenticationStateProvider, LiveAuthenticationState>();
        services.AddScoped<SignIn>();
        return services
            .AddSingleton<AccessControl>()
            .AddSingleton<ApiKeyStore>()
            .AddSingleton<Sessions>()
            .AddSingleton<Setup>()
            .AddSingleton<UserDirectory>()
            .AddHostedService<IdentityStart>();
    }

    private static void Configure(IdentityOptions options)
    {
        // Length, not composition (NIST SP 800-63B, OWASP ASVS 5.0 6.2.5).
        options.Password.RequiredLength = 8;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequireUppercase = false;
        options.Password.RequiredUniqueChars = 4;
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = ""; // any: the name is the e-mail address
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieOrKey;
                options.DefaultChallengeScheme = CookieOrKey;
                options.DefaultForbidScheme = CookieOrKey;
                options.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
                options.DefaultSignOutScheme = IdentityConstants.ApplicationScheme;
            })
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null)
            .AddPolicyScheme(CookieOrKey, null, options => options.ForwardDefaultSelector = context =>
                ApiKeyAuthentication.IsUsedBy(context.Request) ? ApiKeyAuthentication.SchemeName : IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                options.Cookie.Name = "kb.session";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = TimeSpan.FromHours(12);
                options.SlidingExpiration = true;
                options.LoginPath = "/login";
                options.LogoutPath = "/logout";
                options.AccessDeniedPath = "/access-denied";
                options.ReturnUrlParameter = "returnUrl";
                options.Events.OnValidatePrincipal = ValidateAsync;
                options.Events.OnRedirectToLogin = context => RedirectPages(context, StatusCodes.Status401Unauthorized);
                options.Events.OnRedirectToAccessDenied = context => RedirectPages(context, StatusCodes.Status403Forbidden);
            })
            // SignInManager's second step; unused, but it signs out of it.
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme)
            .AddCookie(IdentityConstants.ExternalScheme);
    }

    /// <summary>Every request asks whether the session is still good: one look-up by primary key.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var stamp = context.Principal?.FindFirst(services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType)?.Value;
        if (!await services.GetRequiredService<Sessions>().IsGoodAsync(context.Principal?.UserId(), stamp, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    /// <summary>A person is led to the sign-in page; a program gets the status.</summary>
    private static Task RedirectPages(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (IsForPrograms(context.Request.Path))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    /// <summary>Paths whose caller expects a status and JSON, never a page.</summary>
    public static bool IsForPrograms(PathString path) =>
        Array.Exists(ForPrograms, prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The keys that sign cookies lie in the data folder, so that a restart signs nobody out.</summary>
    private static void AddKeyRing(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("KnowledgeBase");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlRepository = new FileSystemXmlRepository(
                new DirectoryInfo(Path.GetDirectoryName(provider.GetRequiredService<DataFolder>().Below("keys", "x"))!),
                provider.GetRequiredService<ILoggerFactory>())));
    }
}
