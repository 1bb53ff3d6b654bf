using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Documents.Reading.Office;

namespace KnowledgeBase.Tests.Documents.Reading.Word;

/// <summary>Diagrams and charts say something, too.</summary>
public sealed class GraphicsTests
{
    private const string A = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";
    private const string R = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string Diagram = "http://schemas.openxmlformats.org/drawingml/2006/diagram";
    private const string Chart = "http://schemas.openxmlformats.org/drawingml/2006/chart";

    [Fact]
    public async Task ReadsTheShapesOfADiagram()
    {
        string Point(string id, string type, string text) => $"<dgm:pt modelId=\"{id}\"{type}><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>";
        var model = $"<dgm:dataModel xmlns:dgm=\"{Diagram}\" {A}><dgm:ptLst>{Point("1", " type=\"doc\"", "")}{Point("2", "", "一、签订合同")}{Point("3", " type=\"parTrans\"", "not shown")}{Point("4", "", "交付货物")}</dgm:ptLst></dgm:dataModel>";
        var text = await ReadAsync($"<a:graphicData uri=\"{Diagram}\"><dgm:relIds xmlns:dgm=\"{Diagram}\" r:dm=\"g\"/></a:graphicData>",
            package => package.With("word/diagrams/data1.xml", model).Override("word/diagrams/data1.xml", "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml").Relate("g", "diagramData", "diagrams/data1.xml"));
        Assert.Equal("前文\n一、 签订合同\n交付货物\n后文", text.PlainText);
        Assert.Empty(text.Warnings);
    }

    [Fact]
    public async Task ReadsTitleAndValuesOfAChart()
    {
        string Points(params string[] values) => string.Concat(values.Select((value, i) => $"<c:pt idx=\"{i}\"><c:v>{value}</c:v></c:pt>"));
        string Series(string name, params string[] values) => $"<c:ser><c:tx><c:strRef><c:strCache>{Points(name)}</c:strCache></c:strRef></c:tx>"
            + $"<c:cat><c:strRef><c:strCache>{Points("一季度", "二季度")}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>{Points(values)}</c:numCache></c:numRef></c:val></c:ser>";
        var chart = $"<c:chartSpace xmlns:c=\"{Chart}\" {A}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>各季度</a:t></a:r><a:r><a:t>交货量</a:t></a:r></a:p></c:rich></c:tx></c:title>"
            + $"<c:plotArea><c:barChart>{Series("计划", "100", "0.10000000000000001")}{Series("实际", "95")}</c:barChart></c:plotArea></c:chart></c:chartSpace>";
        var text = await ReadAsync($"<a:graphicData uri=\"{Chart}\"><c:chart xmlns:c=\"{Chart}\" r:id=\"g\"/></a:graphicData>",
            package => package.With("word/charts/chart1.xml", chart).Override("word/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml").Relate("g", "chart", "charts/chart1.xml"));
        Assert.Equal("前文\n各季度交货量\n | 计划 | 实际\n一季度 | 100 | 95\n二季度 | 0.1\n后文", text.PlainText);
        Assert.Equal(BlockKind.Table, text.Blocks[2].Kind);
        Assert.Empty(text.Warnings);
    }

    [Fact]
    public async Task SaysThatTheTextOfAGraphicIsMissing()
    {
        var newer = await ReadAsync("<a:graphicData uri=\"http://schemas.microsoft.com/office/drawing/2014/chartex\"/>", package => package);
        Assert.Equal([ReadingWarning.GraphicsLeftOut], newer.Warnings);
        var picture = await ReadAsync("<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"/>", package => package);
        Assert.Empty(picture.Warnings);
    }

    private static async Task<DocumentText> ReadAsync(string graphic, Func<OfficePackage, OfficePackage> complete)
    {
        var drawing = $"<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><a:graphic {A} {R}>{graphic}</a:graphic></wp:inline></w:drawing></w:r></w:p>";
        var package = OfficePackage.WithBody(OfficePackage.Paragraph("前文") + drawing + OfficePackage.Paragraph("后文"));
        return await Fixture.ReadBytesAsync(complete(package).ToBytes(), "a.docx");
    }
}
