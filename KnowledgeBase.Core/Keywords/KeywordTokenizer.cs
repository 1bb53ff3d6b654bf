using System.Text;

namespace KnowledgeBase.Core.Keywords;

/// <summary>
/// Cuts text for keyword search: Chinese, which writes no spaces, into overlapping pairs of characters, so that any two
/// characters or more are found wherever they stand; Latin letters and digits into whole runs, so that 5日 does not find 15日.
/// </summary>
public static class KeywordTokenizer
{
    /// <summary>Part of what keyword rows mean; raised when this class or the facts change what they give.</summary>
    public const int Version = 2;

    public static IEnumerable<KeywordToken> Split(string text)
    {
        var previous = -1;      // where the CJK character before this one begins; -1 when there is none
        for (var i = 0; i < text.Length;)
        {
            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (IsCjk(text, i))
            {
                if (previous >= 0)
                {
                    yield return Token(text, previous, i + length - previous, false);
                }

                previous = i;
                i += length;
                continue;
            }

            if (previous >= 0)
            {
                yield return Token(text, previous, i - previous, true);
                previous = -1;
            }

            if (!char.IsLetterOrDigit(text, i))
            {
                i += length;
                continue;
            }

            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text, i) && !IsCjk(text, i))
            {
                i += char.IsSurrogatePair(text, i) ? 2 : 1;
            }

            yield return Token(text, start, i - start, false);
        }

        if (previous >= 0)
        {
            yield return Token(text, previous, text.Length - previous, true);
        }
    }

    /// <summary>NFKC in lower case: １５％ and 15%, ＡＢＣ and abc become one.</summary>
#pragma warning disable CA1308 // Search is in lower case by custom.
    public static string Normalise(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return text.ToLowerInvariant();      // half a surrogate pair: nothing to normalise, and no reason to fail
        }
    }
#pragma warning restore CA1308

    private static KeywordToken Token(string text, int start, int length, bool endsRun) =>
        new(Normalise(text.Substring(start, length)), start, length, endsRun);

    private static bool IsCjk(string text, int index) =>
        text[index] is (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or '々' or '〇'
        || (char.IsSurrogatePair(text, index) && char.ConvertToUtf32(text, index) is >= 0x20000 and <= 0x3FFFF);
}
