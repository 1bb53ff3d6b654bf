using KnowledgeBase.Core.Search;

namespace KnowledgeBase.Tests.Search;

public sealed class QueryTermsTests
{
    [Theory]
    [InlineData("供应商延迟交货", "如供应商逾期交货超过15天", "供应商|交货")]
    [InlineData("超过15天", "超过１５天的", "超过１５天")]
    [InlineData("十五日内付款", "应于15日内支付", "15日内")]
    [InlineData("十五日内付款", "应于15个工作日支付", "")]
    [InlineData("Late Delivery", "late delivery of goods", "late|delivery")]
    [InlineData("是否有权", "买方有权解除合同", "")]
    [InlineData("", "任何文字", "")]
    public void MarksWhatQueryAndTextShare(string query, string text, string expected)
    {
        var marked = new QueryTerms(query).FindIn(text).Select(range => text.Substring(range.Start, range.Length));
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), marked);
    }
}
