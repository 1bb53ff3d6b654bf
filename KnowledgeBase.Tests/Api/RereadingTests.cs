using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Tests.Documents.Reading.Pdf;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Api;

/// <summary>A document read in another way: compared, kept, taken back, and nothing lost when it fails.</summary>
public sealed class RereadingTests(KnowledgeBaseApplication application) : IClassFixture<KnowledgeBaseApplication>
{
    private const string Header = "Northwind frame contract";
    private readonly HttpClient _client = application.ClientOf(KnowledgeBaseApplication.AdminKey);

    [Fact]
    public async Task ComparesKeepsAndTakesBackWhileSearchesFindTheDocument()
    {
        var (collection, id) = await UploadAsync();
        Assert.DoesNotContain(Header, await TextAsync(id), StringComparison.Ordinal);

        using var asked = await _client.PostAsJsonAsync($"/api/v1/documents/{id}/reread", new { keepPageFurniture = true });
        Assert.Equal("waiting", (await asked.JsonAsync(202)).GetProperty("status").GetString());
        var offered = await WaitAsync(id);
        Assert.Equal("offered", offered.GetProperty("status").GetString());
        var comparison = offered.GetProperty("comparison");
        Assert.True(comparison.GetProperty("after").GetProperty("characters").GetInt32() > comparison.GetProperty("before").GetProperty("characters").GetInt32());
        Assert.Equal(4, comparison.GetProperty("changeCount").GetInt32());
        Assert.All(comparison.GetProperty("changes").EnumerateArray(), change =>
            Assert.Equal(("inserted", Header), (change.GetProperty("pieces")[0].GetProperty("kind").GetString(), change.GetProperty("pieces")[0].GetProperty("text").GetString())));
        Assert.Equal([1, 2, 3, 4], comparison.GetProperty("pages").EnumerateArray().Select(page => page.GetProperty("page").GetInt32()));
        // Nothing has changed yet.
        Assert.DoesNotContain(Header, await TextAsync(id), StringComparison.Ordinal);
        await IsFoundAsync(collection, id);

        using var kept = await _client.PostAsync($"/api/v1/documents/{id}/reread/keep", null);
        Assert.Equal("keeping", (await kept.JsonAsync(202)).GetProperty("status").GetString());
        Assert.Equal("kept", (await WaitAsync(id)).GetProperty("status").GetString());
        Assert.Contains(Header, await TextAsync(id), StringComparison.Ordinal);
        await IsFoundAsync(collection, id);
        var report = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/documents/{id}/report");
        Assert.Equal(2, report.GetProperty("readings").GetArrayLength());
        Assert.True(report.GetProperty("choice").GetProperty("keepPageFurniture").GetBoolean());
        Assert.All(report.GetProperty("pages").EnumerateArray(), page => Assert.True(page.GetProperty("characters").GetInt32() > 20));

        using var back = await _client.PostAsync($"/api/v1/documents/{id}/reread/keep", null);
        Assert.Equal("kept", (await WaitAsync(id)).GetProperty("status").GetString());
        Assert.DoesNotContain(Header, await TextAsync(id), StringComparison.Ordinal);
        await IsFoundAsync(collection, id);

        using var dropped = await _client.DeleteAsync($"/api/v1/documents/{id}/reread");
        Assert.Equal(204, (int)dropped.StatusCode);
        using var gone = await _client.GetAsync($"/api/v1/documents/{id}/reread");
        await gone.RefusedAsync(404, "not_found");
    }

