namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>
/// Tables without rulings: lines one below another whose pieces stand in columns that white space keeps apart all the way
/// down. What might as well be a list, a form or a signature block stays text.
/// </summary>
internal static class AlignedTables
{
    private const int FewestRows = 3;
    private const int MostLines = 3_000; // of a page that anybody reads

    /// <summary>The lines with one that stands for the table in place of the rows of each.</summary>
    public static List<TextLine> Replaced(List<TextLine> lines)
    {
        if (lines.Count > MostLines) return lines;
        var result = new List<TextLine>(lines.Count);
        for (var i = 0; i < lines.Count;)
        {
            var table = new AlignedRows(lines[i]);
            var end = i + 1;
            while (table.Count > 0 && end < lines.Count && table.TryAdd(lines[end])) end++;
            end -= table.TrimEnd();
            if (table.Count >= FewestRows) table.Refine();
            if (table.Count >= FewestRows && IsTable(table))
            {
                result.Add(table.ToLine());
                i = end;
            }
            else
            {
                result.Add(lines[i++]);
            }
        }

        return result;
    }

    private static bool IsTable(AlignedRows table)
    {
        var rows = table.Texts;
        var full = rows.Where(row => row.Count(cell => cell.Length > 0) >= 2).ToList();
        if (full.Count < FewestRows || rows.Count - full.Count > full.Count || !table.IsAligned) return false;
        var cells = rows.SelectMany(row => row).Where(cell => cell.Length > 0).ToList();
        // Names with a colon after them ask for something: a form.
        if (cells.Count(cell => cell[^1] is ':' or '：') * 3 > cells.Count) return false;
        return table.Columns >= 3 ? full.Count(row => row.Count(cell => cell.Length > 0) >= 3) >= 2 : IsPairs(full);
    }

    /// <summary>Two columns are a table when the second holds values: short ones, most of them with digits, which are not the pages of a list of contents.</summary>
    private static bool IsPairs(List<IReadOnlyList<string>> rows)
    {
        if (rows.Count < FewestRows + 1) return false;
        var (names, values) = (rows.ConvertAll(row => row[0]), rows.ConvertAll(row => row[1]));
        var numbers = values.Select(value => int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        if (numbers.TrueForAll(number => number > 0) && numbers.Zip(numbers.Skip(1)).All(pair => pair.First <= pair.Second)) return false;
        return values.Count(value => value.Length <= 24 && value.Any(char.IsDigit)) * 10 >= values.Count * 6
            && names.Count(name => ClauseLabels.KindOf(name) != ClauseLabelKind.None || name is "•" or "-" or "–" or "▪" or "□" or "☐" or "☑") * 4 <= names.Count
            && names.Average(name => name.Length) < 40;
    }
}
