namespace KnowledgeBase.Core.Canonical;

/// <summary>Takes the endings off English words, so that terminate, terminates and termination are one.</summary>
internal static class EnglishStem
{
    private static readonly string[] Endings = ["ations", "ation", "ments", "ment", "ions", "ion", "ings", "ing", "ances", "ance", "ies", "ied", "able", "ed", "es", "s"];

    public static string Of(string word)
    {
        if (word.EndsWith("'s", StringComparison.Ordinal)) word = word[..^2];
        else if (word.EndsWith('\'')) word = word[..^1];
        if (word.Length <= 3) return word;
        foreach (var ending in Endings)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length - ending.Length < 3) continue;
            if (ending == "s" && word.EndsWith("ss", StringComparison.Ordinal)) break;
            word = word[..^ending.Length] + (ending is "ies" or "ied" ? "y" : "");
            break;
        }

        if (word.Length > 4 && word[^1] == word[^2] && word[^1] is not ('s' or 'l')) word = word[..^1]; // permitted
        if (word.Length > 3 && word[^1] == 'e') word = word[..^1];
        return word.Length > 3 && word[^1] == 'y' ? word[..^1] + "i" : word;
    }
}
