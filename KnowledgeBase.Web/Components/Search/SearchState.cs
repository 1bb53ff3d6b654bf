using System.Security.Claims;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Search.Journal;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Components.Search;

/// <summary>What the search page shows. Only the latest question counts: one that is still being answered is given up.</summary>
public sealed class SearchState(VisibleSearch search, SearchJournal journal, ErrorMessages errors) : IDisposable
{
    private CancellationTokenSource? _running;

    /// <summary>What the page's address says.</summary>
    public SearchAddress Address { get; private set; } = SearchAddress.Empty;

    /// <summary>The question that <see cref="Answer"/> answers.</summary>
    public SearchAddress Asked { get; private set; } = SearchAddress.Empty;

    public Answer? Answer { get; private set; }

    public ErrorMessage? Failure { get; private set; }

    public bool IsSearching { get; private set; }

    /// <summary>Takes an address over; false when it says the same but for how the answer is shown.</summary>
    public bool Show(SearchAddress address)
    {
        var isNew = address.Ungrouped().Href() != Address.Ungrouped().Href();
        Address = address;
        Asked = isNew ? Asked : Asked with { Grouped = address.Grouped };
        IsSearching = isNew ? address.Asks : IsSearching;
        return isNew;
    }

    /// <summary>Asks what the address says, and notes it in the user's history.</summary>
    public async Task AskAsync(ClaimsPrincipal user)
    {
        Dispose();
        (Failure, IsSearching) = (null, Address.Asks);
        if (!Address.Asks)
        {
            Answer = null;
            return;
        }

        var (running, address) = (_running = new CancellationTokenSource(), Address);
        try
        {
            var answer = await search.AskAsync(user, address, leavesOutLoading: true, running.Token);
            if (!running.IsCancellationRequested)
            {
                (Answer, Asked, IsSearching) = (answer, address with { Grouped = Address.Grouped }, false);
                if (address.Query.Length > 0 && user.UserId() is { } id)
                {
                    await journal.NoteAsync(id, address.Query, address.Ungrouped().Href(), answer.Result.Hits.Count, CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Another question, or the page was left.
        }
        catch (Exception e) when (e is SearchRequestException or EmbeddingException or StorageException && !running.IsCancellationRequested)
        {
            var code = (e as SearchRequestException)?.Code ?? (e as EmbeddingException)?.Code ?? ((StorageException)e).Code;
            (Failure, IsSearching) = (errors.Of(code), false);
        }
    }

    /// <summary>Gives up what is being answered.</summary>
    public void Dispose()
    {
        _running?.Cancel();
        _running?.Dispose();
        _running = null;
    }
}
