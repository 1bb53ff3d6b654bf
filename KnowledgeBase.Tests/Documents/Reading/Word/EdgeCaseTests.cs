using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Tests.Documents.Reading.Word;

/// <summary>Hand-made contracts, each with one difficulty, and what a reader of Word sees in them (expected.json).</summary>
public sealed partial class EdgeCaseTests
{
    public static TheoryData<string> Files => [.. Expected().Select(item => item.GetProperty("file").GetString()!).Where(name => name.EndsWith(".docx", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task ReadsLabelsAndTextAsWordShowsThem(string file)
    {
        var expected = Expected().First(item => item.GetProperty("file").GetString() == file);
        var text = await Fixture.ReadAsync("contracts/edge/" + file);
        var wanted = Pairs(expected.GetProperty("blocks")).ToList();
        if (wanted.Count > 0) Assert.Equal(wanted, Paragraphs(text));

        var whole = Normal(text.PlainText);
        Assert.All(Strings(expected, "must_contain"), part => Assert.Contains(part, whole, StringComparison.Ordinal));
        Assert.All(Strings(expected, "must_not_contain"), part => Assert.DoesNotContain(part, whole, StringComparison.Ordinal));
        Assert.All(Strings(expected, "exactly_once"), part => Assert.Equal(2, whole.Split(part).Length));
        Assert.All(Strings(expected, "hidden_text"), part => Assert.DoesNotContain(part, whole, StringComparison.Ordinal));
        Assert.Equal(Strings(expected, "hidden_text").Count > 0, text.Warnings.Contains(ReadingWarning.HiddenText));
        Assert.Equal(expected.TryGetProperty("tracked_changes", out _), text.Warnings.Contains(ReadingWarning.TrackedChanges));
    }

    [Fact]
    public async Task ReadsADocumentAsItWasBeforeItsTrackedChanges()
    {
        var expected = Expected().First(item => item.TryGetProperty("original_view", out _));
        var text = await Fixture.ReadAsync("contracts/edge/" + expected.GetProperty("file").GetString(), view: ReadingView.Original);
        Assert.Equal(Pairs(expected.GetProperty("original_view")), Paragraphs(text));
    }

    private static JsonElement[] Expected() =>
        JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllText(Fixture.Path("contracts/edge/expected.json"))) ?? [];

    private static IEnumerable<(string Label, string Text)> Pairs(JsonElement blocks) =>
        blocks.EnumerateArray().Select(pair => (Normal(pair[0].GetString()!), Normal(pair[1].GetString()!)));

    private static IEnumerable<(string Label, string Text)> Paragraphs(DocumentText text) => text.Blocks
        .Where(block => block.Kind is BlockKind.Paragraph or BlockKind.Heading or BlockKind.ListItem)
        .Select(block => (Normal(block.Label ?? ""), Normal(block.Text)));

    private static List<string> Strings(JsonElement item, string name) =>
        item.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(entry => Normal(entry.GetString()!))] : [];

    private static string Normal(string text) => Ignored().Replace(text.Normalize(NormalizationForm.FormKC), "");

    [GeneratedRegex(@"[\s\u200B\u00AD_]+")]
    private static partial Regex Ignored();
}
