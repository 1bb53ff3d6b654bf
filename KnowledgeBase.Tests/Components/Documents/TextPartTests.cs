using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Web.Components.Documents;

namespace KnowledgeBase.Tests.Components.Documents;

public sealed class TextPartTests
{
    [Fact]
    public void MarksExactlyTheHitAndTheWordsOfTheQueryInIt()
    {
        var text = new DocumentText("test", [new(BlockKind.Paragraph, "乙方逾期交货。甲方可以解除合同。", "第七条"), new(BlockKind.Paragraph, "逾期")], null, []);
        var hit = new TextRange(4, 14); // 乙方逾期交货。甲方可以解除合, in a line that begins with its label and a space
        var blocks = TextPart.Of(text, null, hit).Show(text, hit, new QueryTerms("逾期"));
        Assert.Equal(
            [
                new TextPiece("第七条", true, false, false),
                new TextPiece(" ", false, false, false),
                new TextPiece("乙方", false, true, false),
                new TextPiece("逾期", false, true, true),
                new TextPiece("交货。甲方可以解除合", false, true, false),
                new TextPiece("同。", false, false, false),
            ],
            blocks[0].Pieces);
        Assert.Equal((true, false), (blocks[0].IsHit, blocks[1].IsHit));
        Assert.DoesNotContain(blocks[1].Pieces, piece => piece.IsTerm);
    }

    [Fact]
    public void ShowsThePartInWhichTheHitStartsAndNeverCutsIt()
    {
        var text = new DocumentText("test", [.. Enumerable.Range(0, 450).Select(i => new DocumentBlock(BlockKind.Paragraph, $"block {i}"))], null, []);
        var start = text.StartOf(199);
        var hit = new TextRange(start, text.StartOf(202) - start - 1);
        var part = TextPart.Of(text, null, hit);
        Assert.Equal((1, 3, 0, 202), (part.Number, part.Count, part.Start, part.End));
        Assert.Equal([199, 200, 201], part.Show(text, hit, null).Where(block => block.IsHit).Select(block => block.Index));
        Assert.Equal((3, 400, 450), TextPart.Of(text, 99, hit) is var last ? (last.Number, last.Start, last.End) : default);
    }

    [Fact]
    public void ThePiecesOfABlockMakeItsLine()
    {
        DocumentBlock[] blocks = [new(BlockKind.Heading, "违约责任", "第九条", 2, 3), new(BlockKind.Paragraph, "", "（一）", 0, 3), new(BlockKind.Paragraph, "最后", null, 0, 4)];
        var text = new DocumentText("test", blocks, 4, []);
        foreach (var start in Enumerable.Range(0, text.PlainText.Length))
        {
            var shown = TextPart.Of(text, 1, null).Show(text, new TextRange(start, 5), new QueryTerms("违约责任"));
            Assert.Equal(blocks.Select(block => block.Line), shown.Select(block => string.Concat(block.Pieces.Select(piece => piece.Text))));
            Assert.Equal([3, null, 4], shown.Select(block => block.NewPage));
        }
    }

    [Fact]
    public void ADocumentWithoutTextHasOneEmptyPart()
    {
        var text = new DocumentText("test", [], null, []);
        Assert.Empty(TextPart.Of(text, null, null).Show(text, null, null));
    }
}
