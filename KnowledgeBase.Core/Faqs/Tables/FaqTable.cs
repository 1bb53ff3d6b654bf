using System.Globalization;
using KnowledgeBase.Core.Tables;

namespace KnowledgeBase.Core.Faqs.Tables;

/// <summary>What is wrong with a row: a code of <see cref="FaqContent.Faults"/>, status_unknown, date_unknown, repeated or repeated_differently.</summary>
/// <param name="What">What the message names: a text of the cell, or the number of the other row.</param>
public sealed record FaqFault(string Code, string What = "");

/// <summary>A row as an entry, perhaps with faults.</summary>
public sealed record FaqTableRow(int Number, FaqContent Content, IReadOnlyList<FaqFault> Faults);

/// <summary>FAQ entries as a table: one entry a row; phrasings and tags one a line in their cell.</summary>
public static class FaqTable
{
    private static readonly (string Name, string[] Others)[] Columns =
    [
        ("question", ["问题", "标准问题", "标准问", "问"]),
        ("answer", ["答案", "回答", "回复", "答"]),
        ("phrasings", ["相似问", "其他问法", "相似问题", "问法", "phrasing", "variants"]),
        ("category", ["分类", "类别", "目录"]),
        ("tags", ["标签", "tag"]),
        ("status", ["状态"]),
        ("valid_from", ["生效日期", "valid from"]),
        ("valid_until", ["失效日期", "valid until"]),
        ("owner", ["负责人"]),
    ];

    private static readonly (FaqStatus Status, string[] Names)[] Statuses =
    [
        (FaqStatus.Draft, ["draft", "草稿"]), (FaqStatus.Published, ["published", "已发布", "发布"]), (FaqStatus.Retired, ["retired", "已停用", "停用"]),
    ];

    /// <summary>All rows; the same question a second time is a fault of the later row.</summary>
    /// <param name="status">Of rows that name none.</param>
    /// <exception cref="TableException">table_columns: the header has no question or no answer.</exception>
    public static IReadOnlyList<FaqTableRow> Read(IReadOnlyList<TableRow> table, FaqStatus status)
    {
        var places = Columns.Select(column => PlaceOf(table[0], column.Name, column.Others)).ToArray();
        string[] missing = [.. Columns.Zip(places).Take(2).Where(pair => pair.Second < 0).Select(pair => pair.First.Name)];
        if (missing.Length > 0)
        {
            throw new TableException("table_columns", $"The first row has no column {string.Join(", ", missing)}.", table[0].Number, string.Join(", ", missing));
        }

        var seen = new Dictionary<string, FaqTableRow>(StringComparer.Ordinal);
        var rows = new List<FaqTableRow>(table.Count - 1);
        foreach (var source in table.Skip(1))
        {
            var row = Read(source, places, status);
            if (row.Content.Question.Length > 0 && !seen.TryAdd(row.Content.Question, row))
            {
                var first = seen[row.Content.Question];
                var code = string.Equals(first.Content.Answer, row.Content.Answer, StringComparison.Ordinal) ? "repeated" : "repeated_differently";
                row = row with { Faults = [.. row.Faults, new FaqFault(code, first.Number.ToString(CultureInfo.InvariantCulture))] };
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The header and a row for each entry; reading it back gives the same entries.</summary>
    public static IEnumerable<IReadOnlyList<string>> Write(IEnumerable<FaqContent> entries) =>
        entries.Select(Row).Prepend([.. Columns.Select(column => column.Name)]);

    private static IReadOnlyList<string> Row(FaqContent content) =>
    [
        content.Question, content.Answer, string.Join('\n', content.Phrasings), content.Category, Lines(content.Tags), FaqStore.Text(content.Status),
        FaqStore.Text(content.ValidFrom) ?? "", FaqStore.Text(content.ValidUntil) ?? "", content.Owner,
    ];

    private static FaqTableRow Read(TableRow row, int[] places, FaqStatus defaultStatus)
    {
        var faults = new List<FaqFault>();
        string Cell(int column) => row.Cell(places[column]);

        var status = defaultStatus;
        var named = Cell(5).Trim();
        if (named.Length > 0)
        {
            var known = Array.FindIndex(Statuses, item => item.Names.Contains(named, StringComparer.OrdinalIgnoreCase));
            if (known < 0)
            {
                faults.Add(new FaqFault("status_unknown", named));
            }
            else
            {
                status = Statuses[known].Status;
            }
        }

        DateOnly? Day(int column)
        {
            var text = Cell(column).Trim();
            if (text.Length == 0)
            {
                return null;
            }

            if (DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyy.M.d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            faults.Add(new FaqFault("date_unknown", text));
            return null;
        }

        var content = new FaqContent(
            Cell(0), Cell(2).Split('\n'), Cell(1), Cell(3), Tags(Cell(4)), status, Day(6), Day(7), Cell(8)).Tidy();
        return new FaqTableRow(row.Number, content, [.. content.Faults().Select(code => new FaqFault(code)), .. faults]);
    }

    /// <summary>A single tag that has a separator in it ends its line, which tells that lines separate here.</summary>
    private static string Lines(IReadOnlyList<string> tags) =>
        tags is [var only] && only.AsSpan().IndexOfAny(",，;；、") >= 0 ? only + "\n" : string.Join('\n', tags);

    private static string[] Tags(string cell) => cell.Contains('\n', StringComparison.Ordinal) ? cell.Split('\n') : cell.Split(',', '，', ';', '；', '、');

    private static int PlaceOf(TableRow header, string name, string[] others)
    {
        for (var i = 0; i < header.Cells.Count; i++)
        {
            var cell = header.Cells[i].Trim().TrimStart('\uFEFF');
            if (cell.Equals(name, StringComparison.OrdinalIgnoreCase) || others.Contains(cell, StringComparer.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
