using System.Text;
using Bunit;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Search;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Search;

public sealed class TuningPageTests(BundledEngine bundled)
{
    [Fact]
    public async Task MeasuresWeightsAndLengthsAndUsesTheWeightChosen()
    {
        await using var context = await PageContext.CreateAsync("en", await bundled.StartAsync());
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("采购合同", me);
        await context.ReceiveReadyAsync(
            collection.Id, "a.docx", me,
            new DocumentBlock(BlockKind.Paragraph, "乙方迟延交付货物超过15日的，甲方有权解除合同。", "第七条", 0, 3),
            new DocumentBlock(BlockKind.Paragraph, "双方应对合同内容保密，保密期限为三年。", "第八条", 0, 4),
            new DocumentBlock(BlockKind.Paragraph, "买方应于收到发票后三十日内付款。", "第九条", 0, 4));
        await context.Services.GetRequiredService<EvaluationSets>().ImportAsync(
            collection, "问题集", new MemoryStream(Encoding.UTF8.GetBytes("question,expected,clause\n交货晚了能解除吗,a.docx,第七条\n保密多久,a.docx,第八条\n")), me, CancellationToken.None);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(TuningPage.Href(collection.Id));
        var page = context.Render<TuningPage>();
        Assert.Contains("meaning 70%, as usual", page.WaitForElement("[data-testid=weight-now]").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=measure-weights]").Click();
        var use = page.WaitForElements("[data-testid=use-weight]", WeightTuning.Weights.Count);
        Assert.Single(page.FindAll("[data-testid=weight-row].best"));
        use[3].Click();
        page.WaitForAssertion(() => Assert.Contains("meaning 30%, chosen", page.Find("[data-testid=weight-now]").TextContent, StringComparison.Ordinal));
        var weights = context.Services.GetRequiredService<SearchWeights>();
        Assert.Equal(0.3, await weights.OfAsync(collection, CancellationToken.None));
        var answer = await context.Services.GetRequiredService<SemanticSearch>().SearchAsync(new SearchRequest([collection.Id], "保密", Mode: SearchMode.Hybrid), CancellationToken.None);
        Assert.Equal(0.3, answer.Embedded[0].VectorWeight);

        page.Find("[data-testid=measure-dimensions]").Click();
        var note = page.WaitForElement("[data-testid=dimension-note]");
        Assert.Contains("3 of 3 passages", note.TextContent, StringComparison.Ordinal);
        Assert.Contains("100.0%", page.FindAll("[data-testid=dimension-row]")[^1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AViewerMeasuresAndChangesNothing()
    {
        await using var context = await PageContext.CreateAsync("zh-CN", await bundled.StartAsync());
        var owner = await context.CreateUserAsync("owner@example.com", Roles.Legal);
        var collection = await context.CreateCollectionAsync("采购合同", owner);
        var me = await context.SignInAsync(roles: Roles.Reader);
        await context.Collections.SetMemberAsync(collection.Id, me, Core.Collections.MemberRole.Viewer, CancellationToken.None);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(TuningPage.Href(collection.Id));
        var page = context.Render<TuningPage>();
        Assert.Contains("语义占 70%", page.WaitForElement("[data-testid=weight-now]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=measure-weights]"));
        page.Find("[data-testid=measure-dimensions]").Click();
        page.WaitForAssertion(() => Assert.Contains("还没有当前模型生成的向量", page.Markup, StringComparison.Ordinal));
    }
}
