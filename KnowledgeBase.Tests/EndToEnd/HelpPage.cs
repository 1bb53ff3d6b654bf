using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>Somebody else's help page, on a host of its own, with a policy as strict as they come.</summary>
internal sealed class HelpPage : IAsyncDisposable
{
    private readonly WebApplication _page;

    private HelpPage(WebApplication page) => _page = page;

    public Uri Address => new(_page.Urls.Single());

    /// <summary>The line that puts the widget here; "" for none yet.</summary>
    public string Tag { get; set; } = "";

    /// <param name="server">The only server besides its own that the page lets scripts and requests go to.</param>
    public static async Task<HelpPage> StartAsync(string language, Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var page = new HelpPage(builder.Build());
        page._page.Run(async context =>
        {
            if (context.Request.Path != "/")
            {
                context.Response.StatusCode = 204;
                return;
            }

            var origin = server.GetLeftPart(UriPartial.Authority);
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src {origin}; connect-src {origin}; require-trusted-types-for 'script'; trusted-types kb-faq";
            await context.Response.WriteAsync($"<!DOCTYPE html><html lang=\"{language}\"><head><title>Help</title></head><body><h1>Help</h1>{page.Tag}</body></html>");
        });
        await page._page.StartAsync();
        return page;
    }

    public ValueTask DisposeAsync() => _page.DisposeAsync();
}
