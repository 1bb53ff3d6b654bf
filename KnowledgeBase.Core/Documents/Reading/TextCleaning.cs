using System.Globalization;
using System.Text;

namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Makes text that came out of a file safe to store and plain to search; never changes a visible character.</summary>
internal static class TextCleaning
{
    /// <summary>
    /// One line: white space of every kind becomes one space, invisible marks and control characters go, and a lone
    /// surrogate, which no strict encoder takes, becomes U+FFFD.
    /// </summary>
    public static string OneLine(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        var space = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                space = true;
                continue;
            }

            if (IsInvisible(c)) continue;
            if (space && line.Length > 0) line.Append(' ');
            space = false;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                line.Append(c).Append(text[++i]);
            }
            else
            {
                line.Append(char.IsSurrogate(c) ? '\uFFFD' : c);
            }
        }

        return line.ToString();
    }

    /// <summary>Zero-width characters, bidirectional controls, soft hyphens, NUL and the other control characters, non-characters.</summary>
    public static bool IsInvisible(char c) => c switch
    {
        '\u00AD' or '\uFEFF' or '\uFFFE' or '\uFFFF' => true,
        >= '\u200B' and <= '\u200F' => true,
        >= '\u202A' and <= '\u202E' => true,
        >= '\u2060' and <= '\u206F' => true,
        >= '\uFE00' and <= '\uFE0F' => true,
        _ => c < ' ' || (c >= '\u007F' && c <= '\u009F') || char.GetUnicodeCategory(c) == UnicodeCategory.Format,
    };

    /// <summary>Written without spaces between words: Han characters, kana, and the punctuation that goes with them.</summary>
    public static bool IsCjk(char c) => c switch
    {
        >= '\u2E80' and <= '\u303F' => true,
        >= '\u3040' and <= '\u30FF' => true,
        >= '\u3400' and <= '\u9FFF' => true,
        >= '\uF900' and <= '\uFAFF' => true,
        >= '\uFF00' and <= '\uFFEF' => true,
        >= '\uD840' and <= '\uD88F' => true, // high surrogates of the ideographic planes
        '“' or '”' or '‘' or '’' or '…' or '—' or '·' => false,
        _ => false,
    };

    /// <summary>Ends a sentence, or announces a list, in Chinese or English.</summary>
    public static bool EndsSentence(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd().TrimEnd("”’\"'）)】」』");
        return !text.IsEmpty && "。；;：:.!?！？…".Contains(text[^1]);
    }
}
