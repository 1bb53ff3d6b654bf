namespace KnowledgeBase.Core.Tables;

/// <summary>One row of a table that was read.</summary>
/// <param name="Number">As a spreadsheet numbers it, from 1, the header included.</param>
/// <param name="Cells">Text of each cell; may be fewer than the header has.</param>
public sealed record TableRow(int Number, IReadOnlyList<string> Cells)
{
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);

    /// <summary>"" beyond the last cell.</summary>
    public string Cell(int column) => column >= 0 && column < Cells.Count ? Cells[column] : "";
}
