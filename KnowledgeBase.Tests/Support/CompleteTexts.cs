using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;

namespace KnowledgeBase.Tests.Support;

/// <summary>The application's texts; a page that asks for one that is not there fails, where a reader would see its key.</summary>
internal sealed class CompleteTexts(IStringLocalizerFactory texts) : IStringLocalizerFactory
{
    // An error of an unknown code has a text of its own, so its page looks whether there is one.
    public IStringLocalizer Create(Type resourceSource) =>
        resourceSource == typeof(ErrorTexts) ? texts.Create(resourceSource) : new Complete(texts.Create(resourceSource));

    public IStringLocalizer Create(string baseName, string location) => new Complete(texts.Create(baseName, location));

    private sealed class Complete(IStringLocalizer texts) : IStringLocalizer
    {
        public LocalizedString this[string name] => There(texts[name]);

        public LocalizedString this[string name, params object[] arguments] => There(texts[name, arguments]);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.GetAllStrings(includeParentCultures);

        private static LocalizedString There(LocalizedString text) =>
            text.ResourceNotFound ? throw new InvalidOperationException($"No text {text.Name} at {text.SearchedLocation}.") : text;
    }
}
