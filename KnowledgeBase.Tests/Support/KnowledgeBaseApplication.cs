using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Support;

/// <summary>The whole application over a data folder of its own, asked without a network: its services, model and databases are the real ones.</summary>
public sealed partial class KnowledgeBaseApplication : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string AdminKey = "kb-test-key-0123456789-0123456789-0123456789";
    public const string Password = "a long enough passphrase";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"kb-app-{Guid.NewGuid():N}");

    /// <summary>Settings beside those of the data folder and the first admin; set before the first request.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Storage:MinimumFreeBytes"] = "0",
        ["Setup:AdminEmail"] = "admin@example.com",
        ["Setup:AdminPassword"] = "correct horse battery 7",
        ["Setup:ApiKey"] = AdminKey,
        ["Api:WidgetBurst"] = "10000",        // no test but that of the limit meets it
    };

    public string DataPath => _path;

    public CollectionStore Collections => Services.GetRequiredService<CollectionStore>();

    public DocumentStore Documents => Services.GetRequiredService<DocumentStore>();

    /// <summary>A client that sends this key, or nothing, and follows no redirection.</summary>
    public HttpClient ClientOf(string? key, string language = "en")
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public async Task<string> CreateUserAsync(string email, params string[] roles)
    {
        var created = await Services.GetRequiredService<UserDirectory>().CreateAsync(email, Password, roles, CancellationToken.None);
        Assert.Empty(created.Errors);
        return created.UserId!;
    }

    public async Task<string> CreateKeyAsync(string userId, params string[] scopes) =>
        (await Services.GetRequiredService<ApiKeyStore>().CreateAsync(userId, "test", scopes, null, CancellationToken.None)).Secret;

    /// <summary>A client with the session of a user, and the token that its pages would send.</summary>
    public async Task<HttpClient> SignInAsync(string email)
    {
        var client = ClientOf(null);
        using var answer = await client.PostAsync("/login", await SignInFormAsync(client, email, Password));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        using var page = await client.GetAsync("/account/password");
        Assert.True(page.IsSuccessStatusCode, $"{email} is not signed in: {answer.Headers.Location} {page.StatusCode} {page.Headers.Location}");
        client.DefaultRequestHeaders.Add("RequestVerificationToken", Token(await page.Content.ReadAsStringAsync()));
        return client;
    }

    /// <summary>What the sign-in page would send.</summary>
    public async Task<FormUrlEncodedContent> SignInFormAsync(HttpClient client, string email, string password) => new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["_handler"] = "login",
        ["Form.Email"] = email,
        ["Form.Password"] = password,
        ["__RequestVerificationToken"] = Token(await client.GetStringAsync("/login")),
    });

    /// <summary>Waits for the model, so that nothing answers 503.</summary>
    public Task WaitForEngineAsync() => Services.GetRequiredService<IEmbeddingEngine>().WaitUntilReadyAsync(CancellationToken.None);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Storage:DataPath", _path);
        foreach (var (name, value) in Settings)
        {
            builder.UseSetting(name, value);
        }
    }

    private static string Token(string html) => TokenField().Match(html) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException("The page has no token.");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
