namespace KnowledgeBase.Core.Canonical;

/// <summary>One meaning of lexicon.txt.</summary>
/// <param name="Class">What two keys of a kind are compared by; the key itself where the file names none.</param>
internal sealed record LexiconEntry(TokenKind Kind, string Key, string Class, bool Negated);
