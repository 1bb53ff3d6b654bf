namespace KnowledgeBase.Core.Tables;

/// <summary>
/// Keeps a spreadsheet from running a cell of a CSV file as a formula (OWASP ASVS 1.2.10): an apostrophe goes before
/// what begins like one. Taking it off again gives every text back.
/// </summary>
public static class FormulaGuard
{
    public static string Protect(string cell) => StartsLikeFormula(cell) || IsAmbiguous(cell) ? "'" + cell : cell;

    public static string Restore(string cell) => IsAmbiguous(cell) ? cell[1..] : cell;

    /// <summary>Full-width signs too: spreadsheets in East Asian settings take them for the others.</summary>
    private static bool StartsLikeFormula(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    /// <summary>A text of its own that looks as if it were guarded gets one more apostrophe, so that taking one off is always right.</summary>
    private static bool IsAmbiguous(string cell) => cell.Length > 1 && cell[0] == '\'' && (cell[1] == '\'' || StartsLikeFormula(cell[1..]));
}
