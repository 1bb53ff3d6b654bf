using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Search;

namespace KnowledgeBase.Web.Components.Documents;

/// <summary>One block as it is shown.</summary>
/// <param name="NewPage">The page that begins with it; null when it goes on with the page before.</param>
internal sealed record ShownBlock(int Index, DocumentBlock Block, int? NewPage, bool IsHit, IReadOnlyList<TextPiece> Pieces);

/// <summary>
/// A long document is shown in parts, so that its page stays fluent: blocks <paramref name="Start"/> up to
/// <paramref name="End"/> (exclusive). A hit is never cut by the end of a part.
/// </summary>
internal sealed record TextPart(int Number, int Count, int Start, int End)
{
    public const int BlocksPerPart = 200;

    /// <summary>The part asked for, from 1, or the one in which the hit starts.</summary>
    public static TextPart Of(DocumentText text, int? number, TextRange? hit)
    {
        var count = Math.Max(1, (text.Blocks.Count + BlocksPerPart - 1) / BlocksPerPart);
        var part = Math.Clamp(number ?? (hit is { } range ? (BlockAt(text, range.Start) / BlocksPerPart) + 1 : 1), 1, count);
        var start = (part - 1) * BlocksPerPart;
        var end = Math.Min(text.Blocks.Count, start + BlocksPerPart);
        if (hit is { } found && BlockAt(text, found.Start) is var first && first >= start && first < end)
        {
            end = Math.Max(end, BlockAt(text, found.Start + Math.Max(0, found.Length - 1)) + 1);
        }

        return new TextPart(part, count, start, end);
    }

    /// <summary>The blocks of one page, from 1, with those that go on from the page before.</summary>
    public static TextPart OfPage(DocumentText text, int page)
    {
        var on = Enumerable.Range(0, text.Blocks.Count).Where(i => text.Blocks[i].Page == page || text.Blocks[i].Boxes?.Any(box => box.Page == page) == true).ToList();
        return on.Count == 0 ? new TextPart(page, text.PageCount ?? page, 0, 0) : new TextPart(page, text.PageCount ?? page, on[0], on[^1] + 1);
    }

    /// <summary>The part's blocks, with the hit and the query's words told apart.</summary>
    public IReadOnlyList<ShownBlock> Show(DocumentText text, TextRange? hit, QueryTerms? terms)
    {
        var shown = new List<ShownBlock>(End - Start);
        for (var i = Start; i < End; i++)
        {
            var block = text.Blocks[i];
            var isHit = hit is { } range && Overlaps(text.StartOf(i), block.Line.Length, range);
            var newPage = block.Page is { } page && (i == Start || text.Blocks[i - 1].Page != page) ? page : (int?)null;
            shown.Add(new ShownBlock(i, block, newPage, isHit, Pieces(block, text.StartOf(i), isHit ? hit : null, isHit ? terms : null)));
        }

        return shown;
    }

    private static int BlockAt(DocumentText text, int offset)
    {
        var (low, high) = (0, text.Blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = text.StartOf(middle) <= offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private static bool Overlaps(int start, int length, TextRange range) => start < range.Start + range.Length && range.Start < start + length;

    private static List<TextPiece> Pieces(DocumentBlock block, int lineStart, TextRange? hit, QueryTerms? terms)
    {
        var line = block.Line;
        var label = new TextRange(0, string.IsNullOrEmpty(block.Label) ? 0 : block.Label.Length);
        TextRange? inside = hit is { } range ? new TextRange(range.Start - lineStart, range.Length) : null;
        var marks = terms?.FindIn(line) ?? [];
        SortedSet<int> cuts = [0, label.Length, line.Length];
        foreach (var mark in inside is { } part ? marks.Append(part) : marks)
        {
            cuts.Add(Math.Clamp(mark.Start, 0, line.Length));
            cuts.Add(Math.Clamp(mark.Start + mark.Length, 0, line.Length));
        }

        return
        [
            .. cuts.Zip(cuts.Skip(1), (from, to) => new TextPiece(
                line[from..to],
                from < label.Length,
                inside is { } found && Overlaps(from, to - from, found),
                marks.Any(mark => Overlaps(from, to - from, mark)))),
        ];
    }
}
