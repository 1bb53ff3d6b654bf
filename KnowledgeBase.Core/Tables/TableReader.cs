namespace KnowledgeBase.Core.Tables;

/// <summary>Reads a table as customer service has it: CSV in UTF-8 (with or without mark), UTF-16 or GB18030, or XLSX.</summary>
public static class TableReader
{
    public const int MaximumBytes = 20 << 20;
    public const int MaximumRows = 20_000;

    /// <summary>The rows that are not blank, the header first.</summary>
    /// <exception cref="TableException">Nothing of the file is to be used.</exception>
    public static async Task<IReadOnlyList<TableRow>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var part = new byte[81_920];
        int read;
        while ((read = await stream.ReadAsync(part, cancellationToken)) > 0)
        {
            if (buffer.Length + read > MaximumBytes)
            {
                throw new TableException("table_too_large", $"The file is larger than {MaximumBytes} bytes.", what: $"{MaximumBytes >> 20} MB");
            }

            buffer.Write(part, 0, read);
        }

        return Read(buffer.ToArray());
    }

    /// <inheritdoc cref="ReadAsync"/>
    public static IReadOnlyList<TableRow> Read(byte[] bytes)
    {
        var rows = new List<TableRow>();
        foreach (var row in Rows(bytes).Where(row => !row.IsBlank))
        {
            rows.Add(row);
            if (rows.Count > MaximumRows + 1)
            {
                throw new TableException("table_too_many_rows", $"The file has more than {MaximumRows} rows.", what: MaximumRows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return rows.Count > 0 ? rows : throw new TableException("table_empty", "The file has no rows.");
    }

    private static IEnumerable<TableRow> Rows(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK\u0003\u0004"u8) ? WorkbookReader.Read(bytes.ToArray())
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? throw new TableException("table_old_excel", "The file is an Excel 97-2003 or an encrypted workbook.")
        : CsvFile.Read(bytes.ToArray());
}
