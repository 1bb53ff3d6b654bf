using Bunit;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Evaluation;
using KnowledgeBase.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Evaluation;

/// <summary>What the evaluation page says and draws of a run.</summary>
public sealed class EvaluationComponentTests
{
    /// <summary>Right from a cosine of 0.5 on, wrong below, twenty of each.</summary>
    private static readonly EvaluationOutcome[] Outcomes =
    [
        .. Enumerable.Range(0, 40).Select(i => new EvaluationOutcome(
            new EvaluationQuestion(i, $"问题 {i}", i % 2 == 0 ? "口语" : "", Guid.Empty, "期望", ""), i < 20 ? 1 : 4, i < 20 ? 0.505 + (i * 0.02) : 0.105 + (i * 0.01), "找到")),
    ];

    [Fact]
    public async Task DrawsPrecisionAndCoverageAndTakesTheSuggestedThreshold()
    {
        await using var context = await PageContext.CreateAsync();
        var collection = await CollectionAsync(context, MemberRole.Editor);
        var advice = Advice(context, collection, true);
        Assert.NotNull(advice.Find("[data-testid=threshold-picture] polyline.precision"));
        await advice.Find("[data-testid=wanted-precision]").ChangeAsync(new() { Value = "95" });
        Assert.Contains("0.49", advice.Find("[data-testid=threshold-suggestion]").TextContent, StringComparison.Ordinal);
        await advice.Find("[data-testid=threshold-take]").ClickAsync(new());
        Assert.Equal(0.49, (await context.Services.GetRequiredService<FaqSettingsStore>().FindAsync(collection.Id, CancellationToken.None)).MinCosine);
        Assert.True(advice.Find("[data-testid=threshold-take]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task AReaderIsAdvisedAndChangesNothing()
    {
        await using var context = await PageContext.CreateAsync();
        var advice = Advice(context, await CollectionAsync(context, MemberRole.Viewer), false);
        Assert.NotNull(advice.Find("[data-testid=threshold-suggestion]"));
        Assert.Empty(advice.FindAll("[data-testid=threshold-take]"));
    }

    [Fact]
    public void SuggestsTheLowestThresholdThatIsGoodAndStaysGood()
    {
        Assert.Equal(0.0, ThresholdSuggestion.Of(Outcomes, 0.5)!.Point.MinCosine);
        var sure = ThresholdSuggestion.Of(Outcomes, 1)!.Point;
        Assert.Equal((1.0, 0.5, 20), (sure.Precision!.Value, sure.Coverage, sure.Answered));
        // Nine answers say nothing, however right they are.
        Assert.Null(ThresholdSuggestion.Of(Outcomes[..9], 0.8));
        Assert.Null(ThresholdSuggestion.Of(Outcomes[20..], 0.8));
    }

    [Fact]
    public async Task AComparisonNamesGainCategoriesAndQuestions()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        EvaluationOutcome[] after = [.. Outcomes.Select(outcome => outcome.Question.Id is >= 20 and < 32 ? outcome with { Rank = 1 } : outcome)];
        var page = context.Render<EvaluationComparison>(parameters => parameters
            .Add(view => view.Before, Run("之前")).Add(view => view.After, Run("之后")).Add(view => view.BeforeOutcomes, Outcomes).Add(view => view.AfterOutcomes, after));
        var verdict = page.Find("[data-testid=evaluation-verdict]").TextContent;
        Assert.Contains("+30.0", verdict, StringComparison.Ordinal);
        Assert.Contains("差异显著", verdict, StringComparison.Ordinal);
        Assert.Equal(12, page.FindAll("[data-testid=evaluation-won] li").Count);
        Assert.Empty(page.FindAll("[data-testid=evaluation-lost] li"));
        Assert.Contains("（无）", page.Markup, StringComparison.Ordinal);
    }

    private static IRenderedComponent<EvaluationThreshold> Advice(PageContext context, Collection collection, bool canEdit) => context.Render<EvaluationThreshold>(
        parameters => parameters.Add(view => view.Collection, collection).Add(view => view.Run, Run("x")).Add(view => view.Outcomes, Outcomes).Add(view => view.CanEdit, canEdit));

    private static EvaluationRun Run(string name) => new(
        Guid.NewGuid(), Guid.NewGuid(), name, EvaluationStatus.Done, new EvaluationConfiguration("", 0, 1, 0.55), null, 1, 40, 40, null, DateTimeOffset.UnixEpoch, "x", null);

    private static async Task<Collection> CollectionAsync(PageContext context, MemberRole role)
    {
        var me = await context.SignInAsync(roles: Roles.Service);
        var collection = await context.Collections.CreateAsync("客服", CollectionKind.Faq, "", await context.CreateUserAsync("boss@example.com", Roles.Service), CancellationToken.None);
        await context.Collections.SetMemberAsync(collection.Id, me, role, CancellationToken.None);
        return collection;
    }
}
