using System.Text.RegularExpressions;

namespace KnowledgeBase.Tests.Architecture;

/// <summary>Texts are complete: what a page asks for by name is there, in both languages.</summary>
public sealed partial class TextTests
{
    [Fact]
    public void EveryTextThatAPageNamesIsThere() => Checkout.HasNo(
        from pattern in new[] { "*.razor", "*.cs" }
        from file in Checkout.Files(pattern, "KnowledgeBase.Web")
        let source = Checkout.Read(file)
        from Match localizer in Localizer().Matches(source)
        let keys = KeysOf(localizer.Groups["texts"].Value, "")
        from Match use in Regex.Matches(source, $@"(?<![\w.]){Regex.Escape(localizer.Groups["name"].Value)}(?:\[|\.Counted\()""(?<key>\w+)""", RegexOptions.ExplicitCapture)
        where !keys.Contains(use.Groups["key"].Value)
        select $"{file}: {localizer.Groups["texts"].Value} has no {use.Groups["key"].Value}");

    [Fact]
    public void BothLanguagesHaveTheSameTexts() => Checkout.HasNo(
        from file in Checkout.Files("*.resx", "KnowledgeBase.Web")
        where !file.Contains(".zh-CN.", StringComparison.Ordinal)
        let feature = Path.GetFileNameWithoutExtension(file)
        let english = KeysOf(feature, "")
        let chinese = KeysOf(feature, ".zh-CN")
        // Chinese has no singular.
        from key in english.Except(chinese).Where(key => !key.EndsWith("_One", StringComparison.Ordinal)).Concat(chinese.Except(english))
        select $"{feature}: {key}");

    private static HashSet<string> KeysOf(string feature, string language) =>
        [.. Key().Matches(Checkout.Read($"KnowledgeBase.Web/Resources/{feature}{language}.resx")).Select(match => match.Groups["key"].Value)];

    [GeneratedRegex(@"IStringLocalizer<(?<texts>\w+)> (?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Localizer();

    [GeneratedRegex(@"<data name=""(?<key>[^""]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Key();
}
