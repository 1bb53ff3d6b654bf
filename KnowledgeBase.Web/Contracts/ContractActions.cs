using System.Security.Claims;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Contracts.Check;
using KnowledgeBase.Core.Contracts.Redline;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Web.Api;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Contracts;

/// <summary>
/// What pages and exports do with contracts. A kept comparison or check is its maker's alone, and only as long as he may
/// read the documents in it: whatever he may not see is null.
/// </summary>
public sealed class ContractActions(
    ContractComparison comparison, ContractCheck check, ContractStore store, ContractTexts texts, DocumentStore documents, DocumentFiles files, WordRedline redline, AccessControl access)
{
    private const string Docx = ".docx";

    /// <exception cref="ApiException">A document that is not there, or has no text yet.</exception>
    /// <exception cref="DocumentReadingException">A file that cannot be read.</exception>
    public async Task<Guid> CompareAsync(ClaimsPrincipal user, ChosenContract a, ChosenContract b, CancellationToken cancellationToken)
    {
        var left = await ReadAsync(user, a, cancellationToken);
        var right = await ReadAsync(user, b, cancellationToken);
        var result = await comparison.CompareAsync(left.Text, right.Text, new ComparisonOptions(), cancellationToken);
        List<ContractSource> sources = [];
        if (await FileAsync(a, cancellationToken) is { } first) sources.Add(new ContractSource("a", null, first));
        if (await FileAsync(b, cancellationToken) is { } second) sources.Add(new ContractSource("b", null, second));
        return (await store.KeepAsync(result, user.UserId()!, left.Name, right.Name, a.DocumentId, b.DocumentId, sources, cancellationToken)).Id;
    }

    /// <inheritdoc cref="CompareAsync"/>
    public async Task<(StoredCheck Kept, CheckFindings Findings)> CheckAsync(
        ClaimsPrincipal user, ChosenContract contract, IReadOnlyList<Guid> collectionIds, double minCosine, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var (name, text) = await ReadAsync(user, contract, cancellationToken);
        var visible = (await access.VisibleCollectionsAsync(user, cancellationToken)).Select(summary => summary.Collection.Id);
        Guid[] asked = [.. collectionIds.Count == 0 ? visible : visible.Intersect(collectionIds)];
        var findings = await check.CheckAsync(text, new CheckOptions(asked, minCosine) { Except = contract.DocumentId }, progress, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // what was given up is not kept
        var source = contract.DocumentId is null ? new ContractSource("c", text, await FileAsync(contract, cancellationToken)) : null;
        return (await store.KeepAsync(findings, user.UserId()!, name, contract.DocumentId, asked, source, cancellationToken), findings);
    }

    /// <summary>The whole comparison of an earlier contract, on the left, with one that was checked.</summary>
    /// <exception cref="ApiException">not_found; or why there is no text of one of the two.</exception>
    public async Task<Guid> CompareCheckedAsync(ClaimsPrincipal user, Guid checkId, Guid earlierId, CancellationToken cancellationToken)
    {
        var (kept, _) = await FindCheckAsync(user, checkId, cancellationToken) ?? throw ApiException.NotFound();
        var (document, earlier) = await texts.OfDocumentAsync(earlierId, ReadingView.Accepted, user, access, cancellationToken);
        var source = kept.DocumentId is null ? await store.FindSourceAsync(checkId, "c", cancellationToken) ?? throw ApiException.NotFound() : null;
        var text = source?.Text ?? (await texts.OfDocumentAsync(kept.DocumentId!.Value, ReadingView.Accepted, user, access, cancellationToken)).Text;
        var result = await comparison.CompareAsync(earlier, text, new ComparisonOptions(), cancellationToken);
        IReadOnlyList<ContractSource> sources = source?.File is { } file ? [new ContractSource("b", null, file)] : [];
        return (await store.KeepAsync(result, user.UserId()!, document.Name, kept.Name, document.Id, kept.DocumentId, sources, cancellationToken)).Id;
    }

    /// <summary>The Word file of one side of a kept comparison: the document's original, or the file that came with it; null when there is none.</summary>
    private async Task<byte[]?> OriginalAsync(StoredComparison kept, string side, CancellationToken cancellationToken)
    {
        if ((side == "a" ? kept.DocumentA : kept.DocumentB) is not { } id) return (await store.FindSourceAsync(kept.Id, side, cancellationToken))?.File;
        return await documents.FindAsync(id, cancellationToken) is { } document && files.PathOf(document.Sha256) is var path && File.Exists(path)
            ? await File.ReadAllBytesAsync(path, cancellationToken)
            : null;
    }

    /// <summary>Makes a redline, to know whether it can be made and what it leaves out.</summary>
    /// <exception cref="ApiException">not_found; redline_files_gone.</exception>
    /// <exception cref="RedlineException">It cannot be made safely.</exception>
    public async Task<RedlineResult> RedlineAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        var (kept, _) = await FindComparisonAsync(user, id, cancellationToken) ?? throw ApiException.NotFound();
        var (a, b) = (await OriginalAsync(kept, "a", cancellationToken), await OriginalAsync(kept, "b", cancellationToken));
        return a is null || b is null
            ? throw new ApiException(StatusCodes.Status409Conflict, "redline_files_gone")
            : await Task.Run(() => redline.Write(a, b, user.Identity?.Name ?? "KnowledgeBase", cancellationToken), cancellationToken);
    }

    public async Task<(StoredComparison Kept, ComparisonResult Result)?> FindComparisonAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) =>
        await store.FindComparisonAsync(id, cancellationToken) is { } kept
        && kept.CreatedBy == user.UserId()
        && await MaySeeAsync(user, kept.DocumentA, cancellationToken) && await MaySeeAsync(user, kept.DocumentB, cancellationToken)
        && await store.FindComparisonResultAsync(id, cancellationToken) is { } result
            ? (kept, result)
            : null;

    public async Task<(StoredCheck Kept, CheckFindings Findings)?> FindCheckAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindCheckAsync(id, cancellationToken) is not { } kept || kept.CreatedBy != user.UserId() || !await MaySeeAsync(user, kept, cancellationToken))
        {
            return null;
        }

        return await store.FindFindingsAsync(id, cancellationToken) is { } findings ? (kept, findings) : null;
    }

    /// <summary>What he made and may still see; the newest first.</summary>
    public async Task<(IReadOnlyList<StoredComparison> Comparisons, IReadOnlyList<StoredCheck> Checks)> RecentAsync(ClaimsPrincipal user, int take, CancellationToken cancellationToken)
    {
        if (user.UserId() is not { } userId)
        {
            return ([], []);
        }

        var (comparisons, checks) = (new List<StoredComparison>(), new List<StoredCheck>());
        foreach (var kept in await store.ListComparisonsAsync(userId, take, cancellationToken))
        {
            if (await MaySeeAsync(user, kept.DocumentA, cancellationToken) && await MaySeeAsync(user, kept.DocumentB, cancellationToken))
            {
                comparisons.Add(kept);
            }
        }

        foreach (var kept in await store.ListChecksAsync(userId, take, cancellationToken))
        {
            if (await MaySeeAsync(user, kept, cancellationToken))
            {
                checks.Add(kept);
            }
        }

        return (comparisons, checks);
    }

    public Task<IReadOnlyList<DifferenceDecision>> DecisionsAsync(Guid comparisonId, CancellationToken cancellationToken) => store.DecisionsAsync(comparisonId, cancellationToken);

    public Task DecideAsync(ClaimsPrincipal user, Guid comparisonId, string item, int difference, DecisionKind? decision, string comment, CancellationToken cancellationToken) =>
        store.DecideAsync(comparisonId, item, difference, decision, comment, user.UserId()!, cancellationToken);

    /// <summary>Removes what one made oneself; false when there is none.</summary>
    public async Task<bool> RemoveComparisonAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) =>
        (await store.FindComparisonAsync(id, cancellationToken))?.CreatedBy == user.UserId() && await store.RemoveComparisonAsync(id, cancellationToken);

    /// <inheritdoc cref="RemoveComparisonAsync"/>
    public async Task<bool> RemoveCheckAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) =>
        (await store.FindCheckAsync(id, cancellationToken))?.CreatedBy == user.UserId() && await store.RemoveCheckAsync(id, cancellationToken);

    private async Task<(string Name, DocumentText Text)> ReadAsync(ClaimsPrincipal user, ChosenContract chosen, CancellationToken cancellationToken)
    {
        if (chosen.File is { } file)
        {
            return (chosen.Name, await texts.OfFileAsync(file, chosen.Name, chosen.View, cancellationToken));
        }

        if (chosen.Text is { } pasted)
        {
            return (chosen.Name, ContractTexts.OfPasted(pasted));
        }

        var (document, text) = await texts.OfDocumentAsync(chosen.DocumentId ?? throw ApiException.NotFound(), chosen.View, user, access, cancellationToken);
        return (document.Name, text);
    }

    /// <summary>A Word file is kept with what was made of it: without it there is no redline.</summary>
    private static async Task<byte[]?> FileAsync(ChosenContract chosen, CancellationToken cancellationToken) =>
        chosen.File is { } file && chosen.Name.EndsWith(Docx, StringComparison.OrdinalIgnoreCase) ? await File.ReadAllBytesAsync(file.Path, cancellationToken) : null;

    /// <summary>It quotes clauses of every collection that was asked.</summary>
    private async Task<bool> MaySeeAsync(ClaimsPrincipal user, StoredCheck kept, CancellationToken cancellationToken)
    {
        foreach (var collection in kept.CollectionIds)
        {
            if (await access.FindCollectionAsync(user, collection, CollectionAction.View, cancellationToken) is null)
            {
                return false;
            }
        }

        return await MaySeeAsync(user, kept.DocumentId, cancellationToken);
    }

    /// <summary>Null: it was only uploaded to be compared. A document that is deleted takes what was made of it along.</summary>
    private async Task<bool> MaySeeAsync(ClaimsPrincipal user, Guid? documentId, CancellationToken cancellationToken) =>
        documentId is not { } id || await access.FindDocumentAsync(user, id, CollectionAction.View, cancellationToken) is not null;
}
