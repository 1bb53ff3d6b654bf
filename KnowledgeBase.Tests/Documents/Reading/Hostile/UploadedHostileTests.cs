using System.Net.Http.Json;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Api;
using KnowledgeBase.Tests.Documents.Reading.Worker;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Documents.Reading.Hostile;

/// <summary>The whole application while it is given files made to break it: searches are answered, and honest documents beside them become ready.</summary>
public sealed class UploadedHostileTests : IAsyncDisposable
{
    // It asks as fast as it is answered, which no honest caller does.
    private readonly KnowledgeBaseApplication _application = new() { Settings = { ["Api:RequestsPerSecond"] = "100000", ["Api:Burst"] = "100000" } };

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    [Fact]
    public async Task AnswersSearchesWhileHostileFilesAreRead()
    {
        using var client = _application.ClientOf(KnowledgeBaseApplication.AdminKey);
        await _application.WaitForEngineAsync();
        var collection = await client.CreateCollectionAsync();
        await client.UploadReadyAsync(collection, "honest.txt", "第一条 买方应在收货后三十日内付款。");
        var names = (string[])["forms_of_10_to_the_11.pdf", "one_gigabyte_comment.docx", "unknown_100k_deep.docx", "noise.pdf", "form_in_itself.pdf"];
        var all = HostilePdfFiles.All().Concat(HostileWordFiles.All()).ToDictionary(file => file.Name, StringComparer.Ordinal);
        using var uploaded = await client.UploadAsync(collection, "", [.. names.Select(name => (name, all[name].Make(0))), ("honest.pdf", HostilePdfs.Attachment())]);
        var ids = (await uploaded.JsonAsync(201)).GetProperty("results").EnumerateArray().Select(result => result.GetProperty("document").GetProperty("id").GetGuid()).ToList();

        var ended = Task.WhenAll(ids.Select(client.WaitAsync));
        var answered = 0;
        do
        {
            using var answer = await client.PostAsJsonAsync("/api/v1/search", new { query = "什么时候付款", collectionIds = (Guid[])[collection], topK = 3 });
            var hits = (await answer.JsonAsync(200)).GetProperty("hits").EnumerateArray().ToList();
            Assert.Contains(hits, hit => hit.ToString().Contains("honest.txt", StringComparison.Ordinal));
            answered++;
        }
        while (!ended.IsCompleted);

        Assert.True(answered > 1);
        var documents = await ended;
        for (var i = 0; i < names.Length; i++)
        {
            var ready = documents[i].GetProperty("status").GetString() == "ready";
            var outcome = ready ? HostileFile.Ok : documents[i].GetProperty("error").GetProperty("code").GetString();
            Assert.Contains(outcome, all[names[i]].Outcomes);
        }

        Assert.Equal("ready", documents[^1].GetProperty("status").GetString());
        Assert.Contains(ReadingWarning.HasAttachments, documents[^1].ToString(), StringComparison.Ordinal);
    }
}
