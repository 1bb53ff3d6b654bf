using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Tables;
using KnowledgeBase.Web.Components.Documents;

namespace KnowledgeBase.Tests.Components.Documents;

public sealed class ShownTableTests
{
    [Fact]
    public void TellsRowsAndCellsApartAndMarksTheRowThatWasFound()
    {
        string[][] cells = [["型号", "单价", "备注"], ["SW-1", "1200", ""], ["", "1500", "含税"]];
        var block = TableBlocks.Block(cells, new TablePlace(5, cells[0], 1));
        var text = new DocumentText("test", [block], null, []);
        var row = text.PlainText.IndexOf("1500", StringComparison.Ordinal);
        var shown = Assert.Single(TextPart.Of(text, null, null).Show(text, new TextRange(row, 4), null));
        var rows = ShownTable.Of(shown)!;
        Assert.Equal([5, 6, 7], rows.Select(item => item.Number));
        Assert.Equal([true, false, false], rows.Select(item => item.IsHeader));
        Assert.Equal([false, false, true], rows.Select(item => item.IsHit));
        Assert.Equal(cells, rows.Select(item => item.Cells.Select(cell => string.Concat(cell.Select(piece => piece.Text))).ToArray()));
    }

    [Fact]
    public void LeavesAParagraphAlone() => Assert.Null(ShownTable.Of(Shown(new DocumentBlock(BlockKind.Paragraph, "a | b"))));

    [Fact]
    public void LeavesATableAloneWhoseTextIsNotItsCells() =>
        Assert.Null(ShownTable.Of(Shown(new DocumentBlock(BlockKind.Table, "something else", Cells: [["a", "b"]]))));

    private static ShownBlock Shown(DocumentBlock block)
    {
        var text = new DocumentText("test", [block], null, []);
        return TextPart.Of(text, null, null).Show(text, null, null)[0];
    }
}
