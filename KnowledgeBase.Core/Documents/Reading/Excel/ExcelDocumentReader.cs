using System.IO.Compression;
using KnowledgeBase.Core.Documents.Reading.Office;
using KnowledgeBase.Core.Documents.Reading.Tables;

namespace KnowledgeBase.Core.Documents.Reading.Excel;

/// <summary>
/// Reads .xlsx and .xlsm as the user sees them: shown sheets, cached results of formulas, numbers in their formats. The
/// parts are read as a stream of XML, never as a tree: a sheet may be hundreds of megabytes.
/// </summary>
internal sealed class ExcelDocumentReader(ReadingOptions options) : IDocumentReader
{
    public IReadOnlyCollection<DocumentFormat> Formats { get; } = [DocumentFormat.Excel];

    public Task<DocumentText> ReadAsync(ReadingRequest request, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(request.Path);
        var findings = PackageGuard.Check(file, cancellationToken);
        var warnings = new SortedSet<string>(StringComparer.Ordinal);
        if (findings.HasMacros) warnings.Add(ReadingWarning.HasMacros);
        if (findings.HasExternalLinks) warnings.Add(ReadingWarning.ExternalLinks);
        if (findings.HasAttachments) warnings.Add(ReadingWarning.HasAttachments);
        file.Position = 0;
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var workbook = Workbook.Open(zip);
        var blocks = new List<DocumentBlock>();
        var characters = 0L;
        foreach (var sheet in workbook.Sheets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pagesRead?.Report((0, null));
            if (sheet.IsHidden)
            {
                warnings.Add(ReadingWarning.HiddenText);
                continue;
            }

            var rows = new SheetReader(workbook, options.MaxTableCells);
            var tables = TableBlocks.Of(rows.Read(sheet.Part)).ToList();
            if (rows.HasHidden) warnings.Add(ReadingWarning.HiddenText);
            if (rows.IsDamaged) warnings.Add(ReadingWarning.MalformedRows);
            if (tables.Count == 0) continue;
            blocks.Add(new DocumentBlock(BlockKind.Heading, TextCleaning.OneLine(sheet.Name), null, 1));
            blocks.AddRange(tables);
            if ((characters += tables.Sum(table => (long)table.Text.Length)) > options.MaxCharacters)
            {
                throw new DocumentReadingException(ReadingOutcome.TooLarge, "More text than one document may have.");
            }
        }

        if (blocks.Count == 0) throw new DocumentReadingException(ReadingOutcome.NoText, "No sheet has a text.");
        return Task.FromResult(new DocumentText("excel", blocks, null, [.. warnings]));
    }
}
