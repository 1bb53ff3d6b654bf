namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>
/// What a reader found in one file: blocks in reading order, and the plain text that they make (one
/// <see cref="DocumentBlock.Line"/> per block, joined by line feeds), to which every character range refers.
/// </summary>
public sealed class DocumentText
{
    private readonly int[] _starts;

    /// <param name="engine">The reader that made it, such as "pdfium" or "openxml".</param>
    /// <param name="blocks">Blocks in reading order; none is empty.</param>
    /// <param name="pageCount">Number of pages; null where the format has none.</param>
    /// <param name="warnings">Stable codes of <see cref="ReadingWarning"/>.</param>
    public DocumentText(string engine, IReadOnlyList<DocumentBlock> blocks, int? pageCount, IReadOnlyList<string> warnings)
    {
        Engine = engine;
        Blocks = blocks;
        PageCount = pageCount;
        Warnings = warnings;
        _starts = new int[blocks.Count];
        var start = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            _starts[i] = start;
            start += blocks[i].Line.Length + 1;
        }

        PlainText = string.Join('\n', blocks.Select(block => block.Line));
    }

    public string Engine { get; }

    public IReadOnlyList<DocumentBlock> Blocks { get; }

    public int? PageCount { get; }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What stands in the file but not in the text, for the report: hidden text, headers and footers, comments, the other side of tracked changes.</summary>
    public IReadOnlyList<Omission> Omissions { get; init; } = [];

    /// <summary>The same text with one more warning.</summary>
    public DocumentText With(string warning) => new(Engine, Blocks, PageCount, [.. Warnings, warning]) { Omissions = Omissions };

    /// <summary>All lines joined by '\n'; UTF-16 offsets into it are the positions of chunks and hits.</summary>
    public string PlainText { get; }

    /// <summary>The UTF-16 offset in <see cref="PlainText"/> at which a block's line starts.</summary>
    public int StartOf(int blockIndex) => _starts[blockIndex];
}

/// <summary>Codes of things that a reader noticed but that did not stop it.</summary>
public static class ReadingWarning
{
    public const string TrackedChanges = "tracked_changes";
    public const string HiddenText = "hidden_text";
    public const string HasMacros = "has_macros";
    public const string ExternalLinks = "external_links";
    public const string HasAttachments = "has_attachments";
    public const string ActiveContent = "active_content";
    public const string TextLayerSuspect = "text_layer_suspect";
    public const string PartialPages = "partial_pages";
    public const string EncodingGuessed = "encoding_guessed";
    public const string MalformedRows = "malformed_rows";
    public const string NoTextOnSomePages = "no_text_on_some_pages";

    /// <summary>Text of some pages was recognised from their pictures.</summary>
    public const string OcrUsed = "ocr_used";

    /// <summary>Recognition of some page is doubtful.</summary>
    public const string LowOcrConfidence = "low_ocr_confidence";

    /// <summary>Some pages are scans with a text layer that another program recognised.</summary>
    public const string OcrLayer = "ocr_layer";

    /// <summary>Text of some chart or diagram is not in the text.</summary>
    public const string GraphicsLeftOut = "graphics_left_out";

    /// <summary>PDFium is missing or could not read the file; Poppler did.</summary>
    public const string SecondEngine = "second_engine";

    /// <summary>Some pages are pictures, and no program that recognises text is installed.</summary>
    public const string OcrMissing = "ocr_missing";
}
