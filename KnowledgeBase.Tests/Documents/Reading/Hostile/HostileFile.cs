namespace KnowledgeBase.Tests.Documents.Reading.Hostile;

/// <summary>A file made to break a reader, and what must come of it.</summary>
/// <param name="Make">Makes its bytes; the argument is the port at which the test listens for calls.</param>
/// <param name="Outcomes">"ok", or the codes that a refusal may have.</param>
internal sealed record HostileFile(string Name, Func<int, byte[]> Make, params string[] Outcomes)
{
    public const string Ok = "ok";

    /// <summary>Stands in every file that has something to read.</summary>
    public const string Sentence = "SENTINEL-合同正文";

    /// <summary>Warnings that the reading must carry.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<string> Contains { get; init; } = [];

    public IReadOnlyList<string> Lacks { get; init; } = [];
}