    [Fact]
    public async Task LosesNothingWhenItFails()
    {
        var (collection, id) = await UploadAsync();
        var text = await TextAsync(id);
        var document = await application.Documents.FindAsync(id, CancellationToken.None);
        File.Delete(application.Services.GetRequiredService<DocumentFiles>().PathOf(document!.Sha256));

        using var asked = await _client.PostAsJsonAsync($"/api/v1/documents/{id}/reread", new { ocrPages = new[] { 1 }, keep = true });
        await asked.JsonAsync(202);
        var failed = await WaitAsync(id);
        Assert.Equal(("failed", "original_missing"), (failed.GetProperty("status").GetString(), failed.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(text, await TextAsync(id));
        await IsFoundAsync(collection, id);

        // The older way of doing it, too, leaves the document as it was.
        using var reindexed = await _client.PostAsync($"/api/v1/documents/{id}/reindex", null);
        await reindexed.JsonAsync(202);
        var after = await _client.WaitAsync(id);
        Assert.Equal(("ready", "original_missing"), (after.GetProperty("status").GetString(), after.GetProperty("error").GetProperty("code").GetString()));
        await IsFoundAsync(collection, id);
    }

    [Fact]
    public async Task RefusesWhatItCannotDo()
    {
        var (_, id) = await UploadAsync();
        var address = $"/api/v1/documents/{id}/reread";
        using var pages = await _client.PostAsJsonAsync(address, new { ocrPages = new[] { 9 } });
        await pages.RefusedAsync(400, "pages_invalid");
        using var engine = await _client.PostAsJsonAsync(address, new { engine = "word" });
        await engine.RefusedAsync(400, "engine_invalid");
        using var view = await _client.PostAsJsonAsync(address, new { view = "both" });
        await view.RefusedAsync(400, "view_invalid");
        using var nothing = await _client.PostAsync($"{address}/keep", null);
        await nothing.RefusedAsync(404, "not_found");

        var collection = await _client.CreateCollectionAsync();
        using var uploaded = await _client.UploadAsync(collection, "no.pdf", "no pdf");
        var failed = (await uploaded.JsonAsync(201)).GetProperty("results")[0].GetProperty("document").GetProperty("id").GetGuid();
        await _client.WaitAsync(failed);
        using var unread = await _client.PostAsJsonAsync($"/api/v1/documents/{failed}/reread", new { });
        await unread.RefusedAsync(409, "not_ready");
    }

    private async Task<(Guid Collection, Guid Document)> UploadAsync()
    {
        await application.WaitForEngineAsync();
        var collection = await _client.CreateCollectionAsync();
        var pages = Enumerable.Range(1, 4).Select(page =>
            PdfBytes.Line(Header, 72, 750, 9) + PdfBytes.Line($"{page}. The buyer pays part {page} of the price within {page * 10} days.", 72, 600) + PdfBytes.Line($"Marker {Guid.NewGuid():N}", 72, 500));
        using var uploaded = await _client.UploadAsync(collection, "", ("frame.pdf", PdfBytes.Pages([.. pages])));
        var id = (await uploaded.JsonAsync(201)).GetProperty("results")[0].GetProperty("document").GetProperty("id").GetGuid();
        Assert.Equal("ready", (await _client.WaitAsync(id)).GetProperty("status").GetString());
        return (collection, id);
    }

    private async Task<string> TextAsync(Guid id) => (await _client.GetFromJsonAsync<JsonElement>($"/api/v1/documents/{id}/text")).GetProperty("plainText").GetString()!;

    private async Task IsFoundAsync(Guid collection, Guid id)
    {
        using var answer = await _client.PostAsJsonAsync("/api/v1/search", new { collectionIds = new[] { collection }, query = "When does the buyer pay?" });
        var hits = (await answer.JsonAsync(200)).GetProperty("hits").EnumerateArray().ToList();
        Assert.Contains(hits, hit => hit.GetProperty("documentId").GetGuid() == id && hit.GetProperty("text").GetString()!.Contains("buyer pays", StringComparison.Ordinal));
    }

    /// <summary>The reading once no work on it is under way.</summary>
    private async Task<JsonElement> WaitAsync(Guid id)
    {
        while (true)
        {
            var item = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/documents/{id}/reread", TestContext.Current.CancellationToken);
            if (item.GetProperty("status").GetString() is not ("waiting" or "reading" or "keeping")) return item;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
