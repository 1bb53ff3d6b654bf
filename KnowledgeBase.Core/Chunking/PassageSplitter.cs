namespace KnowledgeBase.Core.Chunking;

/// <summary>Cuts a passage that is too long for the model: at sentence ends, else at commas, else in the middle.</summary>
internal static class PassageSplitter
{
    private const string SentenceEnds = "。！？；!?;\n";
    private const string Commas = "，、,：: ";

    /// <summary>Ranges in order that together cover the passage, each within the budget; neighbours may overlap.</summary>
    /// <param name="budget">Tokens of a range.</param>
    /// <param name="overlap">Tokens at most that a range repeats of the one before.</param>
    public static IEnumerable<Range> Split(string text, ITokenCounter tokens, int budget, int overlap)
    {
        var sentences = new List<(int Start, int End, int Tokens)>();
        foreach (var (start, end) in Sentences(text)) AddWithin(text, start, end, tokens, budget, sentences);

        int first = 0, size = 0;
        for (var i = 0; i < sentences.Count; i++)
        {
            if (size > 0 && size + sentences[i].Tokens > budget)
            {
                yield return sentences[first].Start..sentences[i - 1].End;
                var last = i;
                for (size = 0; last > first + 1 && size + sentences[last - 1].Tokens <= overlap && size + sentences[last - 1].Tokens + sentences[i].Tokens <= budget; last--)
                {
                    size += sentences[last - 1].Tokens;
                }

                first = last;
            }

            size += sentences[i].Tokens;
        }

        if (first < sentences.Count) yield return sentences[first].Start..sentences[^1].End;
    }

    private static IEnumerable<(int Start, int End)> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = SentenceEnds.Contains(text[i], StringComparison.Ordinal)
                || (text[i] == '.' && (i + 1 == text.Length || text[i + 1] == ' '));
            if (!ends) continue;
            while (i + 1 < text.Length && "”’\"'）)】」』 ".Contains(text[i + 1], StringComparison.Ordinal)) i++;
            yield return (start, i + 1);
            start = i + 1;
        }

        if (start < text.Length) yield return (start, text.Length);
    }

    private static void AddWithin(string text, int start, int end, ITokenCounter tokens, int budget, List<(int, int, int)> parts)
    {
        var count = tokens.Count(text[start..end]);
        if (count <= budget || end - start < 2)
        {
            parts.Add((start, end, count));
            return;
        }

        var middle = Middle(text, start, end);
        AddWithin(text, start, middle, tokens, budget, parts);
        AddWithin(text, middle, end, tokens, budget, parts);
    }

    /// <summary>A place to cut near the middle: after a comma or space of the middle third, never inside a surrogate pair.</summary>
    private static int Middle(string text, int start, int end)
    {
        var middle = start + ((end - start) / 2);
        for (var distance = 0; distance < (end - start) / 6; distance++)
        {
            if (Commas.Contains(text[middle - 1 - distance], StringComparison.Ordinal)) return middle - distance;
            if (Commas.Contains(text[middle - 1 + distance], StringComparison.Ordinal)) return middle + distance;
        }

        return char.IsLowSurrogate(text[middle]) && middle - start > 1 ? middle - 1 : middle;
    }
}
