using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Alignment;

#pragma warning disable MA0009 // No repetition.

namespace KnowledgeBase.Core.Contracts.Consistency;

/// <summary>Whether a price table's lines are quantity times price, and make its total.</summary>
internal static partial class TableSums
{
    public static IEnumerable<ContractWarning> Check(IReadOnlyList<AlignedUnit> units, string side) =>
        units.Where(unit => unit.Clause is { Level: ClauseLevel.Row, Columns: not null, Cells: not null })
            .GroupBy(unit => unit.Clause.Block).SelectMany(rows => Check([.. rows], side));

    private static IEnumerable<ContractWarning> Check(List<AlignedUnit> rows, string side)
    {
        var columns = rows[0].Clause.Columns!.ToList();
        var quantity = columns.FindIndex(name => Quantity().IsMatch(name));
        var price = columns.FindIndex(name => Price().IsMatch(name));
        var amount = columns.FindLastIndex(name => Amount().IsMatch(name) && !Price().IsMatch(name));
        if (amount < 0) yield break;
        var sum = 0m;
        var lines = 0;
        foreach (var row in rows)
        {
            var cells = row.Clause.Cells!;
            if (cells.Any(cell => Total().IsMatch(cell)))
            {
                var total = cells.Select(Number).LastOrDefault(value => value is not null);
                if (total is not null && lines > 1 && total != sum) yield return Warning(row, side, sum, total.Value);
                sum = 0;
                lines = 0;
                continue;
            }

            if (amount >= cells.Count || Number(cells[amount]) is not { } value) continue;
            sum += value;
            lines++;
            if (quantity < 0 || price < 0 || quantity >= cells.Count || price >= cells.Count) continue;
            if (Number(cells[quantity]) is { } count && Number(cells[price]) is { } each && Math.Abs((count * each) - value) >= 1m) yield return Warning(row, side, count * each, value);
        }
    }

    private static ContractWarning Warning(AlignedUnit row, string side, decimal expected, decimal found) => new()
    {
        Type = ContractWarnings.TableTotal,
        Side = side,
        Unit = row.Clause.Id,
        Text = row.Clause.Text,
        Expected = expected.ToString("#,0.##", CultureInfo.InvariantCulture),
        Found = found.ToString("#,0.##", CultureInfo.InvariantCulture),
        Range = row.Clause.Range,
    };

    private static decimal? Number(string cell)
    {
        var text = NormalText.Of(cell).Text;
        if (text.Length == 0) return null;
        if (MoneyReader.TryRead(text, 0) is { } money && money.End == text.Length) return money.Value;
        return NumberReader.TryRead(text, 0, out var value, out var end, out var plain) && plain && end == text.Length ? value : null;
    }

    [GeneratedRegex("数量|qty|quantity|units?$|人数|台数", RegexOptions.IgnoreCase)]
    private static partial Regex Quantity();

    [GeneratedRegex("单价|unit price|price per|rate", RegexOptions.IgnoreCase)]
    private static partial Regex Price();

    [GeneratedRegex("金额|总价|小计|合价|价款|amount|total|sum", RegexOptions.IgnoreCase)]
    private static partial Regex Amount();

    [GeneratedRegex("合\\s*计|总\\s*计|共\\s*计|^\\s*(?:grand )?total", RegexOptions.IgnoreCase)]
    private static partial Regex Total();
}
