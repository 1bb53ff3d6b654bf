using KnowledgeBase.Core.Search;
using KnowledgeBase.Web.Components.Search;
using Microsoft.AspNetCore.WebUtilities;

namespace KnowledgeBase.Tests.Components.Search;

public sealed class SearchAddressTests
{
    [Fact]
    public void AnAddressReadAgainIsTheSameState()
    {
        var address = new SearchAddress("迟延交货 & 解除 = 100%?", [Guid.NewGuid(), Guid.NewGuid()], [Guid.NewGuid()], 50, 0.35, SearchMode.Hybrid);
        Assert.Equivalent(address, Read(address.Href()), strict: true);
    }

    [Fact]
    public void SaysOnlyWhatIsNotAsUsual() => Assert.Equal("/search?q=rent", (SearchAddress.Empty with { Query = " rent " }).Href());

    [Theory]
    [InlineData("/search?q=a&top=0&min=2&mode=7&collections=x&documents=")]
    [InlineData("/search?q=a&top=101&min=NaN&mode=none&collections=00000000-0000-0000-0000-000000000000")]
    [InlineData("/search?q=a&top=ten&min=0,5&mode=")]
    public void NonsenseCountsAsNotSaid(string href) => Assert.Equal("/search?q=a", Read(href).Href());

    private static SearchAddress Read(string href)
    {
        var query = QueryHelpers.ParseQuery(href[(href.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        return SearchAddress.Read(query["q"], query.GetValueOrDefault("collections").ToArray()!, query.GetValueOrDefault("documents").ToArray()!, query.GetValueOrDefault("top"), query.GetValueOrDefault("min"), query.GetValueOrDefault("mode"));
    }
}
