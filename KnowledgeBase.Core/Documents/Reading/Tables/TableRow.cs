namespace KnowledgeBase.Core.Documents.Reading.Tables;

/// <summary>One row of a sheet or a file of values.</summary>
/// <param name="Number">Its number as the user counts, from 1.</param>
/// <param name="Cells">One text per column; empty where nothing stands.</param>
internal sealed record TableRow(int Number, IReadOnlyList<string> Cells)
{
    public int Written => Cells.Count(cell => cell.Length > 0);
}
