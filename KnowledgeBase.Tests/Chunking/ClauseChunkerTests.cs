using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Chunking;

public sealed class ClauseChunkerTests
{
    private readonly ClauseChunker _chunker = new();

    [Theory]
    [InlineData("contracts/purchase_zh_original.docx")]
    [InlineData("contracts/services_en_original.docx")]
    public async Task EveryChunkIsWithinTheBudgetAndEveryCharacterIsInOne(string file)
    {
        var text = await Fixture.ReadAsync(file);
        var options = new ChunkingOptions { MaxTokensPerChunk = 96, TargetTokensPerChunk = 64, OverlapTokens = 12 };
        var chunks = _chunker.Split(text, new CharacterCounter(), options);
        Assert.All(chunks, chunk => Assert.Equal(text.PlainText.Substring(chunk.Start, chunk.Length), chunk.Text));
        Assert.All(chunks, chunk => Assert.InRange(chunk.TokenCount, 1, options.MaxTokensPerChunk));
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(chunk => chunk.Index));
        var covered = new bool[text.PlainText.Length];
        foreach (var chunk in chunks) covered.AsSpan(chunk.Start, chunk.Length).Fill(true);
        Assert.DoesNotContain(text.PlainText.Where((c, i) => !covered[i]), c => !char.IsWhiteSpace(c));
    }

    [Fact]
    public async Task AClauseHasItsHeadingsAndItsLabel()
    {
        var text = await Fixture.ReadAsync("contracts/purchase_zh_original.docx");
        var chunk = Split(text).First(chunk => chunk.Text.Contains("连续稳定运行30日", StringComparison.Ordinal));
        Assert.Equal("7.2", chunk.Label);
        Assert.Equal(["第七条 验收"], chunk.HeadingPath);
        Assert.DoesNotContain("8.1", chunk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheParagraphsOfOneClauseAreJoinedAndTheNextOneIsNot()
    {
        var chunks = Split(Text(
            new(BlockKind.Heading, "违约责任", "第七条", 4),
            new(BlockKind.ListItem, "买方逾期付款的，应当支付违约金。", "（一）"),
            new(BlockKind.ListItem, "卖方逾期交货的，应当支付违约金。", "（二）"),
            new(BlockKind.Heading, "争议", "第八条", 4),
            new(BlockKind.Paragraph, "由甲方所在地法院管辖。")));
        Assert.Equal(["第七条", "第八条"], chunks.Select(chunk => chunk.Label));
        Assert.Equal("第七条 违约责任\n（一） 买方逾期付款的，应当支付违约金。\n（二） 卖方逾期交货的，应当支付违约金。", chunks[0].Text);
    }

    [Fact]
    public void TheHeadingBeforeIsNotAboveAHeadingOfItsOwnLevel()
    {
        var chunks = Split(Text(
            new(BlockKind.Heading, "违约", "第四章", 1),
            new(BlockKind.Heading, "甲方的违约责任", "第十五条", 4),
            new(BlockKind.Paragraph, "甲方逾期付款的，应当支付违约金。", "15.1"),
            new(BlockKind.Heading, "乙方的违约责任", "第十六条", 4),
            new(BlockKind.Paragraph, "乙方迟延交付的，应当支付违约金。", "16.1"),
            new(BlockKind.Heading, "其他", "第五章", 1),
            new(BlockKind.Paragraph, "本合同一式两份，双方各执一份，具有同等法律效力。")));
        Assert.Equal([[], ["第四章 违约"], []], chunks.Select(chunk => chunk.HeadingPath));
    }

    [Fact]
    public void AClauseThatIsLongerThanTheTargetIsCutAtItsItemsWhichKeepTheWholeCitation()
    {
        var chunks = Split(Text(
            new(BlockKind.Heading, "违约责任", "第七条", 4),
            new(BlockKind.ListItem, new string('甲', 90) + "。", "（一）"),
            new(BlockKind.ListItem, new string('乙', 90) + "。", "（二）")));
        Assert.Equal(["第七条", "第七条（二）"], chunks.Select(chunk => chunk.Label));
        Assert.Equal(["第七条 违约责任"], chunks[1].HeadingPath);
    }

    [Fact]
    public void AnArticleOfAnAnnexIsCitedWithItsAnnex()
    {
        var chunks = Split(Text(
            new(BlockKind.Heading, "技术协议", "附件一", 2),
            new(BlockKind.ListItem, new string('甲', 40) + "。", "第三条"),
            new(BlockKind.ListItem, new string('乙', 40) + "。", "4.2"),
            new(BlockKind.ListItem, new string('丙', 140) + "。", "(a)")));
        Assert.Equal(["附件一第三条", "附件一 4.2", "附件一 4.2 (a)"], chunks.Select(chunk => chunk.Label));
    }

    [Fact]
    public void ALongParagraphIsCutAtSentenceEndsWithAnOverlap()
    {
        var sentences = Enumerable.Range(1, 60).Select(i => $"第{i:00}句说明乙方的义务。").ToList();
        var text = Text(new DocumentBlock(BlockKind.ListItem, string.Concat(sentences), "第七条"));
        var chunks = _chunker.Split(text, new CharacterCounter(), new ChunkingOptions { MaxTokensPerChunk = 100, TargetTokensPerChunk = 60, OverlapTokens = 15 });
        Assert.True(chunks.Count > 6);
        Assert.All(chunks, chunk => Assert.EndsWith("。", chunk.Text, StringComparison.Ordinal));
        Assert.All(chunks, chunk => Assert.Equal("第七条", chunk.Label));
        Assert.All(chunks.Zip(chunks.Skip(1)), pair => Assert.InRange(pair.First.Start + pair.First.Length - pair.Second.Start, 1, 15));
    }

    [Fact]
    public void TextWithoutAnyPlaceToCutIsCutWithoutBreakingACharacter()
    {
        var text = Text(new DocumentBlock(BlockKind.Paragraph, string.Concat(Enumerable.Repeat("𠀀", 400))));
        var chunks = _chunker.Split(text, new CharacterCounter(), new ChunkingOptions { MaxTokensPerChunk = 33, TargetTokensPerChunk = 20, OverlapTokens = 0 });
        Assert.All(chunks, chunk => Assert.False(char.IsLowSurrogate(chunk.Text[0]) || char.IsHighSurrogate(chunk.Text[^1])));
        Assert.Equal(800, chunks.Sum(chunk => chunk.Length));
    }

    [Fact]
    public void ATableOfContentsAndPageFurnitureAreNotSearched()
    {
        var chunks = Split(Text(
            new(BlockKind.TableOfContents, "第一条 定义 3"),
            new(BlockKind.Header, "机密"),
            new(BlockKind.Paragraph, "本合同由双方订立。", null, 0, 2)));
        Assert.Equal(("本合同由双方订立。", 2), (Assert.Single(chunks).Text, chunks[0].Page));
    }

    [Fact]
    public void ALongTableIsCutBetweenItsRowsAndEveryPartIsReadUnderTheColumnNames()
    {
        IReadOnlyList<IReadOnlyList<string>> cells = [["品名", "数量"], .. Enumerable.Range(1, 30).Select(row => new[] { $"第{row}项货物名称", $"{row}" })];
        var table = new DocumentBlock(
            BlockKind.Table, string.Join('\n', cells.Select(row => string.Join(" | ", row))), Cells: cells, Table: new TablePlace(5, ["品名", "数量"], 1));
        var text = Text(new(BlockKind.Heading, "价格表", null, 1), table);
        var chunks = _chunker.Split(text, new CharacterCounter(), new ChunkingOptions { MaxTokensPerChunk = 100, TargetTokensPerChunk = 60 });
        Assert.True(chunks.Count > 4);
        Assert.All(chunks, chunk => Assert.Equal(text.PlainText.Substring(chunk.Start, chunk.Length), chunk.Text));
        Assert.StartsWith("价格表\n品名 | 数量\n第1项货物名称 | 1", chunks[0].Text, StringComparison.Ordinal);
        Assert.Equal((5, null), (chunks[0].Row, chunks[0].Context));
        var second = chunks[1];
        Assert.Equal($"价格表\n品名 | 数量\n{second.Text}", second.EmbeddedText);
        Assert.Equal(cells.ToList().FindIndex(row => second.Text.StartsWith(row[0] + " |", StringComparison.Ordinal)) + 5, second.Row);
        Assert.All(chunks, chunk => Assert.InRange(chunk.TokenCount, 1, 100));
        Assert.Equal(2, second.Paragraph);
    }

    private IReadOnlyList<Chunk> Split(DocumentText text) => _chunker.Split(text, new CharacterCounter(), new ChunkingOptions());

    private static DocumentText Text(params DocumentBlock[] blocks) => new("test", blocks, null, []);

    /// <summary>A tokenizer with one token per character: an upper bound of the real ones.</summary>
    private sealed class CharacterCounter : ITokenCounter
    {
        public int Count(string text) => text.Length;
    }
}
