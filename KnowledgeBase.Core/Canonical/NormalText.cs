using System.Text;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Canonical;

/// <summary>
/// A text as it is compared: NFKC, lower case, one kind of quotation mark and dash, no invisible characters, no space
/// beside Chinese, one space between Latin words. Every character knows where it stood in the original.
/// </summary>
internal sealed class NormalText
{
    private readonly int[] _starts;
    private readonly int[] _ends;

    private NormalText(string original, string text, int[] starts, int[] ends)
    {
        Original = original;
        Text = text;
        _starts = starts;
        _ends = ends;
    }

    public string Original { get; }

    public string Text { get; }

    /// <summary>The original's stretch from which a stretch of <see cref="Text"/> came.</summary>
    public TextRange OriginalOf(int start, int end)
    {
        if (Text.Length == 0) return new TextRange(0, 0);
        if (start >= end)
        {
            var at = start < _starts.Length ? _starts[start] : _ends[^1];
            return new TextRange(at, 0);
        }

        return new TextRange(_starts[start], _ends[end - 1] - _starts[start]);
    }

    public static NormalText Of(string original)
    {
        var text = new StringBuilder(original.Length);
        var starts = new List<int>(original.Length);
        var ends = new List<int>(original.Length);
        var space = -1;
        for (var i = 0; i < original.Length;)
        {
            var length = char.IsSurrogatePair(original, i) ? 2 : 1;
            var c = original[i];
            if (char.IsWhiteSpace(c))
            {
                if (space < 0) space = i;
                i++;
                continue;
            }

            if (length == 1 && TextCleaning.IsInvisible(c))
            {
                i++;
                continue;
            }

            foreach (var piece in Folded(original, i, length))
            {
                // A blank to be filled in is one mark, however long it was drawn.
                if (piece == '_' && text.Length > 0 && text[^1] == '_')
                {
                    ends[^1] = i + length;
                    space = -1;
                    continue;
                }

                if (space >= 0 && text.Length > 0 && IsSpaceSeen(text[^1], piece))
                {
                    text.Append(' ');
                    starts.Add(space);
                    ends.Add(i);
                }

                space = -1;
                text.Append(piece);
                starts.Add(i);
                ends.Add(i + length);
            }

            i += length;
        }

        return new NormalText(original, text.ToString(), [.. starts], [.. ends]);
    }

    private static bool IsSpaceSeen(char before, char after) => !IsWide(before) && !IsWide(after);

    private static bool IsWide(char c) => c >= '\u2E80' || c == '_';

#pragma warning disable CA1308 // Texts are compared in lower case.
    private static string Folded(string original, int index, int length)
    {
        var c = original[index];
        switch (c)
        {
            case '“' or '”' or '„' or '‟' or '「' or '」' or '『' or '』' or '《' or '》' or '«' or '»' or '"':
                return "\"";
            case '‘' or '’' or '‚' or '‛' or '′' or '`':
                return "'";
            case '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '－' or '﹣':
                return "-";
            case '￥' or '¥':
                return "¥";
            case '〔' or '【' or '［':
                return "[";
            case '〕' or '】' or '］':
                return "]";
            case '㎡':
                return "平方米";
            case '…':
                return ".";
        }

        // Full-width forms by hand: they are most of what there is, and need no table of the operating system.
        if (c is >= '\uFF01' and <= '\uFF5E') return char.ToLowerInvariant((char)(c - 0xFEE0)).ToString();
        if (c < 128) return char.ToLowerInvariant(c).ToString();
        if (c is >= '\u4E00' and <= '\u9FFF' or '。' or '、') return c.ToString();
        try
        {
            return original.Substring(index, length).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return c.ToString(); // half a surrogate pair
        }
    }
#pragma warning restore CA1308
}
