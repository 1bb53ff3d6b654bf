namespace KnowledgeBase.Core.Keywords;

/// <summary>One searchable piece of a text.</summary>
/// <param name="Text">NFKC, lower case; letters and digits only.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="EndsRun">The last character of a CJK run on its own, kept so that a single character can be found there.</param>
public readonly record struct KeywordToken(string Text, int Start, int Length, bool EndsRun);
