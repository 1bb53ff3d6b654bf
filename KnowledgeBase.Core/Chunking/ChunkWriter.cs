using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Chunking;

/// <summary>Makes chunks of passages, each within the model's budget.</summary>
internal sealed class ChunkWriter(DocumentText document, ITokenCounter tokens, ChunkingOptions options)
{
    private readonly List<Chunk> _chunks = [];

    public IReadOnlyList<Chunk> Chunks => _chunks;

    public void Write(Passage passage)
    {
        var path = Fitting(passage.HeadingPath);
        var context = passage.Context is { } names && tokens.Count(names) <= options.MaxTokensPerChunk / 3 ? names : null;
        if (Made(passage.Start, passage.End) is var whole && whole.TokenCount <= options.MaxTokensPerChunk)
        {
            _chunks.Add(whole);
            return;
        }

        var before = new Chunk(0, "", null, path, null, 0, 0, 0) { Context = context }.EmbeddedText;
        var budget = Math.Max(8, options.MaxTokensPerChunk - (before.Length == 0 ? 0 : tokens.Count(before)));
        foreach (var range in PassageSplitter.Split(document.PlainText[passage.Start..passage.End], tokens, budget, options.OverlapTokens))
        {
            var piece = Made(passage.Start + range.Start.Value, passage.Start + range.End.Value);
            if (piece.Length > 0) _chunks.Add(piece);
        }

        Chunk Made(int from, int to)
        {
            var text = document.PlainText;
            while (from < to && char.IsWhiteSpace(text[from])) from++;
            while (to > from && char.IsWhiteSpace(text[to - 1])) to--;
            var block = passage.First;
            while (block < passage.Last && document.StartOf(block + 1) <= from) block++;
            var chunk = new Chunk(_chunks.Count, text[from..to], passage.Label, path, document.Blocks[block].Page, from, to - from, 0)
            {
                Paragraph = block + 1,
                Row = passage.Row,
                Context = context,
                OcrConfidence = Recognised(block, passage.Last, from, to),
            };
            return chunk with { TokenCount = tokens.Count(chunk.EmbeddedText) };
        }
    }

    /// <summary>How sure the recognised part of a passage is; null where nothing of it was recognised.</summary>
    private double? Recognised(int first, int last, int from, int to)
    {
        var (length, sure) = (0, 0.0);
        for (var i = first; i <= last; i++)
        {
            if (document.Blocks[i].OcrConfidence is not { } confidence) continue;
            var inside = Math.Min(to, document.StartOf(i) + document.Blocks[i].Line.Length) - Math.Max(from, document.StartOf(i));
            if (inside <= 0) continue;
            (length, sure) = (length + inside, sure + (confidence * inside));
        }

        return length == 0 ? null : Math.Round(sure / length, 3);
    }

    /// <summary>The innermost headings that leave most of the budget to the text.</summary>
    private IReadOnlyList<string> Fitting(IReadOnlyList<string> path)
    {
        var skipped = 0;
        while (skipped < path.Count && tokens.Count(string.Join(" > ", path.Skip(skipped))) > options.MaxTokensPerChunk / 3) skipped++;
        return skipped == 0 ? path : [.. path.Skip(skipped)];
    }
}
