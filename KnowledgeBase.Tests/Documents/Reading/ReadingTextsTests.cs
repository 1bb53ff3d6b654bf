using System.Globalization;
using System.Reflection;
using System.Resources;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Web.Resources;

namespace KnowledgeBase.Tests.Documents.Reading;

public sealed class ReadingTextsTests
{
    private static readonly ResourceManager Texts = new(typeof(ErrorTexts).FullName!, typeof(ErrorTexts).Assembly);

    public static TheoryData<string> Refusals => [.. Codes(typeof(ReadingOutcome))];

    public static TheoryData<string> Warnings => [.. Codes(typeof(ReadingWarning))];

    /// <summary>Each says what is wrong and what to do next.</summary>
    [Theory]
    [MemberData(nameof(Refusals))]
    public void EveryRefusalIsExplainedInBothLanguages(string code)
    {
        AreBothThere(code);
        AreBothThere(code + "_next");
    }

    [Theory]
    [MemberData(nameof(Warnings))]
    public void EveryWarningIsExplainedInBothLanguages(string code) => AreBothThere(code);

    private static void AreBothThere(string key)
    {
        var english = Texts.GetString(key, CultureInfo.InvariantCulture);
        var chinese = Texts.GetString(key, CultureInfo.GetCultureInfo("zh-CN"));
        Assert.False(string.IsNullOrWhiteSpace(english), key);
        Assert.NotEqual(english, chinese);
    }

    private static IEnumerable<string> Codes(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!);
}
