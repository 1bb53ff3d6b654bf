using KnowledgeBase.Core.Keywords;

namespace KnowledgeBase.Tests.Keywords;

public sealed class KeywordTokenizerTests
{
    [Theory]
    [InlineData("违约金", "违约 约金 金")]
    [InlineData("甲", "甲")]
    [InlineData("15日内付款。", "15 日内 内付 付款 款")]
    [InlineData("ＡＢＣ１５％", "abc15")]
    [InlineData("Section 4.02(a) Late-Delivery", "section 4 02 a late delivery")]
    [InlineData("𠀀𠀁乙", "𠀀𠀁 𠀁乙 乙")]
    [InlineData("", "")]
    [InlineData("！？ \t\n", "")]
    public void CutsChineseIntoPairsAndWordsWhole(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', KeywordTokenizer.Split(text).Select(token => token.Text)));

    [Fact]
    public void SaysWhereEachTokenStands()
    {
        const string Text = "逾期15日，𠀀乙 Late";
        Assert.All(
            KeywordTokenizer.Split(Text),
            token => Assert.Equal(token.Text, KeywordTokenizer.Normalise(Text.Substring(token.Start, token.Length))));
    }

    [Theory]
    [InlineData("“违约金”", "\"违约 约金\"")]
    [InlineData("\"15日\"", "\"15 日\" *")]
    [InlineData("第七条", "\"第七 七条\"")]
    [InlineData("Section 4.2", "\"section 4 2\"")]
    [InlineData("「甲」", "\"甲\" *")]
    public void TakesAQuotedStringOrAClauseNumberLiterally(string query, string expected) => Assert.Equal(expected, new KeywordQuery(query).Phrase);

    [Fact]
    public void TakesAQuestionAsWordsWithoutGrammar()
    {
        var query = new KeywordQuery("买方是否有权解除合同？");
        Assert.Null(query.Literal);
        Assert.Contains("解除", query.Terms);
        Assert.DoesNotContain("是否", query.Terms);
    }
}
