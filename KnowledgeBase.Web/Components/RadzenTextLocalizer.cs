using System.Globalization;
using System.Resources;
using KnowledgeBase.Web.Resources;
using Radzen;

namespace KnowledgeBase.Web.Components;

/// <summary>Gives Radzen's own texts (close, clear, next page) in our languages; it ships none in Chinese.</summary>
internal sealed class RadzenTextLocalizer : ILocalizer
{
    private static readonly ResourceManager Texts = new(typeof(RadzenTexts));

    /// <summary>Null leaves Radzen's English text.</summary>
    public string? Get(string key, CultureInfo culture) => Texts.GetString(key, culture);
}
