using System.Globalization;

namespace KnowledgeBase.Core.Canonical;

/// <summary>Numbers in English words: one hundred and eighty, twenty-five, two million.</summary>
internal static class EnglishNumberReader
{
    private const string Words =
        """
        zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14
        fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70
        eighty 80 ninety 90 first 1 second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 twelfth 12
        fifteenth 15 twentieth 20 thirtieth 30
        """;

    private static readonly Dictionary<string, int> Small = Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2)
        .ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public static bool TryRead(string text, int start, out decimal value, out int end)
    {
        value = 0;
        end = start;
        decimal total = 0, section = 0;
        var at = start;
        var any = false;
        while (true)
        {
            var word = WordAt(text, at, out var next);
            if (word.Length == 0) break;
            if (word == "and" && any)
            {
                var after = WordAt(text, Skip(text, next), out _);
                // "one hundred and eighty", but "two and three" are two numbers.
                if (section % 100 != 0 || section == 0 || !Small.ContainsKey(after)) break;
                at = Skip(text, next);
                continue;
            }

            if (Small.TryGetValue(word, out var small))
            {
                if (any && section % 10 != 0) break;
                if (any && section % 100 != 0 && (section % 100 < 20 || small >= 10)) break;
                section += small;
            }
            else if (word == "hundred" && any) section = (section == 0 ? 1 : section) * 100;
            else if (word is "thousand" or "million" or "billion" && any)
            {
                total += (section == 0 ? 1 : section) * (word switch { "thousand" => 1000m, "million" => 1_000_000m, _ => 1_000_000_000m });
                section = 0;
            }
            else break;

            any = true;
            end = next;
            at = Skip(text, next);
        }

        value = total + section;
        const string Half = " and a half";
        if (any && string.CompareOrdinal(text, end, Half, 0, Half.Length) == 0)
        {
            value += 0.5m;
            end += Half.Length;
        }

        return any;
    }

    private static int Skip(string text, int at) => at < text.Length && text[at] is ' ' or '-' ? at + 1 : at;

    private static string WordAt(string text, int at, out int end)
    {
        end = at;
        while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
        return text[at..end];
    }
}
