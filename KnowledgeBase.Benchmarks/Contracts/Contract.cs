namespace KnowledgeBase.Benchmarks.Contracts;

/// <summary>A made-up contract: a title, and chapters of clauses that are numbered by their place.</summary>
public sealed record Contract(string Title, bool IsChinese, IReadOnlyList<Chapter> Chapters);

/// <summary>A chapter (第三条 付款 / Article 3 Payment) and its clauses (3.1, 3.2, ...).</summary>
public sealed record Chapter(string Heading, IReadOnlyList<string> Clauses);
