using System.Globalization;

namespace KnowledgeBase.Core.Canonical;

/// <summary>Cuts a normalised text into atoms: values, words of the lexicon, English words, single Chinese characters.</summary>
internal static class ClauseTokenizer
{
    public static List<Token> Split(string text, Lexicon lexicon)
    {
        var tokens = new List<Token>(text.Length / 2);
        var list = ""; // the word before a list of references that goes on: "sections 9, 10 and 13"
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            var token = Next(text, at, lexicon, ref list);
            tokens.Add(token);
            at = token.End;
        }

        SayOnce(tokens);
        return tokens;
    }

    /// <summary>一百五十万元（￥1,500,000）, one and a half percent (1.5%): what is said twice is one value.</summary>
    private static void SayOnce(List<Token> tokens)
    {
        for (var i = 0; i + 3 < tokens.Count; i++)
        {
            if (!tokens[i].IsValue || tokens[i + 1] is not { Kind: TokenKind.Punctuation, Key: "(" } || tokens[i + 3] is not { Kind: TokenKind.Punctuation, Key: ")" } || tokens[i].Key != tokens[i + 2].Key) continue;
            tokens[i] = tokens[i] with { End = tokens[i + 3].End };
            tokens.RemoveRange(i + 1, 3);
        }
    }

    private static Token Next(string text, int at, Lexicon lexicon, ref string list)
    {
        var c = text[at];
        var isLatin = c < '\u2E80' && char.IsLetter(c);
        // Inside a Latin word nothing begins.
        if (isLatin && at > 0 && text[at - 1] < '\u2E80' && char.IsLetter(text[at - 1])) return Word(text, at);

        var entry = lexicon.Find(text, at, out var end);
        if (entry is { Kind: TokenKind.Party or TokenKind.Word }) return Of(entry, text, at, end);
        if (Value(text, at, ref list) is { } value) return value;
        if (entry is not null) return Of(entry, text, at, end);
        if (isLatin) return Word(text, at);
        if (char.IsLetterOrDigit(c) || c >= '\u4E00' && c <= '\u9FFF') return new Token(TokenKind.Word, c.ToString(), at, at + 1);
        if (char.IsHighSurrogate(c) && at + 1 < text.Length) return new Token(TokenKind.Word, text.Substring(at, 2), at, at + 2);
        return new Token(TokenKind.Punctuation, c.ToString(), at, at + 1);
    }

    private static Token? Value(string text, int at, ref string list)
    {
        var c = text[at];
        var before = list;
        if (list.Length > 0 && (char.IsPunctuation(c) || c is 'a' or 'o' or '和' or '及' or '或' or '至'))
        {
            // What joins the parts of a list of references keeps the list open.
            return null;
        }

        if (!CanBegin(c))
        {
            list = "";
            return null;
        }

        list = "";
        var reference = ReferenceReader.TryRead(text, at, ref before);
        if (reference is not null)
        {
            list = before;
            return reference;
        }

        return DateReader.TryRead(text, at) ?? PercentReader.TryRead(text, at) ?? MoneyReader.TryRead(text, at)
            ?? DurationReader.TryRead(text, at) ?? QuantityReader.TryRead(text, at);
    }

    private static bool CanBegin(char c) =>
        char.IsAsciiLetterOrDigit(c) || NumberReader.IsChinese(c) || "第附每按逐逾迟延拖晚半次当下上本该首末双日月年人美欧英港瑞新澳加¥$€£§".Contains(c);

    private static Token Of(LexiconEntry entry, string text, int at, int end)
    {
        if (entry.Key == "keep") return new Token(TokenKind.Word, text[at..end], at, end);
        return new Token(entry.Kind, $"{entry.Kind}:{entry.Key}{(entry.Negated ? "!" : "")}".ToLower(CultureInfo.InvariantCulture), at, end) { Unit = entry.Class, Negated = entry.Negated };
    }

    private static Token Word(string text, int at)
    {
        var word = Lexicon.WordAt(text, at, out var end);
        if (end == at) return new Token(TokenKind.Word, text[at].ToString(), at, at + 1);
        return new Token(TokenKind.Word, EnglishStem.Of(word), at, end);
    }
}
