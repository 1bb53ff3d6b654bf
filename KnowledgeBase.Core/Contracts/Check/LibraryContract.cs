using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Segmentation;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Contracts.Check;

/// <summary>An earlier contract, cut into its clauses once and kept.</summary>
internal sealed class LibraryContract
{
    private readonly Dictionary<string, CanonicalClause> _canonical = new(StringComparer.Ordinal);

    public LibraryContract(Document document, DocumentText text)
    {
        Document = document;
        Clauses = [.. ClauseSegmenter.Split(text, "l").Where(clause => clause.Text.Length > 0 && clause.Level != ClauseLevel.Row && !clause.Outside)];
        Characters = text.PlainText.Length;
        ByWording = Clauses.GroupBy(clause => Wording(clause.Text), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
    }

    public Document Document { get; }

    public IReadOnlyList<Clause> Clauses { get; }

    /// <summary>Clauses by their wording without spaces, case and width.</summary>
    public IReadOnlyDictionary<string, Clause> ByWording { get; }

    /// <summary>Length of its text: what keeping it costs.</summary>
    public int Characters { get; }

    /// <summary>The clauses that stand, or begin to stand, in a stretch of the document.</summary>
    public IEnumerable<Clause> Within(int start, int end) => Clauses.Where(clause => clause.Range.Start < end && clause.Range.End > start);

    public CanonicalClause Canonical(Clause clause)
    {
        lock (_canonical)
        {
            if (!_canonical.TryGetValue(clause.Id, out var canonical)) _canonical[clause.Id] = canonical = new CanonicalClause(clause.Text, Lexicon.Default);
            return canonical;
        }
    }

    public static string Wording(string text) => NormalText.Of(text).Text.Replace(" ", "", StringComparison.Ordinal);
}
