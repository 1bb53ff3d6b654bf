using System.Numerics.Tensors;
using System.Security.Cryptography;

namespace KnowledgeBase.Tests.Embeddings;

/// <summary>What the bundled model must get right: meaning before shared words, in both languages, also when vectors are cut.</summary>
public sealed class BundledModelMeaningTests(BundledModelTests.Shared shared) : IClassFixture<BundledModelTests.Shared>
{
    private const string ContractPrefix = "用于法律合同相似度计算：";
    private const string QuestionPrefix = "用于客服意图识别：";

    private static readonly string[] History =
    [
        "如卖方延迟交货超15日，买方可单方终止协议并主张损失赔偿。",
        "货物应在合同签订后30日内送达，否则视为违约。",
        "任何一方违反保密义务，守约方有权立即终止本协议。",
        "若乙方未在约定工期内完工，甲方有权顺延付款时间。",
    ];

    private static readonly string[] Faqs =
    [
        "如何修改绑定手机号？",
        "物流信息异常怎么办？",
        "支付页面无法加载如何处理？",
    ];

    /// <summary>A text, the one that means the same, and one that does not although it is on the same matter.</summary>
    public static TheoryData<string, string, string> Triples => new()
    {
        { "租客晚交房租半个月，房东能收回房子。", "承租人逾期十五日未付租金的，出租人有权解除租赁合同。", "承租人应当爱护房屋及其附属设施。" },
        { "公司不给缴社保怎么办", "用人单位未依法为劳动者缴纳社会保险的，劳动者可以解除劳动合同。", "劳动者应当遵守用人单位的规章制度。" },
        { "双方不得把合作中得知的商业秘密告诉别人。", "任何一方均应对知悉的对方机密信息予以保密。", "双方应当按季度核对往来账目。" },
        { "打官司去哪个法院？", "因本合同发生的争议，由原告住所地人民法院管辖。", "本合同自双方签字盖章之日起生效。" },
        { "钱付了两回，多的那笔退给我", "重复扣款如何退款", "如何开具电子发票" },
        { "东西寄到了可是摔碎了", "收到的商品破损怎么办", "如何修改收货地址" },
        { "别再每个月自动扣我会员费", "怎样取消自动续费", "会员有哪些权益" },
        { "密码想不起来了，进不去", "忘记登录密码怎么找回", "如何绑定银行卡" },
        { "The supplier delivered late, can we end the contract?", "供应商逾期交货的，采购方有权解除合同。", "采购方应当在验收后付清尾款。" },
        { "Neither party may disclose trade secrets.", "双方均不得泄露对方的商业秘密。", "双方应当友好协商解决争议。" },
        { "退款要几天才到账", "How long does a refund take?", "How do I change my password?" },
        { "How can I talk to a real person?", "如何联系人工客服", "如何查看物流信息" },
    };

    [Theory]
    [InlineData("")]
    [InlineData(ContractPrefix)]
    public async Task FindsTheEarlierClauseOfTheSameMeaning(string prefix)
    {
        var scores = await ScoresAsync(prefix + "乙方逾期交付货物超过15个工作日，甲方有权解除合同并索赔。", History, prefix);
        Assert.True(scores[0] > scores[1..].Max() + 0.15f, string.Join(' ', scores));
    }

    [Fact]
    public async Task FindsTheClauseThatAnswersAQuestion()
    {
        var scores = await ScoresAsync("供应商延迟交货超过15天，买方是否有权解除合同？", History);
        Assert.True(scores[0] > scores[1..].Max() + 0.15f, string.Join(' ', scores));
    }

    [Theory]
    [InlineData("", 0, "我填错手机号了但已经支付成功，钱能退吗？")]
    [InlineData("", 1, "快递显示签收了但我根本没收到，客服电话打不通！")]
    [InlineData("", 2, "APP里下单后一直不跳支付页，重启也不行。")]
    [InlineData(QuestionPrefix, 0, "我填错手机号了但已经支付成功，钱能退吗？")]
    [InlineData(QuestionPrefix, 1, "快递显示签收了但我根本没收到，客服电话打不通！")]
    [InlineData(QuestionPrefix, 2, "APP里下单后一直不跳支付页，重启也不行。")]
    public async Task FindsTheFaqOfACustomersOwnWords(string prefix, int right, string question)
    {
        var scores = await ScoresAsync(prefix + question, Faqs, prefix);
        Assert.Equal(right, Array.IndexOf(scores, scores.Max()));
    }

    [Fact]
    public async Task PutsTheSameMeaningBeforeTheSameWords()
    {
        var scores = await ScoresAsync("订单没收到货怎么处理", ["没有收到商品怎么办", "如何修改收货地址"]);
        Assert.True(scores[0] > scores[1] + 0.05f, string.Join(' ', scores));
    }

    [Theory]
    [MemberData(nameof(Triples))]
    public async Task PutsTheSameMeaningFirstAlsoInShortVectors(string text, string same, string other)
    {
        foreach (var dimensions in new[] { 256, 128, 64 })
        {
            var vectors = await shared.Running.EmbedAsync([text, same, other], dimensions: dimensions);
            var (right, wrong) = (Cosine(vectors[0], vectors[1]), Cosine(vectors[0], vectors[2]));
            Assert.True(right > wrong + 0.05f, $"{dimensions}: {right:F3} {wrong:F3}");
        }
    }

    [Fact]
    public async Task ReadsTraditionalWideAndCapitalLettersAsTheSame()
    {
        var vectors = await shared.Running.EmbedAsync(["快遞顯示簽收但沒收到，ＶＩＰ", "快递显示签收但没收到，vip"]);
        Assert.True(Cosine(vectors[0], vectors[1]) > 0.999f);
    }

    [Fact]
    public async Task IsTheFileThatWasReleased()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "DefaultModel");
        var file = Path.Combine(folder, shared.Running.Engine.Status.Model!.FileName);
        await using var stream = File.OpenRead(file);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, TestContext.Current.CancellationToken));
        Assert.Equal($"{hash}  {Path.GetFileName(file)}\n", await File.ReadAllTextAsync(file + ".sha256", TestContext.Current.CancellationToken));
        Assert.Equal(hash, shared.Running.Engine.Status.Model!.Sha256);
        Assert.InRange(stream.Length, 1_000_000, 12_000_000);
    }

    private async Task<float[]> ScoresAsync(string query, string[] texts, string prefix = "")
    {
        var vectors = await shared.Running.EmbedAsync([query, .. texts.Select(text => prefix + text)]);
        return [.. vectors.Skip(1).Select(vector => Cosine(vectors[0], vector))];
    }

    private static float Cosine(float[] left, float[] right) => TensorPrimitives.CosineSimilarity(left, right);
}
