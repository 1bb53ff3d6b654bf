using Bunit;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Documents;
using KnowledgeBase.Web.Identity;
using DocumentPage = KnowledgeBase.Web.Components.Documents.DocumentPage;

namespace KnowledgeBase.Tests.Components.Documents;

public sealed class LikenessNoticeTests
{
    private static readonly DocumentBlock[] Blocks =
        [.. Enumerable.Range(1, 20).Select(i => new DocumentBlock(BlockKind.Paragraph, $"买方应于第{i * 3}日前支付第{i}期货款，逾期按日万分之{i}支付违约金。"))];

    [Fact]
    public async Task NamesTheOtherDocumentUntilBothAreKept()
    {
        await using var context = await PageContext.CreateAsync();
        var (first, second) = await ReceiveTwoAsync(context);
        var page = context.Render<DocumentPage>(parameters => parameters.Add(documentPage => documentPage.Id, second.Id));
        page.WaitForElement("[data-testid=likeness]");
        Assert.Equal(($"/documents/{first.Id}", "原稿.docx"), (page.Find("[data-testid=likeness-other]").GetAttribute("href"), page.Find("[data-testid=likeness-other]").TextContent));
        Assert.Equal($"/contracts/compare?a={first.Id}&b={second.Id}", page.Find("[data-testid=likeness-compare]").GetAttribute("href"));
        page.Find("[data-testid=likeness-keep]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=likeness]")));
    }

    [Fact]
    public async Task ANewVersionIsListedWithTheOneBeforeIt()
    {
        await using var context = await PageContext.CreateAsync();
        var (first, second) = await ReceiveTwoAsync(context);
        var page = context.Render<DocumentPage>(parameters => parameters.Add(documentPage => documentPage.Id, second.Id));
        page.WaitForElement("[data-testid=likeness-version]").Click();
        page.WaitForElement("[data-testid=document-versions]");
        Assert.Empty(page.FindAll("[data-testid=likeness]"));
        Assert.Equal(2, page.FindAll("[data-testid=document-versions] li").Count);
        Assert.Equal($"/contracts/compare?a={first.Id}&b={second.Id}", page.Find("[data-testid=compare-version]").GetAttribute("href"));
    }

    [Fact]
    public async Task TheReportTellsWhatEachReadingFound()
    {
        await using var context = await PageContext.CreateAsync();
        var (_, second) = await ReceiveTwoAsync(context);
        var page = context.Render<DocumentReportPage>(parameters => parameters.Add(report => report.Id, second.Id));
        page.WaitForElement("[data-testid=readings]");
        Assert.Contains("test", page.Find("[data-testid=readings] tbody tr").TextContent, StringComparison.Ordinal);

        await context.SignInAsync("stranger@example.com", Roles.Legal);
        var foreign = context.Render<DocumentReportPage>(parameters => parameters.Add(report => report.Id, second.Id));
        foreign.WaitForAssertion(() => Assert.Contains("Not found", foreign.Markup, StringComparison.Ordinal));
    }

    private static async Task<(Document First, Document Second)> ReceiveTwoAsync(PageContext context)
    {
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("Purchases", me);
        var first = await context.ReceiveReadAsync(collection.Id, "原稿.docx", me, Blocks);
        return (first, await context.ReceiveReadAsync(collection.Id, "副本.docx", me, Blocks));
    }
}
