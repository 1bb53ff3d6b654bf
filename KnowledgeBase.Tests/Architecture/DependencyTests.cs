using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.Architecture;

/// <summary>
/// Which slice may use which. Folders are namespaces, so the using lines and full names in a folder are its
/// dependencies. A slice that wants an arrow against this order gets an interface of its own, or a place higher up.
/// </summary>
public sealed partial class DependencyTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Hosting"] = [],
        ["Llama"] = [],
        ["Storage"] = [],
        ["Tables"] = [],
        ["Keywords"] = ["Canonical", "Storage"],
        ["Documents"] = ["Storage"],
        ["Canonical"] = ["Documents"],
        ["Collections"] = ["Storage", "Instructions"],
        ["Instructions"] = ["Storage"],
        ["Chunking"] = ["Documents", "Storage"],
        ["Embeddings"] = ["Hosting", "Llama", "Storage", "Chunking"],
        ["DocumentVectors"] = ["Collections", "Documents", "Embeddings", "Hosting", "Storage"],
        ["Ingestion"] = ["Collections", "Documents", "Chunking", "Embeddings", "Hosting", "Instructions", "Keywords", "Storage"],
        ["Search"] = ["Canonical", "Collections", "Documents", "Chunking", "Embeddings", "Hosting", "Instructions", "Keywords", "Storage"],
        ["Contracts"] = ["Canonical", "Collections", "Documents", "Chunking", "Embeddings", "Instructions", "Search", "Storage"],
        ["Faqs"] = ["Collections", "Embeddings", "Hosting", "Instructions", "Keywords", "Search", "Storage", "Tables"],
        ["Generations"] = ["Collections", "Documents", "Chunking", "Embeddings", "Hosting", "Ingestion", "Search", "Storage"],
        ["Evaluation"] = ["Collections", "Documents", "Chunking", "Embeddings", "Hosting", "Keywords", "Search", "Contracts", "Faqs", "Storage", "Tables"],
    };

    [Fact]
    public void SlicesOfCoreUseOnlyTheSlicesTheyMay()
    {
        var offences =
            from use in UsesIn("KnowledgeBase.Core")
            where use.Slice != use.Used && !(MayUse.TryGetValue(use.Slice, out var allowed) && allowed.Contains(use.Used))
            select $"{use.Slice} uses {use.Used}: {use.File}";
        Checkout.HasNo(offences);
    }

    [Fact]
    public void EverySliceOfCoreIsInTheTable() => Checkout.HasNo(
        Checkout.Files("*.cs", "KnowledgeBase.Core").Select(SliceOf).OfType<string>().Distinct().Except(MayUse.Keys));

    [Fact]
    public void TheTableHasNoCycle()
    {
        var order = new List<string>();
        while (order.Count < MayUse.Count)
        {
            var free = MayUse.Keys.Except(order).Where(slice => MayUse[slice].All(order.Contains)).ToList();
            Assert.True(free.Count > 0, $"Among {string.Join(", ", MayUse.Keys.Except(order))} there is a cycle.");
            order.AddRange(free);
        }
    }

    [Fact]
    public void CoreKnowsNothingOfTheWeb()
    {
        Assert.DoesNotContain("FrameworkReference", Checkout.Read("KnowledgeBase.Core/KnowledgeBase.Core.csproj"), StringComparison.Ordinal);
        Checkout.HasNo(
            from file in Checkout.Files("*.cs", "KnowledgeBase.Core")
            where WebName().IsMatch(Checkout.Read(file))
            select file);
        Assert.DoesNotContain(
            typeof(Core.CoreServices).Assembly.GetReferencedAssemblies(),
            name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.Name == "KnowledgeBase.Web");
    }

    [Fact]
    public void TheWebDoesNotTouchTheNativeEngine() => Checkout.HasNo(
        from use in UsesIn("KnowledgeBase.Web")
        where use.Used == "Llama"
        select use.File);

    /// <summary>Native calls are where a mistake ends the process: each library has one folder.</summary>
    [Fact]
    public void NativeFunctionsAreDeclaredOnlyInTheFoldersMadeForThem()
    {
        string[] folders = ["KnowledgeBase.Core/Llama/Native/", "KnowledgeBase.Core/Documents/Reading/Pdf/Native/", "KnowledgeBase.Core/Documents/Reading/Worker/Native/"];
        // The one system call that .NET lacks: a folder's entries reach the disk.
        string[] files = ["KnowledgeBase.Core/Documents/DirectorySync.cs"];
        Checkout.HasNo(
            from file in Checkout.Files("*.cs").Except(files)
            where !folders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)) && NativeImport().IsMatch(Checkout.Read(file))
            select file);
    }

    /// <summary>.NET stops the application when a hosted service throws: each works in the loop that no failure ends.</summary>
    [Fact]
    public void EveryBackgroundServiceWorksInALoopThatNoFailureEnds() => Checkout.HasNo(
        from file in Checkout.Files("*.cs", "KnowledgeBase.Core").Concat(Checkout.Files("*.cs", "KnowledgeBase.Web"))
        let text = Checkout.Read(file)
        where text.Contains(": BackgroundService", StringComparison.Ordinal) && !text.Contains("new WorkLoop(", StringComparison.Ordinal) && !text.Contains("WorkLoop.UntilDoneAsync(", StringComparison.Ordinal)
        select file);

    [Fact]
    public void NamespacesAreFolders() => Checkout.HasNo(
        from folder in new[] { "KnowledgeBase.Core", "KnowledgeBase.Web", "KnowledgeBase.Tests" }
        from file in Checkout.Files("*.cs", folder)
        let declared = Namespace().Match(Checkout.Read(file))
        where declared.Success && declared.Groups["name"].Value != Path.GetDirectoryName(file)!.Replace('/', '.')
        select $"{file} is in {declared.Groups["name"].Value}");

    private static IEnumerable<(string Slice, string Used, string File)> UsesIn(string project) =>
        from file in Checkout.Files("*.*", project)
        where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)
        let slice = SliceOf(file)
        where slice is not null
        from Match use in CoreSlice().Matches(Checkout.Read(file))
        select (slice, use.Groups[1].Value, file);

    /// <summary>The first folder below the project; null for files directly in it, such as CoreServices.cs.</summary>
    private static string? SliceOf(string file) => file.Split('/') is { Length: > 2 } parts ? parts[1] : null;

    [GeneratedRegex(@"\bKnowledgeBase\.Core\.(\w+)(?=[.;\s])")]
    private static partial Regex CoreSlice();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*(?:global )?using .*\b(?:Microsoft\.AspNetCore|KnowledgeBase\.Web)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex WebName();

    [GeneratedRegex(@"\[(?:LibraryImport|DllImport)\b")]
    private static partial Regex NativeImport();
}
