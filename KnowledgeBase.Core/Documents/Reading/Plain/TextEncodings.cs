using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Plain;

/// <summary>Finds the encoding of a text that does not name it.</summary>
internal static class TextEncodings
{
    private static readonly string[] Guesses = ["GB18030", "big5", "utf-16", "utf-16BE"];
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>False for bytes that no text has: NULs (unless they have the shape of UTF-16 or UTF-32) or many control characters.</summary>
    public static bool LooksLikeText(ReadOnlySpan<byte> head)
    {
        if (OfByteOrderMark(head) is not null || OfShape(head) is not null) return true;
        var controls = 0;
        foreach (var b in head)
        {
            if (b == 0) return false;
            if (b < 32 && b is not (9 or 10 or 12 or 13 or 26 or 27)) controls++;
        }

        return controls * 50 <= head.Length;
    }

    /// <summary>The text, and whether its encoding had to be guessed from the look of the result.</summary>
    public static (string Text, bool Guessed) Decode(byte[] bytes)
    {
        if (OfByteOrderMark(bytes) is { } marked) return (marked.GetString(bytes.AsSpan(marked.Preamble.Length)), false);
        if (OfShape(bytes) is { } shaped) return (shaped.GetString(bytes), true);
        if (TryDecode(Utf8, bytes) is { } utf8) return (utf8, false);

        var best = Guesses.Select(Strict)
            .Select(encoding => (encoding, text: TryDecode(encoding, bytes)))
            .Where(candidate => candidate.text is not null)
            .Select(candidate => (candidate.text, score: ShareOfCommon(candidate.encoding, candidate.text!)))
            .OrderByDescending(candidate => candidate.score)
            .FirstOrDefault();
        return best.text is not null && best.score > 0.5 ? (best.text, true) : (LineByLine(bytes), true);
    }

    /// <summary>The text in an encoding that the file itself names; null for an unknown name, or bytes that are not valid in it.</summary>
    public static string? TryDecode(string name, byte[] bytes)
    {
        try
        {
            return name.Length == 0 ? null : TryDecode(Strict(name.Equals("gb2312", StringComparison.OrdinalIgnoreCase) || name.Equals("gbk", StringComparison.OrdinalIgnoreCase) ? "GB18030" : name), bytes);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Encoding? OfByteOrderMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8
        : bytes.StartsWith(Encoding.UTF32.Preamble) ? Encoding.UTF32
        : bytes.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode
        : bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode
        : null;

    /// <summary>
    /// UTF-16 without a mark: spaces, digits and line ends bring NULs, and one of the two byte orders gives ordinary
    /// characters throughout. The place of the NULs alone does not tell: 一 (U+4E00) has its own on the other side.
    /// </summary>
    private static Encoding? OfShape(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length & ~1, 64 * 1024)];
        if (bytes.IndexOf((byte)0) < 0) return null;
        int little = 0, big = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            if (IsOrdinary((char)(bytes[i] | (bytes[i + 1] << 8)))) little++;
            if (IsOrdinary((char)(bytes[i + 1] | (bytes[i] << 8)))) big++;
        }

        var enough = bytes.Length / 2 * 0.95;
        return little >= enough && little > big ? Encoding.Unicode
            : big >= enough && big > little ? Encoding.BigEndianUnicode
            : null;
    }

    private static bool IsOrdinary(char c) => c is '\t' or '\n' or '\r' or (>= ' ' and <= '~') or (>= '\u00A0' and <= '\u017F')
        or (>= '\u0391' and <= '\u044F') or (>= '\u2010' and <= '\u2027') or (>= '\u2460' and <= '\u24FF')
        or (>= '\u3000' and <= '\u30FF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uFF01' and <= '\uFFE5');

    /// <summary>Share of the characters that are frequent ones: a wrong decoding gives rare or private ones.</summary>
    private static double ShareOfCommon(Encoding encoding, string text)
    {
        var gb = Encoding.GetEncoding("GB18030");
        Span<byte> bytes = stackalloc byte[8];
        int common = 0, all = 0;
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 20_000)))
        {
            if (c < 128) continue;
            all++;
            if (c is (>= '\u3000' and <= '\u3020') or (>= '\uFF01' and <= '\uFF5E') or '“' or '”' or '…' or '—' or '‘' or '’' or '·')
            {
                common++;
                continue;
            }

            // Both standards sort their frequent characters first: level 1 of GB 2312, of Big5.
            var big5 = encoding.CodePage == 950;
            if (char.IsSurrogate(c)) continue;
            var written = (big5 ? encoding : gb).GetBytes([c], bytes);
            if (written == 2 && (big5 ? bytes[0] is >= 0xA4 and <= 0xC6 : bytes[0] is >= 0xB0 and <= 0xD7 && bytes[1] >= 0xA1)) common++;
        }

        return all == 0 ? 0.6 : (double)common / all;
    }

    /// <summary>For a file that was pasted together from several encodings.</summary>
    private static string LineByLine(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length);
        var lenient = Encoding.GetEncoding("GB18030");
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            var line = bytes[range];
            text.Append(TryDecode(Utf8, line) ?? lenient.GetString(line)).Append('\n');
        }

        return text.ToString();
    }

    private static Encoding Strict(string name) => Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);

    private static string? TryDecode(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
