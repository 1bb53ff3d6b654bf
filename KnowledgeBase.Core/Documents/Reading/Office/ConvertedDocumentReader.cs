using KnowledgeBase.Core.Documents.Reading.Excel;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>Reads old and foreign office files (.doc, .rtf, .odt, .wps, .xls, .ods) by way of the formats that have readers of their own.</summary>
internal sealed class ConvertedDocumentReader(IOfficeConverter converter, WordDocumentReader word, ExcelDocumentReader excel) : IDocumentReader
{
    public IReadOnlyCollection<DocumentFormat> Formats { get; } =
    [
        DocumentFormat.LegacyWord, DocumentFormat.WordXml, DocumentFormat.RichText, DocumentFormat.OpenDocumentText,
        DocumentFormat.LegacyExcel, DocumentFormat.OpenDocumentSheet,
    ];

    public async Task<DocumentText> ReadAsync(ReadingRequest request, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        var extension = format switch
        {
            DocumentFormat.LegacyWord => ".doc",
            DocumentFormat.WordXml => ".xml",
            DocumentFormat.RichText => ".rtf",
            DocumentFormat.OpenDocumentText => ".odt",
            DocumentFormat.LegacyExcel => ".xls",
            _ => ".ods",
        };
        if (format is DocumentFormat.OpenDocumentText or DocumentFormat.OpenDocumentSheet)
        {
            using var file = File.OpenRead(request.Path);
            PackageGuard.Check(file, cancellationToken);
        }

        var sheet = format is DocumentFormat.LegacyExcel or DocumentFormat.OpenDocumentSheet;
        using var converted = await converter.ConvertAsync(
            request.Path, extension, sheet ? OfficeTarget.Excel : OfficeTarget.Word, () => pagesRead?.Report((0, null)), cancellationToken);
        var made = request with { Path = converted.Path };
        var text = sheet
            ? await excel.ReadAsync(made, DocumentFormat.Excel, pagesRead, cancellationToken)
            : word.Read(made, format == DocumentFormat.LegacyWord ? LegacyNumbering.Of(request.Path) : null, cancellationToken);
        return new DocumentText($"libreoffice+{text.Engine}", text.Blocks, text.PageCount, text.Warnings) { Omissions = text.Omissions };
    }
}
