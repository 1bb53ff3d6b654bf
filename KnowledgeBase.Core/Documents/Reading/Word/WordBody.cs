using System.Xml.Linq;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>Walks the stories of a Word document in order and makes their blocks.</summary>
internal sealed class WordBody
{
    private const int LongestHeading = 120;
    private readonly WordPackage _package;
    private readonly ReadingView _view;
    private readonly WordStyles _styles;
    private readonly Numbering _numbering;
    private readonly InlineReader _inlines;
    private readonly HashSet<string> _warnings;
    private readonly HashSet<(bool, string)> _notesWritten = [];
    private readonly ReadingOptions _options;
    private readonly Omissions _omissions;
    private readonly bool _isInner;
    private long _characters;

    /// <param name="isInner">Inside another document: what it embeds itself is not read.</param>
    public WordBody(WordPackage package, ReadingView view, HashSet<string> warnings, Omissions omissions, ReadingOptions options, bool isInner = false)
    {
        _omissions = omissions;
        _isInner = isInner;
        _package = package;
        _view = view;
        _warnings = warnings;
        _options = options;
        _styles = new WordStyles(package.Styles);
        _numbering = new Numbering(package.Numbering, _styles);
        _inlines = new InlineReader(_styles, view, warnings, omissions);
    }

    public IReadOnlyList<DocumentBlock> Read()
    {
        var blocks = new List<DocumentBlock>();
        var body = _package.Document.Child("body");
        if (body is not null) ReadStory(body, blocks);
        return blocks;
    }

    private void ReadStory(XElement story, List<DocumentBlock> blocks)
    {
        var state = new Story(new FieldState(story, _view), blocks);
        ReadContainer(story, state, inContents: false);
        Flush(state);
    }

    private void ReadContainer(XElement container, Story story, bool inContents)
    {
        foreach (var element in container.Elements())
        {
            if (Revisions.IsChange(element)) _warnings.Add(ReadingWarning.TrackedChanges);
            if (_view.Drops(element))
            {
                _omissions.AddRevision(element);
                continue;
            }

            if (element.Name == WordXml.Mc + "AlternateContent")
            {
                if (WordXml.Preferred(element) is { } preferred) ReadContainer(preferred, story, inContents);
                continue;
            }

            if (element.Name.Namespace != WordXml.W) continue;
            switch (element.Name.LocalName)
            {
                case "p":
                    ReadParagraph(element, story, inContents);
                    break;
                case "tbl":
                    Flush(story);
                    ReadTable(element, story);
                    break;
                case "sdt":
                    var gallery = element.Child("sdtPr").Child("docPartObj").ValueOf("docPartGallery");
                    if (element.Child("sdtContent") is { } inner) ReadContainer(inner, story, inContents || gallery == "Table of Contents");
                    break;
                case "altChunk" when !_isInner:
                    Flush(story);
                    ReadChunk(element.Attribute(WordXml.R + "id")?.Value, story);
                    break;
                case "customXml" or "smartTag" or "ins" or "moveTo" or "del" or "moveFrom":
                    ReadContainer(element, story, inContents);
                    break;
            }
        }
    }

    private void ReadParagraph(XElement paragraph, Story story, bool inContents)
    {
        var properties = paragraph.Child("pPr");
        var mark = properties.Child("rPr");
        if (mark is not null && mark.Elements().Any(Revisions.IsChange)) _warnings.Add(ReadingWarning.TrackedChanges);
        var content = story.Pending ??= new InlineContent();
        _inlines.Read(paragraph, story.Fields, _styles.IdOf(properties), content);
        if (_view.DropsMark(mark)) return; // its text goes on in the next paragraph, whose properties win
        story.Pending = null;
        Emit(content, properties, story, inContents);
    }

    /// <summary>Text before a deleted paragraph mark that no paragraph followed.</summary>
    private void Flush(Story story)
    {
        if (story.Pending is not { } content) return;
        story.Pending = null;
        if (content.Text.Length > 0 || content.TextBoxes.Count > 0 || content.Graphics.Count > 0) Emit(content, null, story, inContents: false);
    }

