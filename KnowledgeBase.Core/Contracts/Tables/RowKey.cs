using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Alignment;

namespace KnowledgeBase.Core.Contracts.Tables;

/// <summary>What a row is about: its cells without figures.</summary>
internal static class RowKey
{
    public static string Of(AlignedUnit row) =>
        string.Join('|', (row.Clause.Cells ?? [row.Clause.Text]).Select(cell => NormalText.Of(cell).Text).Where(cell => cell.Length > 0 && !IsFigure(cell)));

    /// <summary>A cell that holds a number, an amount, a share or a dash, and hardly anything else.</summary>
    public static bool IsFigure(string cell)
    {
        if (cell.All(c => c is '-' or '/' or '_' or ' ')) return true;
        var digits = cell.Count(char.IsDigit);
        var letters = cell.Count(c => char.IsLetter(c) && !"元角分万亿美欧港人民币个台只套件kgm%".Contains(c));
        return digits > 0 && letters == 0;
    }
}
