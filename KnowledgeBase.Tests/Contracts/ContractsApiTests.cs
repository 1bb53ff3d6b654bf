using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Tests.Documents.Reading;
using KnowledgeBase.Tests.EndToEnd;
using KnowledgeBase.Tests.Reliability;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>Comparing and checking over HTTP: the real application with the bundled model and files from the disk.</summary>
public sealed class ContractsApiTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ApplicationProcess _application = null!;
    private HttpClient _http = null!;
    private ApiClient _api = null!;

    public async ValueTask InitializeAsync()
    {
        _application = await ApplicationProcess.StartAsync(_folder.Path, ApiClient.Setup);
        _api = new ApiClient(_application.Address);
        _http = new HttpClient { BaseAddress = _application.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiClient.Key);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _api.Dispose();
        await _application.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ComparesAndChecks()
    {
        await CompareTextsAsync();
        await CompareFilesAsync();
        await RefuseAsync();
        await CheckAsync();
    }

    private async Task CompareTextsAsync()
    {
        using var answer = await _http.PostAsJsonAsync("/api/v1/contracts/compare-text", new { a = "违约金为合同总价的5%。", b = "违约金为合同总价的15%。" });
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("differs", result.GetProperty("relation").GetString());
        Assert.Equal("percent", result.GetProperty("difference_kinds")[0].GetString());
        Assert.Equal("15%", result.GetProperty("differences")[0].GetProperty("to").GetString());
    }

    private async Task CompareFilesAsync()
    {
        using var form = Form(("a", "purchase_zh_original.docx"), ("b", "purchase_zh_revised.pdf"));
        using var answer = await _http.PostAsync("/api/v1/contracts/compare", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var unit = result.GetProperty("alignment").EnumerateArray().Single(item => item.GetProperty("differences").EnumerateArray()
            .Any(difference => difference.GetProperty("from").GetString() == "15个工作日" && difference.GetProperty("to").GetString()!.Replace(" ", "", StringComparison.Ordinal) == "15日"));
        Assert.Equal("modified", unit.GetProperty("relation").GetString());
        Assert.Equal("第七条", result.GetProperty("warnings")[0].GetProperty("text").GetString());

        // One tracked document against itself, before and after its changes.
        using var views = Form(("a", "purchase_zh_revised_tracked.docx"), ("b", "purchase_zh_revised_tracked.docx"));
        using var viewed = await _http.PostAsync("/api/v1/contracts/compare?viewA=original&viewB=accepted", views);
        Assert.True((await viewed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("summary").GetProperty("modified").GetInt32() > 15);
    }

    private async Task RefuseAsync()
    {
        using var one = Form(("a", "purchase_zh_original.docx"));
        using var missing = await _http.PostAsync("/api/v1/contracts/compare", one);
        Assert.Equal("no_files", await CodeAsync(missing, HttpStatusCode.BadRequest));
        using var unknown = await _http.PostAsJsonAsync("/api/v1/contracts/compare", new { documentIdA = Guid.NewGuid(), documentIdB = Guid.NewGuid() });
        Assert.Equal("not_found", await CodeAsync(unknown, HttpStatusCode.NotFound));
        using var view = Form(("a", "purchase_zh_original.docx"), ("b", "purchase_zh_revised.docx"));
        using var wrong = await _http.PostAsync("/api/v1/contracts/compare?view=both", view);
        Assert.Equal("view_invalid", await CodeAsync(wrong, HttpStatusCode.BadRequest));
        using var broken = new MultipartFormDataContent { { new ByteArrayContent("PK damaged"u8.ToArray()), "a", "a.docx" }, { new ByteArrayContent("PK damaged"u8.ToArray()), "b", "b.docx" } };
        using var unreadable = await _http.PostAsync("/api/v1/contracts/compare", broken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreadable.StatusCode);
        using var far = await _http.PostAsJsonAsync("/api/v1/contracts/check", new { text = "第一条 甲方付款。", minCosine = 2 });
        Assert.Equal("min_cosine_out_of_range", await CodeAsync(far, HttpStatusCode.BadRequest));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "uploads", "tmp")));
    }

    private async Task CheckAsync()
    {
        var collection = await _api.CreateCollectionAsync("contracts");
        string[] names = ["purchase_zh_original.docx", "services_en_original.docx", "purchase_zh_rewrite_zh.docx"];
        foreach (var name in names) await _api.UploadAsync(collection, name, await File.ReadAllBytesAsync(Fixture.Path("contracts/" + name)));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await _api.StatusesAsync(collection)).Values.Any(status => status != "ready"))
        {
            await Task.Delay(200, patience.Token);
        }

        using var form = Form(("file", "purchase_zh_revised.docx"));
        form.Add(new StringContent(collection.ToString()), "collectionIds");
        form.Add(new StringContent("0.75"), "minCosine");
        using var answer = await _http.PostAsync("/api/v1/contracts/check", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(3, result.GetProperty("documents").GetInt32());
        Assert.Equal("purchase_zh_original.docx", result.GetProperty("contracts")[0].GetProperty("name").GetString());
        Assert.InRange(result.GetProperty("coverage").GetProperty("verbatim").GetDouble(), 0.3, 0.6);
        Assert.InRange(result.GetProperty("coverage").GetProperty("total").GetDouble(), 0.6, 1);
        var clauses = result.GetProperty("clauses").EnumerateArray().ToList();
        Assert.Equal("verbatim", Clause(clauses, "合同总价包括货物价款").GetProperty("origin").GetString());
        Assert.Equal("unseen", Clause(clauses, "乙方不得收集、存储或者向境外传输").GetProperty("origin").GetString());
        var changed = Clause(clauses, "货物全部交付并按第七条").GetProperty("matches")[0];
        Assert.Contains(changed.GetProperty("differences").EnumerateArray(), difference => difference.GetProperty("kind").GetString() == "unit" && difference.GetProperty("from").GetString() == "15个工作日");
        Assert.True(changed.GetProperty("cosine").GetDouble() > 0.75);

        await ReadAgainAsync(answer.Headers.Location!, result);

        // The very same contract: a near-duplicate of the one that is there, and nothing new.
        using var same = Form(("file", "purchase_zh_original.docx"));
        using var again = await _http.PostAsync("/api/v1/contracts/check", same);
        var twin = (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("contracts")[0];
        Assert.True(twin.GetProperty("near_duplicate").GetBoolean());
        Assert.Equal(1, twin.GetProperty("coverage").GetProperty("verbatim").GetDouble());
    }

    /// <summary>What was checked is kept: listed, read at another threshold, exported, removed.</summary>
    private async Task ReadAgainAsync(Uri place, JsonElement result)
    {
        var listed = await _http.GetFromJsonAsync<JsonElement>("/api/v1/contracts/checks");
        Assert.Equal("purchase_zh_revised.docx", listed[0].GetProperty("name").GetString());
        Assert.EndsWith(listed[0].GetProperty("id").GetString()!, place.ToString(), StringComparison.Ordinal);
        Assert.Equal(result.GetRawText(), (await _http.GetFromJsonAsync<JsonElement>(place)).GetRawText());
        var strict = await _http.GetFromJsonAsync<JsonElement>($"{place}?minCosine=0.99");
        Assert.True(strict.GetProperty("coverage").GetProperty("total").GetDouble() < result.GetProperty("coverage").GetProperty("total").GetDouble());
        Assert.Equal(result.GetProperty("coverage").GetProperty("verbatim").GetDouble(), strict.GetProperty("coverage").GetProperty("verbatim").GetDouble());
        foreach (var (format, start) in new[] { ("csv", "\uFEFF"), ("html", "<!doctype"), ("docx", "PK"), ("json", "{") })
        {
            var report = await _http.GetByteArrayAsync(new Uri($"{place}/report?format={format}", UriKind.Relative));
            Assert.StartsWith(start, System.Text.Encoding.UTF8.GetString(report), StringComparison.Ordinal);
        }

        using var pasted = await _http.PostAsJsonAsync("/api/v1/contracts/check", new { text = "=HYPERLINK(\"x\") 合同\n第一条 =1+1 双方应当诚信履行本合同约定的义务。" });
        var csv = await _http.GetStringAsync(new Uri($"{pasted.Headers.Location}/report?format=csv", UriKind.Relative));
        Assert.Contains("'=1+1", csv, StringComparison.Ordinal);
        using var removed = await _http.DeleteAsync(place);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var gone = await _http.GetAsync(place);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static JsonElement Clause(List<JsonElement> clauses, string start) => clauses.Single(clause => clause.GetProperty("text").GetString()!.StartsWith(start, StringComparison.Ordinal));

    private static async Task<string?> CodeAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }

    private static MultipartFormDataContent Form(params (string Field, string File)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, file) in files) form.Add(new ByteArrayContent(File.ReadAllBytes(Fixture.Path("contracts/" + file))), field, file);
        return form;
    }
}
