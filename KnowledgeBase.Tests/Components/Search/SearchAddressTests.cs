using KnowledgeBase.Core.Search;
using KnowledgeBase.Web.Components.Search;

namespace KnowledgeBase.Tests.Components.Search;

public sealed class SearchAddressTests
{
    [Fact]
    public void AnAddressReadAgainIsTheSameState()
    {
        var address = new SearchAddress("迟延交货 & 解除 = 100%?", [Guid.NewGuid(), Guid.NewGuid()], [Guid.NewGuid()], 50, 0.35, SearchMode.Hybrid, null, true)
        {
            VectorWeight = 0.35,
            Fusion = FusionKind.ReciprocalRank,
            From = new DateOnly(2026, 1, 31),
            Until = new DateOnly(2026, 2, 28),
            Label = "第七条",
            Tags = ["供应商 A&B", "2026"],
        };
        Assert.Equivalent(address, SearchAddress.Read(address.Href()), strict: true);
    }

    [Fact]
    public void SaysOnlyWhatIsNotAsUsual() => Assert.Equal("/search?q=rent", (SearchAddress.Empty with { Query = " rent " }).Href());

    [Theory]
    [InlineData("/search?q=a&top=0&min=2&mode=7&collections=x&documents=")]
    [InlineData("/search?q=a&top=101&min=NaN&mode=none&collections=00000000-0000-0000-0000-000000000000")]
    [InlineData("/search?q=a&top=ten&min=0,5&mode=")]
    [InlineData("/search?q=a&weight=1.5&fusion=9&from=2026-02-30&until=x&clause=%20&tag=&tag=%20")]
    [InlineData("/search?q=a&q=b&until=9999-12-31#hit")]
    public void NonsenseCountsAsNotSaid(string href) => Assert.Equal("/search?q=a", SearchAddress.Read(href).Href());
}
