using KnowledgeBase.Web.Components.Documents;

namespace KnowledgeBase.Tests.Components.Documents;

public sealed class PageNumbersTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1, 3-5", "1 3 4 5")]
    [InlineData("5，1、2", "1 2 5")]
    [InlineData("３～４", "3 4")]
    [InlineData("8-", "8 9 10")]
    [InlineData("2 2", "2")]
    public void ReadsWhatPeopleWrite(string text, string pages)
    {
        Assert.True(PageNumbers.TryParse(text, 10, out var found));
        Assert.Equal(pages, string.Join(' ', found));
        Assert.True(PageNumbers.TryParse(PageNumbers.Format(found), 10, out var again));
        Assert.Equal(found, again);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    [InlineData("5-3")]
    [InlineData("one")]
    [InlineData("1-2000000000")]
    [InlineData("-3")]
    public void RefusesWhatIsNoPage(string text) => Assert.False(PageNumbers.TryParse(text, 10, out _));
}
