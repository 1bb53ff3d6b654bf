using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;

namespace KnowledgeBase.Core.Tables;

/// <summary>The first sheet of an XLSX workbook. Formulas are read as the values that were stored with them; nothing is computed.</summary>
internal static class WorkbookReader
{
    /// <summary>Unpacked bytes; a workbook of 20 MB of text packs to a few.</summary>
    private const long MaximumUnpacked = 200 << 20;

    // The reader asks for code page 1252 before it knows that it needs none.
    static WorkbookReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="TableException">table_damaged or table_too_large.</exception>
    public static IEnumerable<TableRow> Read(byte[] bytes)
    {
        var rows = new List<TableRow>();
        try
        {
            Measure(bytes);
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(bytes, writable: false));
            while (reader.Read() && rows.Count <= TableReader.MaximumRows + 1)
            {
                var cells = new string[reader.FieldCount];
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = Text(reader.GetValue(i));
                }

                var row = new TableRow(reader.Depth + 1, cells);
                if (!row.IsBlank)
                {
                    rows.Add(row);
                }
            }

            return rows;
        }
#pragma warning disable CA1031 // Whatever a damaged workbook does to the reader, it is the file that is at fault.
        catch (Exception e) when (e is not TableException)
#pragma warning restore CA1031
        {
            throw new TableException("table_damaged", "The workbook cannot be read.", innerException: e);
        }
    }

    /// <summary>Unpacks everything once and counts, since the sizes that a ZIP file declares may be made up.</summary>
    private static void Measure(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes, writable: false));
        var total = 0L;
        var buffer = new byte[81_920];
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            int read;
            while ((read = content.Read(buffer)) > 0)
            {
                if ((total += read) > MaximumUnpacked)
                {
                    throw new TableException("table_too_large", $"The workbook unpacks to more than {MaximumUnpacked} bytes.", what: $"{MaximumUnpacked >> 20} MB");
                }
            }
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text.ReplaceLineEndings("\n"),
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
