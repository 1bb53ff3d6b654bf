namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>Numbers as English words, for w:numFmt cardinalText and ordinalText.</summary>
internal static class EnglishNumbers
{
    private static readonly string[] Ones =
    [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen",
        "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ];

    private static readonly string[] Tens = ["", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

    private static readonly Dictionary<string, string> Irregular = new(StringComparer.OrdinalIgnoreCase)
    {
        ["One"] = "First",
        ["Two"] = "Second",
        ["Three"] = "Third",
        ["Five"] = "Fifth",
        ["Eight"] = "Eighth",
        ["Nine"] = "Ninth",
        ["Twelve"] = "Twelfth",
    };

    public static string Cardinal(int number) => number switch
    {
        < 0 or > 999_999 => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        < 20 => Ones[number],
        < 100 => Tens[number / 10] + (number % 10 == 0 ? "" : "-" + Lower(Ones[number % 10])),
        < 1000 => Ones[number / 100] + " hundred" + (number % 100 == 0 ? "" : " " + Lower(Cardinal(number % 100))),
        _ => Cardinal(number / 1000) + " thousand" + (number % 1000 == 0 ? "" : " " + Lower(Cardinal(number % 1000))),
    };

    public static string Ordinal(int number)
    {
        var words = Cardinal(number);
        var start = words.LastIndexOfAny([' ', '-']) + 1;
        var last = words[start..];
        var ordinal = Irregular.TryGetValue(last, out var irregular) ? irregular
            : last.EndsWith('y') ? last[..^1] + "ieth"
            : last + "th";
        return words[..start] + (start == 0 ? ordinal : Lower(ordinal));
    }

#pragma warning disable CA1308 // Words of a label, not keys: "Twenty-first" is what Word shows.
    private static string Lower(string word) => word.ToLowerInvariant();
#pragma warning restore CA1308
}
