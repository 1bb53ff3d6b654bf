namespace KnowledgeBase.Core.Tables;

public enum TableFormat
{
    Csv,
    Xlsx,
}

/// <summary>Writes tables that people open in a spreadsheet.</summary>
public static class TableWriter
{
    public static string ContentType(TableFormat format) =>
        format == TableFormat.Csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="rows">The header first.</param>
    public static byte[] Write(TableFormat format, string sheetName, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var stream = new MemoryStream();
        if (format == TableFormat.Csv)
        {
            CsvFile.Write(stream, rows);
        }
        else
        {
            WorkbookWriter.Write(stream, sheetName, rows);
        }

        return stream.ToArray();
    }
}
