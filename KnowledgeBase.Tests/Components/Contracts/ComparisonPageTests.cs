using Bunit;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Tests.Documents.Reading;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Contracts;
using KnowledgeBase.Web.Components.Layout;
using KnowledgeBase.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Contracts;

/// <summary>The screen of a comparison: filters, decisions, moved clauses, a redline that cannot be made, and nothing to show.</summary>
public sealed class ComparisonPageTests
{
    [Fact]
    public async Task FiltersByRelationKindAndSeverity()
    {
        await using var context = await PageContext.CreateAsync();
        var (page, _) = await OpenAsync(context, "contracts/own/lease_zh_a.txt", "contracts/own/lease_zh_b.txt");
        Assert.Empty(page.FindAll("[data-relation=identical]:not(:has([data-testid=moved]))"));
        await page.Find("[data-testid=show-all]").ClickAsync();
        Assert.NotEmpty(page.FindAll("[data-relation=identical]"));
        await page.Find("[data-testid=relation-added]").ClickAsync();
        Assert.All(page.FindAll("[data-testid=pair]"), pair => Assert.Equal("added", pair.GetAttribute("data-relation")));
        await page.Find("[data-testid=relation-modified]").ClickAsync();
        await page.Find("[data-testid=kind]").ChangeAsync("Amount");
        Assert.Contains("48,600", Assert.Single(page.FindAll("[data-testid=pair]")).TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll("[data-testid=difference]"), difference => Assert.Equal("amount", difference.GetAttribute("data-kind")));
        await page.Find("[data-testid=kind]").ChangeAsync("");
        await page.Find("[data-testid=severity]").ChangeAsync("High");
        Assert.DoesNotContain(page.FindAll("[data-testid=difference]"), difference => difference.GetAttribute("data-kind") == "term");
    }

    [Fact]
    public async Task BothPlacesOfAMovedClauseAreLinked()
    {
        await using var context = await PageContext.CreateAsync();
        var (page, kept) = await OpenAsync(context, "contracts/own/license_en_a.txt", "contracts/own/license_en_b.txt");
        var left = page.Find("[data-testid=moved-from]");
        var there = page.Find($"[id={left.QuerySelector("a")!.GetAttribute("href")!.Split('#')[1]}]");
        Assert.Equal($"/contracts/comparisons/{kept.Id}#{left.Id}", there.QuerySelector("[data-testid=moved]")!.GetAttribute("href"));
        Assert.Contains("Section 4.03", left.TextContent, StringComparison.Ordinal);
        // The jump list names every pair that is shown.
        Assert.Equal(page.FindAll("[data-testid=pair]").Select(pair => pair.Id), page.FindAll(".jump-item").Select(link => link.GetAttribute("href")!.Split('#')[1]));
    }

    [Fact]
    public async Task ADecisionAndACommentStayWithWhoAndWhen()
    {
        await using var context = await PageContext.CreateAsync();
        var (page, kept) = await OpenAsync(context, "contracts/own/lease_zh_a.txt", "contracts/own/lease_zh_b.txt");
        await page.Find("[data-testid=accept]").ClickAsync();
        await page.Find("[data-testid=comment]").ClickAsync();
        await page.Find("[data-testid=comment-text]").ChangeAsync("与客户确认");
        await page.Find(".comment-form").SubmitAsync();
        var decision = Assert.Single(await context.Services.GetRequiredService<ContractStore>().DecisionsAsync(kept.Id, default));
        Assert.Equal((DecisionKind.Accept, "与客户确认", kept.CreatedBy), (decision.Decision, decision.Comment, decision.DecidedBy));
        Assert.Equal("true", page.Find("[data-testid=accept]").GetAttribute("aria-pressed"));
        Assert.Contains("与客户确认", page.Find(".decision").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARedlineThatCannotBeMadeSaysWhyOnThePage()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        var (page, _) = await OpenAsync(context, "contracts/own/lease_zh_a.txt", "contracts/own/lease_zh_b.txt");
        await page.Find("[data-testid=redline]").ClickAsync();
        Assert.Contains("Word", page.WaitForElement("[data-testid=redline-failure]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameContractTwiceHasNothingToShow()
    {
        await using var context = await PageContext.CreateAsync();
        var (page, _) = await OpenAsync(context, "contracts/own/lease_zh_a.txt", "contracts/own/lease_zh_a.txt");
        Assert.Empty(page.FindAll("[data-testid=pair]"));
        Assert.Contains("No difference to show", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AComparisonThatIsNotThereIsNotFound()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync("anna@example.com", Roles.Legal);
        var page = context.Render<ComparisonPage>(parameters => parameters.Add(comparison => comparison.Id, Guid.NewGuid()));
        Assert.NotNull(page.WaitForComponent<NotFoundMessage>());
    }

    private static async Task<(IRenderedComponent<ComparisonPage> Page, StoredComparison Kept)> OpenAsync(PageContext context, string a, string b)
    {
        var user = await context.SignInAsync("anna@example.com", Roles.Legal);
        var (left, right) = (await Fixture.ReadAsync(a), await Fixture.ReadAsync(b));
        var kept = await context.Services.GetRequiredService<ContractStore>().KeepAsync(ContractComparison.Compare(left, right), user, a, b, null, null, [], default);
        var page = context.Render<ComparisonPage>(parameters => parameters.Add(comparison => comparison.Id, kept.Id));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=loading]")));
        return (page, kept);
    }
}
