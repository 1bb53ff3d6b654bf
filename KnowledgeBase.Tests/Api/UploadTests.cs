using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Core.Documents.Likeness;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Api;

/// <summary>Uploads: many files, odd names, duplicates, what is refused, and that nothing of it stays behind.</summary>
public sealed class UploadTests(KnowledgeBaseApplication application) : IClassFixture<KnowledgeBaseApplication>
{
    private readonly HttpClient _client = application.ClientOf(KnowledgeBaseApplication.AdminKey);

    [Fact]
    public async Task TakesManyFilesAndRefusesSingleOnes()
    {
        var collection = await _client.CreateCollectionAsync();
        using var answer = await _client.UploadAsync(collection, "", ("a.txt", Encoding.UTF8.GetBytes("甲方")), ("empty.txt", []), ("b.txt", Encoding.UTF8.GetBytes("乙方")));
        var results = (await answer.JsonAsync(207)).GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["received", "failed", "received"], results.Select(result => result.GetProperty("status").GetString()));
        Assert.Equal("empty", results[1].GetProperty("error").GetProperty("code").GetString());
        var list = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/collections/{collection}/documents");
        Assert.Equal(2, list.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("..\\..\\windows\\win.ini", "win.ini")]
    [InlineData("/absolute/path.txt", "path.txt")]
    [InlineData("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt")]
    [InlineData("采购合同（终稿）.txt", "采购合同（终稿）.txt")]
    [InlineData("con\u202Etxt.exe.txt", "contxt.exe.txt")]
    [InlineData("a;b=c, d.txt", "a;b=c, d.txt")]
    [InlineData("%2e%2e%2fup.txt", "%2e%2e%2fup.txt")]
    public async Task ANameIsDataAndNeverAPath(string name, string shown)
    {
        var collection = await _client.CreateCollectionAsync();
        using var answer = await _client.UploadAsync(collection, name, "content");
        var document = (await answer.JsonAsync(201)).GetProperty("results")[0].GetProperty("document");
        Assert.Equal(shown, document.GetProperty("name").GetString());
        // On disk there is its hash and nothing else.
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(application.DataPath, "uploads"), "*", SearchOption.AllDirectories),
            file => Assert.Matches("^([0-9a-f]{64}|[0-9a-f]{32}\\.part)$", Path.GetFileName(file)));

        using var download = await _client.GetAsync($"/api/v1/documents/{document.GetProperty("id").GetGuid()}/content");
        Assert.Equal("content", await download.Content.ReadAsStringAsync());
        var disposition = download.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal(shown, disposition.FileNameStar);
    }

    [Fact]
    public async Task ADuplicateIsNamedAndKeptReplacedOrSkippedAsAsked()
    {
        var collection = await _client.CreateCollectionAsync();
        using var first = await _client.UploadAsync(collection, "first.txt", "the same bytes");
        var id = (await first.JsonAsync(201)).GetProperty("results")[0].GetProperty("document").GetProperty("id").GetGuid();

        using var asked = await _client.UploadAsync(collection, "again.txt", "the same bytes");
        var refused = await asked.RefusedAsync(409, "duplicate");
        var same = refused.GetProperty("results")[0].GetProperty("duplicateOf");
        Assert.Equal((id, "first.txt"), (same.GetProperty("id").GetGuid(), same.GetProperty("name").GetString()));

        using var skipped = await _client.UploadAsync(collection, "again.txt", "the same bytes", "?onDuplicate=skip");
        Assert.Equal("skipped", (await skipped.JsonAsync(200)).GetProperty("results")[0].GetProperty("status").GetString());

        using var kept = await _client.UploadAsync(collection, "again.txt", "the same bytes", "?onDuplicate=keep");
        Assert.Equal("received", (await kept.JsonAsync(201)).GetProperty("results")[0].GetProperty("status").GetString());

        using var replaced = await _client.UploadAsync(collection, "third.txt", "the same bytes", "?onDuplicate=replace");
        Assert.Equal(2, (await replaced.JsonAsync(201)).GetProperty("results")[0].GetProperty("replaced").GetArrayLength());
        var list = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/collections/{collection}/documents");
        Assert.Equal("third.txt", Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());

        // As a new version both stay, and are linked.
        using var version = await _client.UploadAsync(collection, "fourth.txt", "the same bytes", "?onDuplicate=version");
        var linked = (await version.JsonAsync(201)).GetProperty("results")[0];
        Assert.Equal(0, linked.GetProperty("replaced").GetArrayLength());
        var versions = await application.Services.GetRequiredService<LikenessStore>().VersionsAsync(linked.GetProperty("document").GetProperty("id").GetGuid(), CancellationToken.None);
        Assert.Equal(["third.txt", "fourth.txt"], versions.Select(item => item.Name));
        // What replaces a version takes its place among them.
        using var again = await _client.UploadAsync(collection, "fifth.txt", "the same bytes", "?onDuplicate=replace");
        Assert.Equal(2, (await again.JsonAsync(201)).GetProperty("results")[0].GetProperty("replaced").GetArrayLength());

        using var wrong = await _client.UploadAsync(collection, "again.txt", "x", "?onDuplicate=merge");
        await wrong.RefusedAsync(400, "on_duplicate_invalid");
    }

    [Fact]
    public async Task WhatIsNoUploadIsRefused()
    {
        var collection = await _client.CreateCollectionAsync();
        var address = $"/api/v1/collections/{collection}/documents";
        using var json = await _client.PostAsJsonAsync(address, new { name = "a.txt" });
        await json.RefusedAsync(415, "bad_request");
        using var none = await _client.PostAsync(address, new MultipartFormDataContent { { new StringContent("x"), "field" } });
        await none.RefusedAsync(400, "no_files");
        using var empty = await _client.UploadAsync(collection, "empty.txt", "");
        await empty.RefusedAsync(400, "empty");
        Assert.Equal(0, (await _client.GetFromJsonAsync<JsonElement>(address)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task AnUploadThatBreaksOffKeepsTheFilesThatWereWhole()
    {
        var collection = await _client.CreateCollectionAsync();
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(
            "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"whole.txt\"\r\n\r\nwhole\r\n--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"half.txt\"\r\n\r\nha"));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var answer = await _client.PostAsync($"/api/v1/collections/{collection}/documents", body);
        var results = (await answer.JsonAsync(207)).GetProperty("results");
        Assert.Equal("received", results[0].GetProperty("status").GetString());
        Assert.Equal(("failed", "upload_broken"), (results[1].GetProperty("status").GetString(), results[1].GetProperty("error").GetProperty("code").GetString()));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(application.DataPath, "uploads"), "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task AFileOfAnotherKindThanItsNameSaysFailsWithAReasonAndCanBeReadAgain()
    {
        var collection = await _client.CreateCollectionAsync();
        await application.WaitForEngineAsync();
        using var uploaded = await _client.UploadAsync(collection, "really a text.pdf", "not a pdf");
        var id = (await uploaded.JsonAsync(201)).GetProperty("results")[0].GetProperty("document").GetProperty("id").GetGuid();
        var failed = await _client.WaitAsync(id);
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal("type_mismatch", failed.GetProperty("error").GetProperty("code").GetString());
        Assert.NotEmpty(failed.GetProperty("error").GetProperty("next").GetString()!);
        using var text = await _client.GetAsync($"/api/v1/documents/{id}/text");
        await text.RefusedAsync(409, "type_mismatch");
        using var retried = await _client.PostAsync($"/api/v1/documents/{id}/retry", null);
        Assert.Equal("received", (await retried.JsonAsync(202)).GetProperty("status").GetString());
    }
}
