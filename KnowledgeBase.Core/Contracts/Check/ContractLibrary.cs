using System.Collections.Concurrent;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Contracts.Check;

/// <summary>The contracts of the collections, cut into clauses; kept in memory while there is room, read again when they changed.</summary>
internal sealed class ContractLibrary(DocumentStore documents)
{
    private const long MostCharacters = 40_000_000;
    private const int PageSize = 500;
    private readonly ConcurrentDictionary<Guid, LibraryContract> _kept = new();

    /// <summary>Ready documents of the collections that have text.</summary>
    /// <param name="progress">Is told the share that was read, 0 to 1.</param>
    public async Task<IReadOnlyList<LibraryContract>> LoadAsync(CheckOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var list = new List<Document>();
        foreach (var collection in options.CollectionIds.Distinct())
        {
            for (var from = 0; ; from += PageSize)
            {
                var page = await documents.ListAsync(collection, from, PageSize, null, DocumentStatus.Ready, cancellationToken);
                list.AddRange(page.Documents.Where(document => document.Id != options.Except));
                if (from + PageSize >= page.Total) break;
            }
        }

        var contracts = new List<LibraryContract>(list.Count);
        foreach (var document in list)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await FindAsync(document, cancellationToken) is { } contract) contracts.Add(contract);
            progress?.Report((double)contracts.Count / list.Count);
        }

        Trim();
        return contracts;
    }

    private async Task<LibraryContract?> FindAsync(Document document, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(document.Id, out var kept) && kept.Document.UpdatedAt == document.UpdatedAt) return kept;
        if (await documents.FindTextAsync(document.Id, cancellationToken) is not { } text) return null;
        return _kept[document.Id] = new LibraryContract(document, text);
    }

    private void Trim()
    {
        var sum = _kept.Values.Sum(contract => (long)contract.Characters);
        foreach (var id in _kept.Keys)
        {
            if (sum <= MostCharacters) return;
            if (_kept.TryRemove(id, out var gone)) sum -= gone.Characters;
        }
    }
}
