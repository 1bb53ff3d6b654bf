using KnowledgeBase.Web.Components;
using KnowledgeBase.Web.Hosting;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });
builder.WebHost.UseStaticWebAssets();      // the build output serves its assets in every environment, not only in Development
builder.Services.AddRazorComponents().AddInteractiveServerComponents();

var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
await app.RunAsync();

namespace KnowledgeBase.Web
{
    /// <summary>Named for the tests' application factory.</summary>
    public partial class Program;
}
