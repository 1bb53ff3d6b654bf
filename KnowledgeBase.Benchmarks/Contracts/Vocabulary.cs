namespace KnowledgeBase.Benchmarks.Contracts;

/// <summary>What a chapter is about, and sentences with blanks in braces.</summary>
public sealed record Topic(string Heading, IReadOnlyList<string> Sentences);

/// <summary>The words of one language.</summary>
public sealed partial record Vocabulary(
    IReadOnlyList<string> Kinds, string Between, IReadOnlyDictionary<string, IReadOnlyList<string>> Words, IReadOnlyList<Topic> Topics)
{
    private static Dictionary<string, IReadOnlyList<string>> Of(params (string Blank, string Words)[] lists) =>
        lists.ToDictionary(list => list.Blank, IReadOnlyList<string> (list) => list.Words.Split('|'), StringComparer.Ordinal);

    private static Topic About(string heading, params string[] sentences) => new(heading, sentences);
}
