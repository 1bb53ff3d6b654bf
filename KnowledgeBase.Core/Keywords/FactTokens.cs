using System.Globalization;
using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Keywords;

/// <summary>
/// What a text states in figures, as words for the full-text table: 15日 and 十五日, 5% and 百分之五, 第七条 and Article 7 each
/// give one token, whatever their notation. 15个工作日 gives another than 15日.
/// </summary>
public static class FactTokens
{
    /// <summary>Each once, in the order of the text.</summary>
    public static IReadOnlyList<string> Of(string text) => [.. FactReader.Read(text).Select(fact => Token(fact.Key)).Distinct(StringComparer.Ordinal)];

    /// <summary>Of a chunk: what its text states, and the number that it bears itself.</summary>
    public static IReadOnlyList<string> Of(string text, string? label) =>
        label is not null && FactReader.KeyOfLabel(label) is { } own ? [.. Of(text).Append(Token(own)).Distinct(StringComparer.Ordinal)] : Of(text);

    /// <summary>Letters and digits that no word of a text looks like: a hash, since keys hold signs at which the table would cut.</summary>
    public static string Token(string key)
    {
        var hash = 14_695_981_039_346_656_037;     // FNV-1a
        foreach (var character in key)
        {
            hash = (hash ^ character) * 1_099_511_628_211;
        }

        return "fact" + hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
