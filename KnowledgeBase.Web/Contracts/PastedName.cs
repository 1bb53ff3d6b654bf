namespace KnowledgeBase.Web.Contracts;

/// <summary>What a pasted contract is called: its first line, which is its title as a rule.</summary>
internal static class PastedName
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        var name = (end < 0 ? line : line[..end]).Trim().ToString();
        return name.Length <= Longest ? name : name[..Longest] + "…";
    }
}
