using KnowledgeBase.Core.Faqs.Questions;

namespace KnowledgeBase.Tests.Faqs.Questions;

public sealed class QuestionMaskTests
{
    [Theory]
    [InlineData("我的手机号是13812345678，填错了", "我的手机号是[phone]，填错了")]
    [InlineData("打 +86 138-1234-5678 没人接", "打 [phone] 没人接")]
    [InlineData("１３８１２３４５６７８ 收不到验证码", "[phone] 收不到验证码")]
    [InlineData("客服电话010-62345678打不通", "客服电话[phone]打不通")]
    [InlineData("(0755)26561234 这个号码是你们的吗", "[phone] 这个号码是你们的吗")]
    [InlineData("call me at +44 20 7946 0958 please", "call me at [phone] please")]
    [InlineData("400-820-8820 是你们的电话吗", "[phone] 是你们的电话吗")]
    [InlineData("邮箱 wang.fang+shop@mail.example.com.cn 收不到发票", "邮箱 [e-mail] 收不到发票")]
    [InlineData("身份证11010519491231002X实名不通过", "身份证[ID]实名不通过")]
    [InlineData("身份证 110105 19491231 0021", "身份证 [ID]")]
    [InlineData("卡号6222 0202 0000 1234 567扣了两次钱", "卡号[card]扣了两次钱")]
    public void TakesOutWhatIdentifiesTheAsker(string question, string stored) => Assert.Equal(stored, QuestionMask.Apply(question));

    [Theory]
    [InlineData("超过15天还没收到货，2026年11月24日下的单")]
    [InlineData("iPhone 15 Pro 256GB 能分期12期吗？")]
    [InlineData("满 1000 减 100 的券怎么用不了")]
    [InlineData("What does error E-4012 mean?")]
    [InlineData("")]
    public void LeavesOrdinaryNumbers(string question) => Assert.Equal(question, QuestionMask.Apply(question));

    [Fact]
    public void EndsOnHostileTextOfTheGreatestLength()
    {
        foreach (var text in new[] { new string('1', 2000), string.Concat(Enumerable.Repeat("1 ", 1000)), string.Concat(Enumerable.Repeat("a@", 1000)), string.Concat(Enumerable.Repeat("+1-", 660)) })
        {
            Assert.NotNull(QuestionMask.Apply(text));
        }
    }
}
