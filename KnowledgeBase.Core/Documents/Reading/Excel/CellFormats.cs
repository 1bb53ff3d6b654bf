using System.Globalization;
using System.IO.Compression;
using System.Xml;
using ExcelNumberFormat;
using KnowledgeBase.Core.Documents.Reading.Office;

namespace KnowledgeBase.Core.Documents.Reading.Excel;

/// <summary>Shows numbers as their cells do: dates as dates, 0.05 as 5%, 1200000 as 1,200,000.00.</summary>
internal sealed class CellFormats
{
    // ECMA-376, 18.8.30, with the Chinese formats; the short date is written so that day and month cannot be confused.
    private static readonly Dictionary<int, string> BuiltIn = new()
    {
        [1] = "0",
        [2] = "0.00",
        [3] = "#,##0",
        [4] = "#,##0.00",
        [5] = "¥#,##0;-¥#,##0",
        [6] = "¥#,##0;-¥#,##0",
        [7] = "¥#,##0.00;-¥#,##0.00",
        [8] = "¥#,##0.00;-¥#,##0.00",
        [9] = "0%",
        [10] = "0.00%",
        [11] = "0.00E+00",
        [12] = "# ?/?",
        [13] = "# ??/??",
        [14] = "yyyy/m/d",
        [15] = "d-mmm-yy",
        [16] = "d-mmm",
        [17] = "mmm-yy",
        [18] = "h:mm AM/PM",
        [19] = "h:mm:ss AM/PM",
        [20] = "h:mm",
        [21] = "h:mm:ss",
        [22] = "yyyy/m/d h:mm",
        [27] = "yyyy\"年\"m\"月\"",
        [28] = "m\"月\"d\"日\"",
        [29] = "m\"月\"d\"日\"",
        [30] = "m-d-yy",
        [31] = "yyyy\"年\"m\"月\"d\"日\"",
        [32] = "h\"时\"mm\"分\"",
        [33] = "h\"时\"mm\"分\"ss\"秒\"",
        [34] = "h\"时\"mm\"分\"",
        [35] = "h\"时\"mm\"分\"ss\"秒\"",
        [36] = "yyyy\"年\"m\"月\"",
        [37] = "#,##0;-#,##0",
        [38] = "#,##0;-#,##0",
        [39] = "#,##0.00;-#,##0.00",
        [40] = "#,##0.00;-#,##0.00",
        [41] = "#,##0;-#,##0",
        [42] = "¥#,##0;-¥#,##0",
        [43] = "#,##0.00;-#,##0.00",
        [44] = "¥#,##0.00;-¥#,##0.00",
        [45] = "mm:ss",
        [46] = "[h]:mm:ss",
        [47] = "mm:ss.0",
        [48] = "##0.0E+0",
        [49] = "@",
        [50] = "yyyy\"年\"m\"月\"",
        [51] = "m\"月\"d\"日\"",
        [52] = "yyyy\"年\"m\"月\"",
        [53] = "m\"月\"d\"日\"",
        [54] = "m\"月\"d\"日\"",
        [55] = "h\"时\"mm\"分\"",
        [56] = "h\"时\"mm\"分\"ss\"秒\"",
        [57] = "yyyy\"年\"m\"月\"",
        [58] = "m\"月\"d\"日\"",
    };

    private readonly bool _from1904;
    private readonly List<NumberFormat?> _formats = []; // null is General

    public CellFormats(ZipArchiveEntry? part, bool from1904)
    {
        _from1904 = from1904;
        if (part is null) return;
        var codes = new Dictionary<int, string>(BuiltIn);
        using var reader = XmlReader.Create(part.Open(), OfficeXml.Settings);
        var inCells = false;
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs") inCells = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            if (reader.NodeType != XmlNodeType.Element || !int.TryParse(reader.GetAttribute("numFmtId"), CultureInfo.InvariantCulture, out var id)) continue;
            if (reader.LocalName == "numFmt" && reader.GetAttribute("formatCode") is { Length: < 256 } code) codes[id] = code;
            else if (inCells && reader.LocalName == "xf") _formats.Add(codes.TryGetValue(id, out var known) ? Parse(known) : null);
        }
    }

    /// <summary>A stored number as its cell shows it.</summary>
    /// <param name="style">The cell's s attribute.</param>
    public string Show(string stored, int style)
    {
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return TextCleaning.OneLine(stored);
        try
        {
            if (style >= 0 && style < _formats.Count && _formats[style] is { } format)
            {
                return TextCleaning.OneLine(format.Format(number, CultureInfo.InvariantCulture, _from1904));
            }
        }
#pragma warning disable CA1031 // Formats come from the file, and a date may lie before all dates: the plain number is still right.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
        }

        return General(number);
    }

    /// <summary>Eleven digits, as a cell has room for; binary dust such as 0.30000000000000004 goes.</summary>
    private static string General(double number) =>
        Math.Abs(number) < 1e15 && number == Math.Truncate(number) ? number.ToString("0", CultureInfo.InvariantCulture)
        : Math.Abs(number) is >= 1e-5 and < 1e11 ? Math.Round((decimal)number, 10).ToString("0.##########", CultureInfo.InvariantCulture)
        : number.ToString("G11", CultureInfo.InvariantCulture);

    private static NumberFormat? Parse(string code)
    {
        if (code.Equals("General", StringComparison.OrdinalIgnoreCase) || code.Equals("G/通用格式", StringComparison.Ordinal)) return null;
        var format = new NumberFormat(code);
        return format.IsValid ? format : null;
    }
}
