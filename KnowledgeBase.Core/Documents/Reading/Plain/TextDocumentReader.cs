namespace KnowledgeBase.Core.Documents.Reading.Plain;

/// <summary>Reads plain text and Markdown; a line is a paragraph unless the whole text is wrapped at a fixed width.</summary>
internal sealed class TextDocumentReader(ReadingOptions options) : IDocumentReader
{
    public IReadOnlyCollection<DocumentFormat> Formats { get; } = [DocumentFormat.PlainText, DocumentFormat.Markdown];

    public async Task<DocumentText> ReadAsync(ReadingRequest request, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(request.Path, cancellationToken);
        var (text, guessed) = TextEncodings.Decode(bytes);
        if (string.IsNullOrWhiteSpace(text)) throw new DocumentReadingException(ReadingOutcome.Empty, "Only white space.");
        if (text.Length > options.MaxCharacters) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"{text.Length} characters.");
        var lines = text.ReplaceLineEndings("\n").Split('\n', '\f');
        var warnings = new SortedSet<string>(StringComparer.Ordinal);
        if (guessed) warnings.Add(ReadingWarning.EncodingGuessed);
        var blocks = (format == DocumentFormat.Markdown ? MarkdownBlocks.Read(text, options, warnings) : null) ?? [.. Paragraphs(lines)];
        if (blocks.Count == 0) throw new DocumentReadingException(ReadingOutcome.NoText, "No readable character.");
        return new DocumentText(format == DocumentFormat.Markdown ? "markdown" : "text", blocks, null, [.. warnings]);
    }

    private static IEnumerable<DocumentBlock> Paragraphs(string[] lines)
    {
        var widest = lines.Max(Width);
        var wrapped = widest is >= 40 and <= 100 && IsWrapped(lines, widest);
        var paragraph = "";
        foreach (var raw in lines)
        {
            var line = TextCleaning.OneLine(raw);
            var joins = wrapped && paragraph.Length > 0 && line.Length > 0
                && !char.IsWhiteSpace(raw[0]) && !ClauseLabels.TrySplit(line, out _, out _);
            if (joins)
            {
                paragraph = TextCleaning.IsCjk(paragraph[^1]) && TextCleaning.IsCjk(line[0]) ? paragraph + line : $"{paragraph} {line}";
                if (Width(raw) < widest * 0.6) // the last line of its paragraph
                {
                    yield return ParagraphBlocks.OfTyped(paragraph, null)!;
                    paragraph = "";
                }

                continue;
            }

            if (ParagraphBlocks.OfTyped(paragraph, null) is { } done) yield return done;
            paragraph = line;
            if (!wrapped || Width(raw) < widest * 0.6)
            {
                if (ParagraphBlocks.OfTyped(paragraph, null) is { } single) yield return single;
                paragraph = "";
            }
        }

        if (ParagraphBlocks.OfTyped(paragraph, null) is { } last) yield return last;
    }

    /// <summary>Most lines that have a line after them reach the margin.</summary>
    private static bool IsWrapped(string[] lines, int widest)
    {
        int followed = 0, full = 0;
        for (var i = 0; i + 1 < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i + 1].Length == 0) continue;
            followed++;
            if (Width(lines[i]) >= widest * 0.75) full++;
        }

        return followed >= 4 && full * 2 > followed;
    }

    /// <summary>Columns on a terminal: a Han character takes two.</summary>
    private static int Width(string line)
    {
        var width = 0;
        foreach (var c in line) width += TextCleaning.IsCjk(c) ? 2 : 1;
        return width;
    }
}