    private void Emit(InlineContent content, XElement? properties, Story story, bool inContents)
    {
        var text = TextCleaning.OneLine(content.Text.ToString());
        Count(text.Length);
        if (TextCleaning.OneLine(content.Hidden.ToString()) is { Length: > 0 } hidden)
        {
            _warnings.Add(ReadingWarning.HiddenText);
            _omissions.Add(OmissionKind.Hidden, hidden);
        }

        // A paragraph that only carries a section break takes no number; Word does not show it at all.
        var carriesOnlyBreak = text.Length == 0 && properties.Child("sectPr") is not null;
        var label = carriesOnlyBreak || properties.Child("rPr").SwitchOf("vanish") is true && text.Length == 0 ? null : _numbering.Next(properties);
        if (text.Length > 0 || label is { Length: > 0 })
        {
            story.Blocks.Add(inContents || content.InTableOfContents || _styles.IsTableOfContents(properties)
                ? new DocumentBlock(BlockKind.TableOfContents, text, label is { Length: > 0 } ? label : null)
                : BlockOf(text, label, _styles.HeadingLevel(properties)));
        }

        foreach (var box in content.TextBoxes) ReadStory(box, story.Blocks);
        foreach (var graphic in content.Graphics) ReadGraphic(graphic, story.Blocks);
        foreach (var note in content.Notes) ReadNote(note, story.Blocks);
    }

    private void ReadGraphic(string? id, List<DocumentBlock> blocks)
    {
        if (id is null || !_package.Graphics.TryGetValue(id, out var graphic))
        {
            _warnings.Add(ReadingWarning.GraphicsLeftOut);
            return;
        }

        foreach (var block in WordGraphics.Read(graphic))
        {
            Count(block.Line.Length);
            blocks.Add(block);
        }
    }

    private static DocumentBlock BlockOf(string text, string? label, int headingLevel)
    {
        // Some templates set whole clauses in a heading style, for the sake of its number.
        if (text.Length > LongestHeading || (text.Length > 30 && TextCleaning.EndsSentence(text))) headingLevel = 0;
        if (string.IsNullOrEmpty(label))
        {
            var typed = ParagraphBlocks.OfTyped(text, null, headingLevel)!;
            return label is not null && typed.Kind == BlockKind.Paragraph ? typed with { Kind = BlockKind.ListItem } : typed;
        }

        return ParagraphBlocks.OfLabelled(label, text, null, text.Length == 0 ? 0 : headingLevel);
    }

    private void ReadNote((bool IsEndnote, string Id) note, List<DocumentBlock> blocks)
    {
        if (!_notesWritten.Add(note)) return;
        var part = note.IsEndnote ? _package.Endnotes : _package.Footnotes;
        var element = part?.Elements().FirstOrDefault(item => item.AttributeOf("id") == note.Id && item.AttributeOf("type") is null or "normal");
        if (element is null) return;
        var inner = new List<DocumentBlock>();
        ReadStory(element, inner);
        if (inner.Count > 0) blocks.Add(new DocumentBlock(BlockKind.Footnote, string.Join(' ', inner.Select(block => block.Line))));
    }

    private void ReadTable(XElement table, Story story)
    {
        var grid = new TableReader(_view, _warnings, _options.MaxTableCells).Rows(table, cell =>
        {
            var inner = new List<DocumentBlock>();
            ReadContainer(cell, story with { Blocks = inner, Pending = null }, inContents: false);
            return inner;
        });
        story.Blocks.AddRange(TableReader.ToBlocks(grid));
    }

    /// <summary>A page, text or document that was put in whole and that Word merges when it is opened.</summary>
    private void ReadChunk(string? id, Story story)
    {
        if (id is null || !_package.Chunks.TryGetValue(id, out var chunk)) return;
        var blocks = WordChunks.Read(chunk, _view, _warnings, _omissions, _options);
        foreach (var block in blocks) Count(block.Line.Length);
        story.Blocks.AddRange(blocks);
    }

    private void Count(int characters)
    {
        if ((_characters += characters) > _options.MaxCharacters) throw new DocumentReadingException(ReadingOutcome.TooLarge, "More text than one document may have.");
    }

    /// <summary>A run of paragraphs with its own fields: the body, a note, a text box.</summary>
    private sealed record Story(FieldState Fields, List<DocumentBlock> Blocks)
    {
        public InlineContent? Pending { get; set; }
    }
}
