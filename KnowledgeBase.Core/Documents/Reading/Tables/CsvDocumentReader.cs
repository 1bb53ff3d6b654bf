using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using KnowledgeBase.Core.Documents.Reading.Plain;

namespace KnowledgeBase.Core.Documents.Reading.Tables;

/// <summary>Reads comma-, semicolon- and tab-separated values in any encoding.</summary>
internal sealed class CsvDocumentReader(ReadingOptions options) : IDocumentReader
{
    private static readonly string[] Delimiters = ["\t", ",", ";", "|"];
    private const int LongestField = 32_767; // a cell of a spreadsheet; beyond, a quotation mark was never closed

    public IReadOnlyCollection<DocumentFormat> Formats { get; } = [DocumentFormat.Csv];

    public async Task<DocumentText> ReadAsync(ReadingRequest request, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        var (text, guessed) = TextEncodings.Decode(await File.ReadAllBytesAsync(request.Path, cancellationToken));
        if (string.IsNullOrWhiteSpace(text)) throw new DocumentReadingException(ReadingOutcome.Empty, "Only white space.");
        if (text.Length > options.MaxCharacters) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"{text.Length} characters.");
        var warnings = new List<string>();
        if (guessed) warnings.Add(ReadingWarning.EncodingGuessed);
        var delimiter = Delimiter(text);
        var rows = Rows(text, delimiter, CsvMode.RFC4180);
        if (rows is null)
        {
            warnings.Add(ReadingWarning.MalformedRows);
            rows = Rows(text, delimiter, CsvMode.NoEscape)!;
        }

        var blocks = TableBlocks.Of(rows).ToList();
        if (blocks.Count == 0) throw new DocumentReadingException(ReadingOutcome.NoText, "No readable character.");
        return new DocumentText("csv", blocks, null, warnings);
    }

    /// <summary>Null when a quotation mark is never closed.</summary>
    private List<TableRow>? Rows(string text, string delimiter, CsvMode mode)
    {
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            Mode = mode,
            BadDataFound = null,
            CountBytes = false,
        });
        var rows = new List<TableRow>();
        var cells = 0;
        while (parser.Read())
        {
            var record = parser.Record ?? [];
            if ((cells += record.Length) > options.MaxTableCells) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"More than {options.MaxTableCells} cells.");
            if (mode == CsvMode.RFC4180 && record.Any(field => field.Length > LongestField)) return null;
            rows.Add(new TableRow(rows.Count + 1, [.. record.Select(field => TextCleaning.OneLine(field))]));
        }

        return rows;
    }

    /// <summary>The separator that most of the first lines agree on.</summary>
    private static string Delimiter(string text)
    {
        var lines = text.AsSpan(0, Math.Min(text.Length, 16_384)).ToString().Split('\n').Take(20).Where(line => line.Trim().Length > 0).ToList();
        return Delimiters
            .Select(candidate => (candidate, counts: lines.ConvertAll(line => line.AsSpan().Count(candidate))))
            .OrderByDescending(item => item.counts.Count(count => count > 0 && count == item.counts[0]))
            .ThenByDescending(item => item.counts[0])
            .First().candidate;
    }
}
