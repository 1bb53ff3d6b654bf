using System.Runtime.CompilerServices;

namespace KnowledgeBase.Tests.Architecture;

/// <summary>The source files that these tests read.</summary>
internal static class Checkout
{
    private static readonly string[] NotWritten = ["artifacts", "data", "models", "node_modules", ".git", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Files of our own, by a pattern; paths are relative to the root and have forward slashes.</summary>
    public static IReadOnlyList<string> Files(string pattern = "*", string folder = "") =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => NotWritten.Contains(part, StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Fails with every offence, each on a line.</summary>
    public static void HasNo(IEnumerable<string> offences)
    {
        var all = offences.ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all));
    }

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(file, "..", "..", ".."));
}
