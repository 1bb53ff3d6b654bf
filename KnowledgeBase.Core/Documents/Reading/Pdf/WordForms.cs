using System.Text.RegularExpressions;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>The words of the document itself: they tell whether a hyphen at the end of a line belongs to the word.</summary>
internal sealed partial class WordForms
{
    private readonly HashSet<string> _hyphenated = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _plain = new(StringComparer.OrdinalIgnoreCase);

    public WordForms(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            foreach (var match in Word().EnumerateMatches(line))
            {
                var word = line.Substring(match.Index, match.Length);
                (word.Contains('-', StringComparison.Ordinal) ? _hyphenated : _plain).Add(word);
            }
        }
    }

    /// <summary>Whether "first-next…" is written so elsewhere, and never as one word.</summary>
    public bool IsHyphenated(string first, string next)
    {
        var end = 0;
        while (end < next.Length && char.IsLetter(next[end])) end++;
        var second = next[..end];
        if (Tens().IsMatch(first) && Ones().IsMatch(second)) return true;
        if (_plain.Contains(first + second)) return false;
        // Unknown in both forms: two whole words of the document are a compound, anything else was one word.
        return _hyphenated.Contains($"{first}-{second}") || (first.Length > 3 && second.Length > 3 && _plain.Contains(first) && _plain.Contains(second));
    }

    [GeneratedRegex("^(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tens();

    [GeneratedRegex("^(one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ones();

    [GeneratedRegex(@"\p{L}+(?:-\p{L}+)*", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
