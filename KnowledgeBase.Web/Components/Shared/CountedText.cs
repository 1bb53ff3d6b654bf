using System.Globalization;
using Microsoft.Extensions.Localization;

namespace KnowledgeBase.Web.Components.Shared;

internal static class CountedText
{
    /// <summary>The text for a number of things: the key with "_One" for one, since English tells one from many.</summary>
    public static string Counted(this IStringLocalizer texts, string key, int count) =>
        count == 1 ? texts[$"{key}_One"] : texts[key, count.ToString("N0", CultureInfo.CurrentCulture)];
}
