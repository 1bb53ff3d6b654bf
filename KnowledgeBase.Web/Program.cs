using KnowledgeBase.Core;
using KnowledgeBase.Core.Documents.Reading.Worker;
using KnowledgeBase.Core.Embeddings.Files;
using KnowledgeBase.Web.Api;
using KnowledgeBase.Web.Components;
using KnowledgeBase.Web.Contracts;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Identity;
using KnowledgeBase.Web.Operations;

if (await ParseWorker.RanAsync(args) || ModelProbe.Ran(args)) return;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });
builder.WebHost.UseStaticWebAssets();      // the build output serves its assets in every environment, not only in Development

builder.Services.AddKnowledgeBaseCore();
builder.Services.AddKnowledgeBaseIdentity();
builder.Services.AddCultures();
builder.Services.AddApi();
builder.Services.AddOperations();
builder.Services.AddComponents();
builder.Services.AddContractActions();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseRequestLocalization();
app.UseErrorPages();
app.UseRouting();                          // here, so that the pages of errors find theirs
app.UseApiErrors();
app.UseCircuitOrigin();
app.UseSetupRedirect();
app.UseCors();
app.UseAuthentication();
app.UseOneTimePasswords();
app.UseRateLimiter();
app.UseAuthorization();
app.UseCircuitTracking();
app.UseAntiforgery();
app.UseStaleForms();
app.UseApiAntiforgery();

app.MapStaticAssets().AllowAnonymous();
app.MapCulture();
app.MapAccount();
app.MapFaqs();
app.MapApi();
app.MapOperations();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null); // SecurityHeaders says it
await app.RunAsync();

namespace KnowledgeBase.Web
{
    /// <summary>Named for the tests' application factory.</summary>
    public partial class Program;
}
