using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.Architecture;

/// <summary>What keeps the tree readable: sizes, names, and nothing that belongs to one machine.</summary>
public sealed partial class LayoutTests
{
    private static readonly string[] TextFiles =
        [".cs", ".razor", ".md", ".json", ".props", ".targets", ".csproj", ".sh", ".sql", ".css", ".js", ".yml", ".py", ".resx", ".config", ""];

    [Theory]
    [InlineData("*.cs", 260)]
    [InlineData("*.razor", 150)]
    public void SourceFilesStayShort(string pattern, int lines) => Checkout.HasNo(
        from file in Checkout.Files(pattern)
        let count = Checkout.Read(file).AsSpan().TrimEnd().Count('\n') + 1
        where count > lines
        select $"{file}: {count} lines");

    /// <summary>A drawer for everything says nothing about what is in it.</summary>
    [Fact]
    public void NoFolderOrClassIsADrawer()
    {
        Assert.DoesNotContain(Checkout.Files(), file => file.Split('/').SkipLast(1).Any(folder => Drawer().IsMatch(folder)));
        Assert.DoesNotContain(Checkout.Files("*.cs"), file => DrawerClass().IsMatch(Path.GetFileNameWithoutExtension(file)));
    }

    [Fact]
    public void TypesAreFileScopedAndNamedForTheirFile() => Checkout.HasNo(
        from folder in new[] { "KnowledgeBase.Core", "KnowledgeBase.Web" }
        from file in Checkout.Files("*.cs", folder)
        let text = Checkout.Read(file)
        let types = PublicType().Matches(text).Select(match => match.Groups["name"].Value).ToList()
        where types.Count > 0 && !types.Contains(Path.GetFileNameWithoutExtension(file).Split('.')[0])
        select $"{file} has {string.Join(", ", types)}");

    /// <summary>Where packages come from is the builder's business, not the repository's.</summary>
    [Fact]
    public void NoFileNamesAPackageRegistryOrAMachinesOwnPath()
    {
        Assert.DoesNotContain(Checkout.Files(), file => Path.GetFileName(file).Equals("nuget.config", StringComparison.OrdinalIgnoreCase));
        Checkout.HasNo(
            from file in Checkout.Files("*")
            where TextFiles.Contains(Path.GetExtension(file)) && !file.StartsWith("KnowledgeBase.Tests/Fixtures/", StringComparison.Ordinal)
            let match = Registry().Match(Checkout.Read(file))
            where match.Success
            select $"{file}: {match.Value}");
    }

    [Fact]
    public void NoMergeWasLeftHalfDone() => Checkout.HasNo(
        from file in Checkout.Files("*")
        where TextFiles.Contains(Path.GetExtension(file))
        let match = MergeMark().Match(Checkout.Read(file))
        where match.Success
        select $"{file}: {match.Value}");

    [Fact]
    public void EveryLinkBetweenDocumentsLeadsSomewhere() => Checkout.HasNo(
        from file in Checkout.Files("*.md")
        from Match link in Link().Matches(Code().Replace(Checkout.Read(file), ""))
        let target = Uri.UnescapeDataString(link.Groups[1].Value.Split('#')[0])
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        let path = Path.GetFullPath(Path.Combine(Checkout.Root, Path.GetDirectoryName(file)!, target))
        where !File.Exists(path) && !Directory.Exists(path)
        select $"{file}: {target}");

    [Fact]
    public void EveryProjectIsInTheSolution()
    {
        var solution = Checkout.Read("KnowledgeBase.sln").Replace('\\', '/');
        Assert.All(Checkout.Files("*.csproj"), project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [GeneratedRegex("^(?:Helpers?|Utils?|Utilit(?:y|ies)|Managers?|Common|Models|Interfaces|Enums|Constants|Misc)$")]
    private static partial Regex Drawer();

    [GeneratedRegex("^(?:<{7}|>{7}) ", RegexOptions.Multiline)]
    private static partial Regex MergeMark();

    [GeneratedRegex("^(?:Extensions|Helpers?|Utils?|Constants|.+(?:Helper|Utils|Utility|Manager|Repository|Dao|Impl))$")]
    private static partial Regex DrawerClass();

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|partial|readonly|ref|unsafe) )*(?:class|struct|interface|enum|record struct|record class|record) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex PublicType();

    // Written in pieces, so that this file does not find itself.
    [GeneratedRegex("registry" + @"\.npm|api\.nuget" + @"\.org|pypi" + @"\.org|files\.python" + @"hosted|deb\.debian" + @"\.org|(?<![\w.])/work" + @"/\w|/ho" + @"me/\w+/|/ro" + @"ot/")]
    private static partial Regex Registry();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();
}
