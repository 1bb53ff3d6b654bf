using System.Reflection;

namespace KnowledgeBase.Core.Canonical;

/// <summary>The words of lexicon.txt, found longest first.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<char, List<(string Word, LexiconEntry Entry)>> _chinese = [];
    private readonly Dictionary<string, List<(string[] Stems, LexiconEntry Entry)>> _english = new(StringComparer.Ordinal);

    private Lexicon()
    {
    }

    public static Lexicon Default { get; } = Load();

    /// <summary>A copy with names that two contracts give to their parties: 海岳公司 is 甲方.</summary>
    public Lexicon With(IReadOnlyList<(string Word, LexiconEntry Entry)> names)
    {
        // 甲方（买方）: whatever else means the buyer, in either language, means 甲方 from now on.
        var same = new Dictionary<LexiconEntry, LexiconEntry>();
        foreach (var (word, entry) in names)
        {
            var text = NormalText.Of(word).Text;
            if (text.Length > 0 && Find(text, 0, out var end) is { Kind: TokenKind.Party } known && end == text.Length && known.Key != entry.Key) same[known] = entry;
        }

        var all = new Lexicon();
        foreach (var (first, words) in _chinese) all._chinese[first] = [.. words.Select(item => (item.Word, same.GetValueOrDefault(item.Entry, item.Entry)))];
        foreach (var (first, words) in _english) all._english[first] = [.. words.Select(item => (item.Stems, same.GetValueOrDefault(item.Entry, item.Entry)))];
        foreach (var (word, entry) in names) all.Add(word, entry, replace: true);
        all.Sort();
        return all;
    }

    /// <summary>The longest word that begins at a place of a normalised text.</summary>
    public LexiconEntry? Find(string text, int at, out int end)
    {
        end = at;
        if (text[at] >= '\u2E80')
        {
            if (!_chinese.TryGetValue(text[at], out var words)) return null;
            foreach (var (word, entry) in words)
            {
                if (at + word.Length > text.Length || string.CompareOrdinal(text, at, word, 0, word.Length) != 0) continue;
                end = at + word.Length;
                return entry;
            }

            return null;
        }

        var first = WordAt(text, at, out var afterFirst);
        if (first.Length == 0 || !_english.TryGetValue(EnglishStem.Of(first), out var phrases)) return null;
        foreach (var (stems, entry) in phrases)
        {
            var place = afterFirst;
            var matched = 1;
            while (matched < stems.Length && place < text.Length && text[place] is ' ' or '-')
            {
                var word = WordAt(text, place + 1, out var next);
                if (word.Length == 0 || EnglishStem.Of(word) != stems[matched]) break;
                place = next;
                matched++;
            }

            if (matched < stems.Length) continue;
            end = place;
            return entry;
        }

        return null;
    }

    /// <summary>The run of letters, with an apostrophe inside, at a place.</summary>
    public static string WordAt(string text, int at, out int end)
    {
        end = at;
        while (end < text.Length && (IsLetter(text[end]) || (text[end] is '\'' && end > at && end + 1 < text.Length && IsLetter(text[end + 1])))) end++;
        if (end < text.Length && text[end] == '\'' && end > at && text[end - 1] == 's') end++; // parties'
        return text[at..end];
    }

    private static bool IsLetter(char c) => c < '\u2E80' && char.IsLetter(c);

    private static Lexicon Load()
    {
        var lexicon = new Lexicon();
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("KnowledgeBase.Core.Canonical.lexicon.txt")
            ?? throw new InvalidOperationException("lexicon.txt is not part of the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var parts = line.Split(" = ", 2);
            var head = parts[0].Split(':');
            var kind = Enum.Parse<TokenKind>(head[0], ignoreCase: true);
            var keys = head.Length > 2 && head[2].Length > 0 ? head[2] : head[1];
            var entry = new LexiconEntry(kind, head[1], keys, head.Length > 3 && head[3] == "!");
            foreach (var word in parts[1].Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) lexicon.Add(word, entry, replace: false);
        }

        lexicon.Sort();
        return lexicon;
    }

    private void Add(string word, LexiconEntry entry, bool replace)
    {
        var text = NormalText.Of(word).Text;
        if (text.Length == 0) return;
        if (text[0] >= '\u2E80')
        {
            if (!_chinese.TryGetValue(text[0], out var words)) _chinese[text[0]] = words = [];
            if (replace) words.RemoveAll(item => item.Word == text);
            if (!words.Exists(item => item.Word == text)) words.Add((text, entry));
            return;
        }

        var stems = text.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Select(EnglishStem.Of).ToArray();
        if (stems.Length == 0) return;
        if (!_english.TryGetValue(stems[0], out var phrases)) _english[stems[0]] = phrases = [];
        if (replace) phrases.RemoveAll(item => item.Stems.SequenceEqual(stems));
        if (!phrases.Exists(item => item.Stems.SequenceEqual(stems))) phrases.Add((stems, entry));
    }

    private void Sort()
    {
        foreach (var words in _chinese.Values) words.Sort((x, y) => y.Word.Length != x.Word.Length ? y.Word.Length - x.Word.Length : string.CompareOrdinal(x.Word, y.Word));
        foreach (var phrases in _english.Values)
        {
            phrases.Sort((x, y) => y.Stems.Length != x.Stems.Length ? y.Stems.Length - x.Stems.Length : string.CompareOrdinal(string.Join(' ', x.Stems), string.Join(' ', y.Stems)));
        }
    }
}
