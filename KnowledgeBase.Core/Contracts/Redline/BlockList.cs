using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>A paragraph or table, with what it is compared by.</summary>
internal sealed record Block(XElement Element, string Text, Dictionary<int, int> Pairs, int PairCount)
{
    public bool IsTable => Element.Name == WordXml.W + "tbl";

    public static Block Of(XElement element)
    {
        var text = string.Concat(element.DescendantsAndSelf(WordXml.W + "p").SelectMany(ParagraphAtoms.TextElements).Where(part => part.Name == WordXml.W + "t").Select(part => part.Value));
        var pairs = new Dictionary<int, int>();
        for (var i = 0; i + 1 < text.Length; i++)
        {
            var pair = (text[i] << 16) | text[i + 1];
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
        }

        return new Block(element, text, pairs, Math.Max(0, text.Length - 1));
    }

    /// <summary>Share of pairs of characters that both have (Dice), 0 to 1.</summary>
    public double Likeness(Block other)
    {
        if (PairCount + other.PairCount == 0)
        {
            return Text == other.Text ? 1 : 0;
        }

        var common = 0;
        foreach (var (pair, count) in Pairs)
        {
            common += Math.Min(count, other.Pairs.GetValueOrDefault(pair));
        }

        return 2.0 * common / (PairCount + other.PairCount);
    }
}

/// <summary>The paragraphs and tables directly in a body, a cell or a text box, content controls looked through, and how two such lists go together.</summary>
internal static class BlockList
{
    /// <summary>Less alike than this, a paragraph is not the other one changed but another one.</summary>
    private const double Enough = 0.4;
    private const double EnoughAlone = 0.15;

    public static List<Block> Of(XElement container) => [.. Elements(container).Select(Block.Of)];

    public static List<(int A, int B)> Align(IReadOnlyList<Block> a, IReadOnlyList<Block> b)
    {
        if (a.Count == 1 && b.Count == 1 && a[0].IsTable == b[0].IsTable)
        {
            return [(0, 0)];
        }

        var pairs = SequenceAlignment.Of(
            a.Count, b.Count,
            (i, j) => a[i].IsTable == b[j].IsTable && a[i].Text == b[j].Text,
            (i, j) => Worth(a[i], b[j]));
        return WithLonelyPairs(a.Count, b.Count, pairs, (i, j) => a[i].IsTable == b[j].IsTable && a[i].Likeness(b[j]) >= EnoughAlone);
    }

    /// <summary>Where just one is left on each side between two pairs, a little likeness is enough.</summary>
    public static List<(int A, int B)> WithLonelyPairs(int a, int b, List<(int A, int B)> pairs, Func<int, int, bool> may)
    {
        var all = new List<(int A, int B)>();
        var last = (A: -1, B: -1);
        foreach (var pair in pairs.Append((A: a, B: b)))
        {
            if (pair.A - last.A == 2 && pair.B - last.B == 2 && may(last.A + 1, last.B + 1))
            {
                all.Add((last.A + 1, last.B + 1));
            }

            if (pair.A < a)
            {
                all.Add(pair);
            }

            last = pair;
        }

        return all;
    }

    private static double Worth(Block a, Block b)
    {
        if (a.IsTable != b.IsTable)
        {
            return 0;
        }

        if (a.Text == b.Text)
        {
            return a.Text.Length == 0 ? 0.1 : 1;
        }

        return a.Likeness(b) is var likeness && likeness >= Enough ? likeness : 0;
    }

    private static IEnumerable<XElement> Elements(XElement container)
    {
        foreach (var element in container.Elements())
        {
            if (element.Name == WordXml.W + "p" || element.Name == WordXml.W + "tbl")
            {
                yield return element;
            }
            else if (element.Name.Namespace == WordXml.W && element.Name.LocalName is "sdt" or "sdtContent" or "customXml")
            {
                foreach (var inner in Elements(element))
                {
                    yield return inner;
                }
            }
        }
    }
}
