using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace KnowledgeBase.Tests.Support;

public sealed class CompleteTextsTests
{
    [Fact]
    public async Task PagesFailOverATextThatIsMissing()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        var texts = context.Services.GetRequiredService<IStringLocalizer<SharedTexts>>();
        Assert.Equal("删除", texts["Delete"]);
        Assert.Throws<InvalidOperationException>(() => texts["NoSuchText"]);
    }
}
