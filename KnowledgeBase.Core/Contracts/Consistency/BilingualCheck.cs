using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Alignment;
using KnowledgeBase.Core.Contracts.Differences;

namespace KnowledgeBase.Core.Contracts.Consistency;

/// <summary>A row with the same clause in Chinese and in English, in which the two state different figures.</summary>
internal static class BilingualCheck
{
    public static IEnumerable<ContractWarning> Check(IReadOnlyList<AlignedUnit> units, string side, Lexicon lexicon)
    {
        foreach (var unit in units)
        {
            if (unit.Clause.Cells is not { Count: 2 } cells || cells.Any(cell => cell.Length < 8)) continue;
            var chinese = cells.FirstOrDefault(IsChinese);
            var english = cells.FirstOrDefault(cell => !IsChinese(cell));
            if (chinese is null || english is null) continue;
            var (a, b) = (new CanonicalClause(chinese, lexicon), new CanonicalClause(english, lexicon));
            foreach (var finding in FactRules.Judge(new Passage(a, a.Tokens), new Passage(b, b.Tokens), _ => null).Findings)
            {
                if (finding.Severity < Severity.Medium || finding.A.Count == 0 || finding.B.Count == 0 || !finding.A[0].IsValue) continue;
                yield return new ContractWarning
                {
                    Type = ContractWarnings.BilingualMismatch,
                    Side = side,
                    Unit = unit.Clause.Id,
                    Range = unit.Clause.Range,
                    Text = a.WordsOf(finding.A[0], finding.A[^1]),
                    Expected = a.WordsOf(finding.A[0], finding.A[^1]),
                    Found = b.WordsOf(finding.B[0], finding.B[^1]),
                };
            }
        }
    }

    private static bool IsChinese(string text) => text.Count(c => c >= '\u4E00' && c <= '\u9FFF') * 4 > text.Length;
}
