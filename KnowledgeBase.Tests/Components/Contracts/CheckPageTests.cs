using Bunit;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Contracts.Check;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Contracts;
using KnowledgeBase.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Contracts;

/// <summary>The page of a check: what it shows, its threshold, its exports, and what it shows when there is little or nothing.</summary>
public sealed class CheckPageTests
{
    private static readonly Guid Earlier = Guid.NewGuid();

    [Fact]
    public async Task MovingTheThresholdCountsAgain()
    {
        await using var context = await PageContext.CreateAsync();
        var page = Render(context, await KeepAsync(context));
        Assert.Equal("80.0%", Total(page));
        Assert.Equal(["verbatim", "meaning", "unseen"], Origins(page));
        Assert.Single(page.FindAll("[data-testid=unseen-clause]"));
        Assert.Single(page.FindAll("[data-testid=missing-clause]"));
        Assert.Equal(3, page.FindAll("[data-testid=strip] rect").Count);

        await page.Find("[data-testid=threshold]").InputAsync("0.95");
        Assert.Equal("40.0%", Total(page));
        Assert.Equal(["verbatim", "unseen", "unseen"], Origins(page));
        await page.Find("[data-testid=threshold]").InputAsync("0.6");
        Assert.Equal("100.0%", Total(page));
        Assert.Empty(page.FindAll("[data-testid=missing-clause]"));

        // Let go, it stands in the address, so that it survives a reload, and in the links of the exports.
        await page.Find("[data-testid=threshold]").ChangeAsync("0.6");
        Assert.EndsWith("?min=0.60", context.Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.EndsWith("format=csv&minCosine=0.60", page.Find("[data-testid=check-report-csv]").GetAttribute("href")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryMatchLeadsToTheWholeComparison()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        var kept = await KeepAsync(context);
        var page = Render(context, kept);
        Assert.Equal($"/contracts/compare?check={kept.Id}&a={Earlier}&clause=c1", page.Find("[data-testid=compare-match]").GetAttribute("href"));
        Assert.Equal($"/contracts/compare?check={kept.Id}&a={Earlier}", page.Find("[data-testid=compare-similar]").GetAttribute("href"));
        Assert.Contains("重复率", page.Find("[data-testid=coverage-explained]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=origin-unseen]").ClickAsync();
        Assert.Equal(["unseen"], Origins(page));
    }

    [Fact]
    public async Task ACheckWithoutClausesSaysSo()
    {
        await using var context = await PageContext.CreateAsync();
        var page = Render(context, await KeepAsync(context, new CheckFindings { Contracts = [], Clauses = [], Missing = [], Documents = 0, MinCosine = 0.8 }));
        Assert.Equal("0.0%", Total(page));
        Assert.Contains("No clause was found", page.Markup, StringComparison.Ordinal);
        Assert.Contains("At least 3 contracts", page.Find("[data-testid=missing]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyElsesCheckIsNotThere()
    {
        await using var context = await PageContext.CreateAsync();
        var kept = await KeepAsync(context);
        await context.SignInAsync("other@example.com", Roles.Legal);
        var page = Render(context, kept);
        Assert.Empty(page.FindAll("[data-testid=coverage]"));
        Assert.NotNull(page.FindComponent<KnowledgeBase.Web.Components.Layout.NotFoundMessage>());
    }

    [Fact]
    public async Task ADeletedCheckIsGoneWithItsText()
    {
        await using var context = await PageContext.CreateAsync();
        var kept = await KeepAsync(context);
        var page = Render(context, kept);
        var deleting = page.Find("[data-testid=delete-check]").ClickAsync(); // ends once the dialog is answered
        await context.Overlays.WaitForElement("[data-testid=confirm-ok]").ClickAsync();
        await deleting;
        page.WaitForAssertion(() => Assert.EndsWith("/contracts?tab=check", context.Address, StringComparison.Ordinal));
        var store = context.Services.GetRequiredService<ContractStore>();
        Assert.Null(await store.FindCheckAsync(kept.Id, default));
        Assert.Null(await store.FindSourceAsync(kept.Id, "c", default));
    }

    private static IRenderedComponent<CheckPage> Render(PageContext context, StoredCheck kept) => Loaded(context.Render<CheckPage>(parameters => parameters.Add(page => page.Id, kept.Id)));

    private static IRenderedComponent<CheckPage> Loaded(IRenderedComponent<CheckPage> page)
    {
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=loading]")));
        return page;
    }

    private static string Total(IRenderedComponent<CheckPage> page) => page.Find("[data-testid=coverage-total]").TextContent.Replace(" ", "", StringComparison.Ordinal);

    private static IEnumerable<string?> Origins(IRenderedComponent<CheckPage> page) => page.FindAll("[data-testid=checked-clause]").Select(card => card.GetAttribute("data-origin"));

    /// <summary>Ten characters verbatim, ten at a cosine of 0.9, and five at 0.7.</summary>
    private static async Task<StoredCheck> KeepAsync(PageContext context, CheckFindings? findings = null)
    {
        var user = await context.SignInAsync("anna@example.com", Roles.Legal);
        findings ??= new CheckFindings
        {
            Contracts = [new FoundContract(Earlier, Guid.NewGuid(), "旧合同.docx")],
            Clauses =
            [
                Clause("c1", "甲方应当按时支付货款", [0], [], Match(null, 1, true)),
                Clause("c2", "乙方应当提供合格货物", [], [new NearContract(0, 0.9)], Match(0.9, 0.5, false)),
                Clause("c3", "双方应保密", [], [new NearContract(0, 0.7)], Match(0.7, 0.2, false)),
            ],
            Missing = [new MissingClause("不可抗力", "因不可抗力不能履行的，部分免责。", "第九条", Earlier, "旧合同.docx", 1, 0.65)],
            Documents = 4,
            MinCosine = 0.8,
        };
        return await context.Services.GetRequiredService<ContractStore>().KeepAsync(
            findings, user, "新合同", null, [], new ContractSource("c", TypedText.Read("第一条 甲方应当按时支付货款"), null), default);
    }

    private static FoundClause Clause(string id, string text, int[] verbatim, NearContract[] near, ClauseMatch match) =>
        new(id, "第一条", "第一条", text, null, new(0, text.Length), verbatim, [], near, [match]);

    private static ClauseMatch Match(double? cosine, double lexical, bool verbatim) =>
        new(Earlier, "旧合同.docx", "第二条", "旧的条款", null, new(0, 4), cosine, lexical, verbatim, TextRelation.Differs, [], []);
}
