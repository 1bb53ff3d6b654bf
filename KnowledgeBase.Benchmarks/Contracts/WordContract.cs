using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace KnowledgeBase.Benchmarks.Contracts;

/// <summary>Writes a contract as .docx the way Word does: no number is in the text, all come from automatic numbering.</summary>
public static class WordContract
{
    private const int NumberingId = 1;

    public static byte[] Write(Contract contract)
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = Numbering(contract.IsChinese);
            var body = new Body(new Paragraph(new Run(new RunProperties(new Bold(), new FontSize { Val = "36" }), new Text(contract.Title))));
            foreach (var chapter in contract.Chapters)
            {
                body.Append(Paragraph(chapter.Heading, level: 0));
                body.Append(chapter.Clauses.Select(clause => Paragraph(clause, level: 1)));
            }

            main.Document = new Document(body);
        }

        return stream.ToArray();
    }

    private static Paragraph Paragraph(string text, int level) => new(
        new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = NumberingId })),
        new Run(new Text(text)));

    private static Numbering Numbering(bool chinese) => new(
        new AbstractNum(
            new MultiLevelType { Val = MultiLevelValues.Multilevel },
            Level(0, chinese ? NumberFormatValues.ChineseCountingThousand : NumberFormatValues.Decimal, chinese ? "第%1条" : "Article %1"),
            Level(1, NumberFormatValues.Decimal, "%1.%2", legal: true))
        { AbstractNumberId = 0 },
        new NumberingInstance(new AbstractNumId { Val = 0 }) { NumberID = NumberingId });

    private static Level Level(int index, NumberFormatValues format, string text, bool legal = false)
    {
        var level = new Level { LevelIndex = index };
        level.Append(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = format });
        if (legal)
        {
            // 3.1 and not 三.1 below 第三条
            level.Append(new IsLegalNumberingStyle());
        }

        level.Append(new LevelText { Val = text });
        return level;
    }
}
