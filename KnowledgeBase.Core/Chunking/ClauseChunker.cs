using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Chunking;

/// <summary>
/// Cuts along clauses: a heading stays with what follows it, the paragraphs of one clause are joined up to the target,
/// and a clause is mixed with the next one only while it is too short to mean anything alone. A table that is longer than
/// the target is cut between its rows, and each part is read under the names of its columns.
/// </summary>
public sealed class ClauseChunker : IChunker
{
    // Below this many tokens a clause says little on its own ("1.1 定义"), and is joined with its neighbour.
    private const int TinyTokens = 24;

    public int Version => 3;

    public IReadOnlyList<Chunk> Split(DocumentText document, ITokenCounter tokens, ChunkingOptions options)
    {
        var writer = new ChunkWriter(document, tokens, options);
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
            var goesOn = block.Table is { Header: not null, HeaderRows: 0 }; // its column names stand in an earlier block
            var rows = goesOn || size > options.TargetTokensPerChunk ? TableRows.Of(block) : null;
            if (passage is not null && !Joins(passage, block, rows is null ? size : 0, startsClause, options)) Finish();
            var above = outline.HeadingsAbove(block);
            outline.Enter(block);
            if (rows is null)
            {
                passage ??= new Passage(i, above, document.StartOf(i));
                passage.Add(i, size, block, startsClause, outline.Label, document.StartOf(i) + block.Line.Length);
            }
            else
            {
                AddRows(i, rows, above);
            }
        }

        Finish();
        return writer.Chunks;

        void AddRows(int index, TableRows rows, IReadOnlyList<string> above)
        {
            var block = document.Blocks[index];
            foreach (var (row, start, length) in rows.Lines)
            {
                var size = tokens.Count(block.Text.Substring(start, length));
                if (passage is { OnlyHeadings: false } && passage.Tokens + size > options.TargetTokensPerChunk) Finish();
                var from = document.StartOf(index) + start;
                passage ??= new Passage(index, above, from) { Context = row >= rows.FirstBodyRow ? rows.Header : null };
                passage.Row ??= row;
                passage.Add(index, size, block, false, outline.Label, from + length);
            }

            Finish();
        }

        void Finish()
        {
            if (passage is not null) writer.Write(passage);
            passage = null;
        }
    }

    private static bool IsLeftOut(DocumentBlock block, bool onlyContents) =>
        block.Line.Length == 0 || block.Kind is BlockKind.Header or BlockKind.Footer || (block.Kind == BlockKind.TableOfContents && !onlyContents);

    private static bool Joins(Passage passage, DocumentBlock block, int size, bool startsClause, ChunkingOptions options)
    {
        if (passage.OnlyHeadings) return passage.Tokens + size <= options.MaxTokensPerChunk;
        if (block.Kind == BlockKind.Heading || size == 0 || passage.Tokens + size > options.TargetTokensPerChunk) return false;
        return !startsClause || passage.Tokens < Math.Min(TinyTokens, options.TargetTokensPerChunk);
    }
}
