using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Chunking;

/// <summary>
/// Cuts along clauses: a heading stays with what follows it, the paragraphs of one clause are joined up to the target,
/// and a clause is mixed with the next one only while it is too short to mean anything alone.
/// </summary>
public sealed class ClauseChunker : IChunker
{
    // Below this many tokens a clause says little on its own ("1.1 定义"), and is joined with its neighbour.
    private const int TinyTokens = 24;

    public int Version => 2;

    public IReadOnlyList<Chunk> Split(DocumentText document, ITokenCounter tokens, ChunkingOptions options)
    {
        var chunks = new List<Chunk>();
        var outline = new ClauseOutline();
        Passage? passage = null;
        var onlyContents = document.Blocks.All(block => IsLeftOut(block, false));
        for (var i = 0; i < document.Blocks.Count; i++)
        {
            var block = document.Blocks[i];
            if (IsLeftOut(block, onlyContents))
            {
                Finish();
                continue;
            }

            var size = tokens.Count(block.Line);
            var startsClause = outline.StartsClause(block);
            if (passage is not null && !Joins(passage, block, size, startsClause, options)) Finish();
            var above = outline.HeadingsAbove(block);
            outline.Enter(block);
            passage ??= new Passage(i, above);
            passage.Add(i, size, block, startsClause, outline.Label);
        }

        Finish();
        return chunks;

        void Finish()
        {
            if (passage is not null) Write(passage, document, tokens, options, chunks);
            passage = null;
        }
    }

    private static bool IsLeftOut(DocumentBlock block, bool onlyContents) =>
        block.Line.Length == 0 || block.Kind is BlockKind.Header or BlockKind.Footer || (block.Kind == BlockKind.TableOfContents && !onlyContents);

    private static bool Joins(Passage passage, DocumentBlock block, int size, bool startsClause, ChunkingOptions options)
    {
        if (passage.OnlyHeadings) return passage.Tokens + size <= options.MaxTokensPerChunk;
        if (block.Kind == BlockKind.Heading || passage.Tokens + size > options.TargetTokensPerChunk) return false;
        return !startsClause || passage.Tokens < Math.Min(TinyTokens, options.TargetTokensPerChunk);
    }

    private static void Write(Passage passage, DocumentText document, ITokenCounter tokens, ChunkingOptions options, List<Chunk> chunks)
    {
        var start = document.StartOf(passage.First);
        var end = document.StartOf(passage.Last) + document.Blocks[passage.Last].Line.Length;
        var path = Fitting(passage.HeadingPath, tokens, options);
        if (Made(start, end) is var whole && whole.TokenCount <= options.MaxTokensPerChunk)
        {
            chunks.Add(whole);
            return;
        }

        var budget = Math.Max(8, options.MaxTokensPerChunk - (path.Count == 0 ? 0 : tokens.Count(string.Join(" > ", path) + "\n")));
        foreach (var range in PassageSplitter.Split(document.PlainText[start..end], tokens, budget, options.OverlapTokens))
        {
            var piece = Made(start + range.Start.Value, start + range.End.Value);
            if (piece.Length > 0) chunks.Add(piece);
        }

        Chunk Made(int from, int to)
        {
            var text = document.PlainText;
            while (from < to && char.IsWhiteSpace(text[from])) from++;
            while (to > from && char.IsWhiteSpace(text[to - 1])) to--;
            var block = passage.First;
            while (block < passage.Last && document.StartOf(block + 1) <= from) block++;
            var chunk = new Chunk(chunks.Count, text[from..to], passage.Label, path, document.Blocks[block].Page, from, to - from, 0);
            return chunk with { TokenCount = tokens.Count(chunk.EmbeddedText) };
        }
    }

    /// <summary>The innermost headings that leave most of the budget to the text.</summary>
    private static IReadOnlyList<string> Fitting(IReadOnlyList<string> path, ITokenCounter tokens, ChunkingOptions options)
    {
        var skipped = 0;
        while (skipped < path.Count && tokens.Count(string.Join(" > ", path.Skip(skipped))) > options.MaxTokensPerChunk / 3) skipped++;
        return skipped == 0 ? path : [.. path.Skip(skipped)];
    }

    private sealed class Passage(int first, IReadOnlyList<string> headingPath)
    {
        public int First { get; } = first;

        public IReadOnlyList<string> HeadingPath { get; } = headingPath;

        public int Last { get; private set; }

        public int Tokens { get; private set; }

        public bool OnlyHeadings { get; private set; } = true;

        public string? Label { get; private set; }

        public void Add(int index, int size, DocumentBlock block, bool startsClause, string? label)
        {
            // The clause is the first one: named by the headings that the passage begins with, or by its first paragraph.
            if (index == First || (OnlyHeadings && startsClause)) Label = label;
            if (block.Kind != BlockKind.Heading) OnlyHeadings = false;
            Last = index;
            Tokens += size;
        }
    }
}
