namespace KnowledgeBase.Benchmarks.Contracts;

/// <summary>
/// Writes contracts of a wanted length out of sentence patterns with drawn parties, sums, terms and places. The same
/// seed gives the same contract; two seeds share hardly a clause.
/// </summary>
public static class ContractGenerator
{
    // About what a page of A4 holds in 10.5 points with the spacing that contracts have.
    private const int ChinesePage = 880;
    private const int EnglishPage = 1800;

    /// <param name="pages">Roughly how many pages it fills.</param>
    public static Contract Write(int seed, int pages)
    {
        var random = new Random(seed);
        var chinese = seed % 4 != 3;
        var vocabulary = chinese ? Vocabulary.Chinese : Vocabulary.English;
        var kind = Draw(random, vocabulary.Kinds);
        var wanted = pages * (chinese ? ChinesePage : EnglishPage);
        var chapters = new List<Chapter>();
        for (var length = 0; length < wanted;)
        {
            var topic = vocabulary.Topics[chapters.Count % vocabulary.Topics.Count];
            var clauses = Enumerable.Range(0, random.Next(4, 9)).Select(_ => Clause(random, vocabulary, topic)).ToList();
            length += clauses.Sum(clause => clause.Length);
            chapters.Add(new Chapter(topic.Heading, clauses));
        }

        return new Contract($"{kind} {random.Next(1000, 9999)}-{seed:000}", chinese, chapters);
    }

    /// <summary>One or two of the topic's sentences, each with its blanks filled.</summary>
    private static string Clause(Random random, Vocabulary vocabulary, Topic topic) => string.Join(
        vocabulary.Between, Enumerable.Range(0, random.Next(1, 3)).Select(_ => Fill(random, vocabulary, Draw(random, topic.Sentences))));

    private static string Fill(Random random, Vocabulary vocabulary, string sentence)
    {
        while (sentence.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open)
        {
            var close = sentence.IndexOf('}', open);
            var blank = sentence[(open + 1)..close];
            var filled = blank switch
            {
                "n" => Number(random, 2, 90),
                "percent" => $"{random.Next(1, 60) / 2.0:0.#}%",
                "sum" => $"{random.Next(10, 99_999) * 100:#,0}",
                _ => Draw(random, vocabulary.Words[blank]),
            };
            sentence = string.Concat(sentence.AsSpan(0, open), filled, sentence.AsSpan(close + 1));
        }

        return char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }

    private static string Number(Random random, int from, int to) => random.Next(from, to).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Draw(Random random, IReadOnlyList<string> items) => items[random.Next(items.Count)];
}
