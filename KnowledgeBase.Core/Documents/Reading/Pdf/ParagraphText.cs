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
        // The line puts exactly one space between label and text, however it was written.
        var written = _text.Length;
        var label = block.Label?.Length ?? 0;
        var shift = block.Line.Length - written;
        var text = written - block.Text.Length;
        return [.. _places.Select(place => box(place.Line, Moved(place.Start), Math.Max(0, Moved(place.Start + place.Length) - Moved(place.Start))))];

        int Moved(int at) => Math.Clamp(label == 0 ? at : at >= text ? at + shift : Math.Min(at, label), 0, block.Line.Length);
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
