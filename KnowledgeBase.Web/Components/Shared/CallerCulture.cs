using System.Globalization;

namespace KnowledgeBase.Web.Components.Shared;

/// <summary>
/// The language in which a page was made. What is drawn because something happened elsewhere (a document became ready, a
/// model was loaded) runs in the flow of whoever told it, and would speak that flow's language.
/// </summary>
internal sealed class CallerCulture
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _texts = CultureInfo.CurrentUICulture;

    /// <summary>Runs it in the page's language. Being asynchronous, it leaves the caller's own language as it was.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _texts);
        await work();
    }

    /// <inheritdoc cref="RunAsync(Func{Task})"/>
    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return Task.CompletedTask;
    });
}
