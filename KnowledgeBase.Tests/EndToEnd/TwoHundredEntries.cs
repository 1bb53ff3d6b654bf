using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Tables;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Tests.Architecture;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>An FAQ of the size that a team has: the fixture's entries, one more, and the care of twenty products.</summary>
internal static class TwoHundredEntries
{
    public const int Count = 200;

    private static readonly string Fixture = Path.Combine(Checkout.Root, "KnowledgeBase.Tests/Fixtures/faqs");

    /// <summary>Three questions as customers wrote them, and the entry that answers each.</summary>
    public static IReadOnlyList<(string Asked, string Right)> Customers { get; } =
    [
        ("我填错手机号了但已经支付成功，钱能退吗？", "下单时填错信息但已经付款，可以退款吗？"),
        ("快递显示签收了但我根本没收到，客服电话打不通！", "快递显示已签收但我没收到怎么办？"),
        ("APP里下单后一直不跳支付页，重启也不行。", "支付页面无法加载如何处理？"),
    ];

    private static readonly string[] Products =
        ["电饭煲", "空气炸锅", "扫地机器人", "洗碗机", "净水器", "加湿器", "投影仪", "打印机", "吸尘器", "微波炉", "咖啡机", "电风扇", "热水器", "洗衣机", "冰箱", "蓝牙耳机", "智能手表", "平板支架", "台灯", "豆浆机"];

    private static readonly (string Question, string Answer)[] Cares =
    [
        ("{0}怎么清洁？", "断电后用软布擦拭，可拆部件用温水清洗。"), ("{0}噪音大是什么原因？", "请检查是否放平，并清理进出风口。"),
        ("{0}的耗材多久更换一次？", "一般三到六个月，以说明书为准。"), ("{0}说明书在哪里下载？", "在商品页底部的“资料下载”。"),
        ("{0}开机没反应是怎么回事？", "请换一个插座再试，仍无反应请联系售后检修。"), ("{0}的功率是多少？", "见机身背面的铭牌。"),
    ];

    /// <summary>As the CSV that a customer-service lead would export from elsewhere.</summary>
    public static async Task<byte[]> CsvAsync()
    {
        List<FaqContent> entries =
        [
            .. FaqTable.Read(TableReader.Read(await File.ReadAllBytesAsync(Path.Combine(Fixture, "entries.csv"))), FaqStatus.Published).Select(row => row.Content),
            Entry("支付页面无法加载如何处理？", "请检查网络，退出后台重开 APP；仍不行请改用网页端支付。") with { Phrasings = ["下单后不跳转支付页面"] },
        ];
        var more = from product in Products from care in Cares select Entry(string.Format(System.Globalization.CultureInfo.InvariantCulture, care.Question, product), care.Answer);
        entries.AddRange(more.Take(Count - entries.Count));
        return TableWriter.Write(TableFormat.Csv, "FAQ", FaqTable.Write(entries));
    }

    private static FaqContent Entry(string question, string answer) => FaqContent.Empty with { Question = question, Answer = answer, Status = FaqStatus.Published };
}
