using Bunit;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Documents;

namespace KnowledgeBase.Tests.Components.Documents;

public sealed class UploadListTests
{
    private static readonly Guid Existing = Guid.NewGuid();

    [Fact]
    public async Task ShowsTheProgressOfEachFileAndOfAll()
    {
        await using var context = await PageContext.CreateAsync();
        var list = context.Render<UploadList>(parameters => parameters.Add(uploads => uploads.Items,
            [Item(1, UploadState.Done), Item(2, UploadState.Sending) with { Sent = 400 }, Item(3, UploadState.Waiting)]));
        Assert.Equal("Uploading 2 of 3", list.Find("strong").TextContent);
        var bars = list.FindAll("progress").Select(bar => (bar.GetAttribute("value"), bar.GetAttribute("max")));
        Assert.Equal([("1400", "3000"), ("400", "1000")], bars);
    }

    [Fact]
    public async Task NamesTheDocumentThatIsTheSameAndAppliesAChoiceToAll()
    {
        await using var context = await PageContext.CreateAsync();
        (IEnumerable<int> Ids, string Duplicates) resent = ([], "");
        var toCome = "";
        var list = context.Render<UploadList>(parameters => parameters
            .Add(uploads => uploads.Items, [Item(1, UploadState.Duplicate), Item(2, UploadState.Duplicate)])
            .Add(uploads => uploads.OnResend, request => resent = request)
            .Add(uploads => uploads.OnAllDuplicates, choice => toCome = choice));
        Assert.Equal(($"/documents/{Existing}", "the other.pdf"), (list.Find("li a").GetAttribute("href"), list.Find("li a").TextContent));
        list.Find(".uploads-all [data-testid=duplicate-replace]").Click();
        Assert.Equal("replace", toCome);
        Assert.Equal("replace", resent.Duplicates);
        Assert.Equal([1, 2], resent.Ids);
    }

    [Fact]
    public async Task SaysWhyAFileWasRefusedInTheUsersLanguage()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        var list = context.Render<UploadList>(parameters => parameters.Add(uploads => uploads.Items,
            [Item(1, UploadState.Failed) with { Code = "too_large" }, Item(2, UploadState.Failed) with { Code = "network" }]));
        Assert.All(list.FindAll("[role=alert]"), reason => Assert.Matches("[\u4e00-\u9fff]{6}", reason.TextContent));
        Assert.Equal(2, list.FindAll("[role=alert]").Select(reason => reason.TextContent).Distinct().Count());
    }

    private static UploadItem Item(int id, UploadState state) => new(
        id, $"file {id}.pdf", 1000, 0, state, null, null,
        state == UploadState.Duplicate ? Existing : null, state == UploadState.Duplicate ? "the other.pdf" : null);
}
