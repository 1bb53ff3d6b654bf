namespace KnowledgeBase.Core.Tables;

/// <summary>
/// A table that cannot be taken as a whole: table_empty, table_too_large, table_too_many_rows, table_encoding,
/// table_damaged, table_old_excel, table_columns, table_quotes.
/// </summary>
/// <param name="row">The row as a spreadsheet numbers it, from 1; null when the whole file is meant.</param>
/// <param name="what">What the message names: the columns that are missing, the limit; "" for nothing.</param>
public sealed class TableException(string code, string detail, int? row = null, string what = "", Exception? innerException = null)
    : Exception(detail, innerException)
{
    public string Code { get; } = code;

    public int? Row { get; } = row;

    public string What { get; } = what;
}
