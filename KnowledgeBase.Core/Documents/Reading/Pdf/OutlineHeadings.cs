using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Makes headings of the blocks that a file's bookmarks name: the author knows better than the size of a font.</summary>
internal static class OutlineHeadings
{
    private const int Deepest = 9;
    private const int LongestHeading = 160;

    public static void Apply(List<DocumentBlock> blocks, IReadOnlyList<Bookmark> bookmarks)
    {
        var levels = Match(blocks, bookmarks);
        if (levels.Count < 2) return; // one alone says nothing about the order of others
        // The title above all of it stays above all of it.
        var shift = blocks.Take(levels.Keys.Min()).Any(block => block is { Kind: BlockKind.Heading, HeadingLevel: 1, Label: null }) ? 1 : 0;
        var current = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (levels.TryGetValue(i, out var level))
            {
                current = Math.Min(Deepest, level + shift);
                blocks[i] = blocks[i] with { Kind = BlockKind.Heading, HeadingLevel = current };
            }
            else if (current > 0 && blocks[i].Kind == BlockKind.Heading && blocks[i].HeadingLevel <= current)
            {
                blocks[i] = blocks[i] with { HeadingLevel = Math.Min(Deepest, current + 1) };
            }
        }
    }

    /// <summary>The level of each block that a bookmark names, by its index.</summary>
    private static SortedDictionary<int, int> Match(List<DocumentBlock> blocks, IReadOnlyList<Bookmark> bookmarks)
    {
        var levels = new SortedDictionary<int, int>();
        if (bookmarks.Count == 0) return levels;
        var named = new Dictionary<(int Page, string Key), List<int>>();
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (block.Page is not { } page || block.Line.Length > LongestHeading || block.Kind is not (BlockKind.Paragraph or BlockKind.Heading or BlockKind.ListItem)) continue;
            Add((page, Key(block.Line)), i);
            if (block.Label is not null && block.Text.Length > 0) Add((page, Key(block.Text)), i);
        }

        foreach (var bookmark in bookmarks)
        {
            // A heading at the very top of a page is sometimes reached by the end of the page before.
            foreach (var page in (int[])[bookmark.Page, bookmark.Page + 1])
            {
                if (!named.TryGetValue((page, Key(bookmark.Title)), out var found)) continue;
                var free = found.Where(index => !levels.ContainsKey(index)).Take(1).ToList();
                if (free.Count == 0) continue;
                levels[free[0]] = bookmark.Level;
                break;
            }
        }

        return levels;

        void Add((int, string) key, int index)
        {
            if (key.Item2.Length == 0) return;
            if (!named.TryGetValue(key, out var all)) named[key] = all = [];
            all.Add(index);
        }
    }

    private static string Key(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
