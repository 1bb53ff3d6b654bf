using System.Globalization;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Contracts.Segmentation;

/// <summary>Cuts a contract into the units that are compared: article headings, paragraphs (款), items (项), table rows.</summary>
internal sealed class ClauseSegmenter
{
    private readonly DocumentText _document;
    private readonly string _side;
    private readonly List<Clause> _units = [];
    private readonly ClauseStack _stack = new();
    private string? _heading;   // an unnumbered heading above; its clauses have no path
    private string? _opener;    // the paragraph that announced the list ("…如下："), which its items stand under
    private (string Label, int Block)? _label; // a number alone on its line, whose text is the next line

    private ClauseSegmenter(DocumentText document, string side)
    {
        _document = document;
        _side = side;
    }

    private enum Zone
    {
        Front,
        Clauses,
        Signatures,
        Annex,
    }

    /// <param name="side">"a" or "b": the first letter of the units' ids.</param>
    public static IReadOnlyList<Clause> Split(DocumentText document, string side)
    {
        var segmenter = new ClauseSegmenter(document, side);
        segmenter.Read();
        return ParagraphNumbers.Cite(segmenter._units);
    }

    private void Read()
    {
        var blocks = _document.Blocks;
        var first = FirstClause(blocks);
        var lastNumbered = LastNumbered(blocks);
        var zone = Zone.Front;
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            switch (block.Kind)
            {
                case BlockKind.TableOfContents or BlockKind.Header or BlockKind.Footer:
                    continue;
                case BlockKind.Table:
                    AddRows(block, i);
                    continue;
                case BlockKind.Footnote:
                    Add(block, i, outside: true);
                    continue;
            }

            if (zone == Zone.Front && i >= first) zone = Zone.Clauses;
            if (zone != Zone.Front && ContractParts.IsAnnex(block))
            {
                zone = Zone.Annex;
                _stack.LeaveAll();
                _heading = null;
            }
            else if (zone == Zone.Clauses && i > lastNumbered && ContractParts.IsSignature(block))
            {
                zone = Zone.Signatures;
                _stack.LeaveAll();
                _heading = null;
            }

            Read(block, i, zone != Zone.Clauses);
        }

        if (_label is { } alone) Add(new DocumentBlock(BlockKind.ListItem, "", alone.Label), alone.Block, outside: false);
    }

    private void Read(DocumentBlock block, int index, bool outside)
    {
        if (_label is { } alone)
        {
            _label = null;
            if (string.IsNullOrEmpty(block.Label)) block = block with { Label = alone.Label };
            else Add(new DocumentBlock(BlockKind.ListItem, "", alone.Label), alone.Block, outside);
        }
        else if (block.Text.Length == 0 && !string.IsNullOrEmpty(block.Label) && ClauseLabels.KindOf(block.Label) is ClauseLabelKind.Article or ClauseLabelKind.Chapter or ClauseLabelKind.Annex)
        {
            _label = (block.Label!, index);
            return;
        }

        Add(block, index, outside);
    }

    private void Add(DocumentBlock block, int index, bool outside)
    {
        var id = NextId();
        var kind = ClauseLabels.KindOf(block.Label);
        string? parent;
        if (outside && kind is not ClauseLabelKind.Annex) parent = null;
        else if (kind != ClauseLabelKind.None)
        {
            parent = _stack.Enter(kind, block.Label!, id) ?? _heading;
            if (IsItem(kind) && _opener is not null) parent = _opener;
            else if (!IsItem(kind)) _opener = null;
        }
        else if (block.Kind == BlockKind.Heading)
        {
            _stack.LeaveAll();
            parent = null;
            _heading = id;
            _opener = null;
        }
        else
        {
            _stack.LeaveList();
            parent = _stack.Current ?? _heading;
            _opener = EndsWithColon(block.Text) ? id : null;
        }

        var level = block.Kind == BlockKind.Heading || parent is null || kind is > ClauseLabelKind.None and <= ClauseLabelKind.Article ? ClauseLevel.Article
            : IsItem(kind) ? ClauseLevel.Item : ClauseLevel.Para;
        if (level == ClauseLevel.Article && kind == ClauseLabelKind.None && block.Kind != BlockKind.Heading) level = ClauseLevel.Para;
        _units.Add(new Clause
        {
            Id = id,
            Label = block.Label?.Trim() ?? "",
            Path = kind == ClauseLabelKind.None && (outside || block.Kind == BlockKind.Heading) ? "" : outside ? block.Label ?? "" : _stack.Path,
            Text = block.Text,
            Level = level,
            Page = block.Page,
            Outside = outside,
            Parent = parent,
            OcrConfidence = block.OcrConfidence,
            Block = index,
            Range = new TextRange(_document.StartOf(index) + _document.Blocks[index].Line.Length - block.Text.Length, block.Text.Length),
        });
    }

    private void AddRows(DocumentBlock block, int index)
    {
        var lines = block.Text.Split('\n');
        var columns = block.Cells is { Count: > 1 } cells && cells[0].All(cell => !cell.Any(char.IsDigit)) ? cells[0] : null;
        var start = _document.StartOf(index) + block.Line.Length - block.Text.Length;
        for (var row = 0; row < lines.Length; row++)
        {
            if (lines[row].Length > 0)
            {
                _units.Add(new Clause
                {
                    Id = NextId(),
                    Label = "",
                    Path = "",
                    Text = lines[row],
                    Level = ClauseLevel.Row,
                    Page = block.Page,
                    Outside = true,
                    OcrConfidence = block.OcrConfidence,
                    Block = index,
                    Range = new TextRange(start, lines[row].Length),
                    Cells = block.Cells is { } all && all.Count == lines.Length ? all[row] : lines[row].Split(" | "),
                    Columns = row == 0 ? null : columns,
                });
            }

            start += lines[row].Length + 1;
        }
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{_side}{_units.Count + 1}");

    private static bool IsItem(ClauseLabelKind kind) =>
        kind is ClauseLabelKind.ChineseNumberInParentheses or ClauseLabelKind.NumberInParentheses or ClauseLabelKind.CircledNumber or ClauseLabelKind.Letter;

    private static bool EndsWithColon(string text) => text.Length > 0 && text[^1] is ':' or '：';

    /// <summary>
    /// Where the clauses begin: at the first number that articles have. Without any number, at the first heading below
    /// the title, or the first whole sentence.
    /// </summary>
    private static int FirstClause(IReadOnlyList<DocumentBlock> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (IsProse(blocks[i]) && ContractParts.BeginsClauses(blocks[i]) && !ContractParts.IsAnnex(blocks[i])) return i;
        }

        for (var i = 0; i < blocks.Count; i++)
        {
            if (!IsProse(blocks[i]) || ContractParts.IsSignature(blocks[i])) continue;
            if (i > 0 && blocks[i].Kind == BlockKind.Heading) return i;
            if (blocks[i].Text.Length >= 12 && TextCleaning.EndsSentence(blocks[i].Text)) return i;
        }

        return blocks.Count;
    }

    private static int LastNumbered(IReadOnlyList<DocumentBlock> blocks)
    {
        var last = -1;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (!IsProse(blocks[i])) continue;
            if (ContractParts.IsAnnex(blocks[i]) && last >= 0) break;
            if (ContractParts.BeginsClauses(blocks[i])) last = i;
        }

        return last;
    }

    private static bool IsProse(DocumentBlock block) => block.Kind is BlockKind.Paragraph or BlockKind.Heading or BlockKind.ListItem;
}
