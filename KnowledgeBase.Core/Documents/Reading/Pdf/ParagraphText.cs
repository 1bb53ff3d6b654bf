using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Puts the lines of a paragraph together again and remembers where each one is in the text.</summary>
internal sealed class ParagraphText
{
    private readonly StringBuilder _text = new();
    private readonly List<(TextLine Line, int Start, int Length)> _places = [];

    public ParagraphText(IReadOnlyList<TextLine> lines, WordForms words)
    {
        foreach (var line in lines)
        {
            Join(line.Text, words);
            _places.Add((line, _text.Length, line.Text.Length));
            _text.Append(line.Text);
        }
    }

    /// <summary>Mean confidence of what was recognised; null when all of it was written as text.</summary>
    public double? Confidence => _places.Exists(place => place.Line.Confidence > 0)
        ? Math.Round(_places.Sum(place => (place.Line.Confidence > 0 ? place.Line.Confidence : 1) * Math.Max(1, place.Length)) / _places.Sum(place => Math.Max(1, place.Length)), 3)
        : null;

    public override string ToString() => _text.ToString();

    /// <summary>The boxes of the lines, with their places in the block's <see cref="DocumentBlock.Line"/>.</summary>
    public List<LineBox> Boxes(DocumentBlock block, Func<TextLine, int, int, LineBox> box)
    {
        var moved = Moved(block);
        return [.. _places.Select(place => box(place.Line, moved(place.Start), Math.Max(0, moved(place.Start + place.Length) - moved(place.Start))))];
    }

    /// <summary>The addresses to which parts of the block's <see cref="DocumentBlock.Line"/> lead; null without any.</summary>
    public List<BlockLink>? Links(DocumentBlock block)
    {
        var moved = Moved(block);
        var links = new List<BlockLink>();
        foreach (var link in _places.SelectMany(place => place.Line.Links.Select(link => link with { Start = moved(place.Start + link.Start), Length = moved(place.Start + link.Start + link.Length) - moved(place.Start + link.Start) })))
        {
            // A link that goes over the end of a line is one.
            if (links.Count > 0 && links[^1] is var last && last.Target == link.Target && link.Start - (last.Start + last.Length) is 0 or 1) links[^1] = last with { Length = link.Start + link.Length - last.Start };
            else if (link.Length > 0) links.Add(link);
        }

        return links.Count > 0 ? links : null;
    }

    /// <summary>Where a place of the text as written is in the block's line, which puts exactly one space between label and text.</summary>
    private Func<int, int> Moved(DocumentBlock block)
    {
        var (label, shift, text) = (block.Label?.Length ?? 0, block.Line.Length - _text.Length, _text.Length - block.Text.Length);
        return at => Math.Clamp(label == 0 ? at : at >= text ? at + shift : Math.Min(at, label), 0, block.Line.Length);
    }

    private void Join(string next, WordForms words)
    {
        if (_text.Length == 0) return;
        var last = _text[^1];
        if (last is '-' or '‐' && char.IsLetter(next[0]) && _text.Length > 1 && char.IsLetter(_text[^2]))
        {
            if (char.IsLower(next[0]) && !words.IsHyphenated(LastWord(), next)) _text.Length--;
            return;
        }

        if (!TextCleaning.IsCjk(last) && !TextCleaning.IsCjk(next[0])) _text.Append(' ');
    }

    private string LastWord()
    {
        var start = _text.Length - 1;
        while (start > 0 && char.IsLetter(_text[start - 1])) start--;
        return _text.ToString(start, _text.Length - 1 - start);
    }
}
