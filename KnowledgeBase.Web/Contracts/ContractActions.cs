using System.Security.Claims;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Contracts.Check;
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
    ContractComparison comparison, ContractCheck check, ContractStore store, ContractTexts texts, DocumentStore documents, AccessControl access)
{
    /// <exception cref="ApiException">A document that is not there, or has no text yet.</exception>
    /// <exception cref="DocumentReadingException">A file that cannot be read.</exception>
    public async Task<Guid> CompareAsync(ClaimsPrincipal user, ChosenContract a, ChosenContract b, CancellationToken cancellationToken)
    {
        var left = await ReadAsync(user, a, cancellationToken);
        var right = await ReadAsync(user, b, cancellationToken);
        var result = await comparison.CompareAsync(left.Text, right.Text, new ComparisonOptions(), cancellationToken);
        return (await store.KeepAsync(result, user.UserId()!, left.Name, right.Name, a.DocumentId, b.DocumentId, cancellationToken)).Id;
    }

    /// <inheritdoc cref="CompareAsync"/>
    public async Task<Guid> CheckAsync(
        ClaimsPrincipal user, ChosenContract contract, IReadOnlyList<Guid> collectionIds, double minCosine, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var (name, text) = await ReadAsync(user, contract, cancellationToken);
        var visible = (await access.VisibleCollectionsAsync(user, cancellationToken)).Select(summary => summary.Collection.Id);
        Guid[] asked = [.. collectionIds.Count == 0 ? visible : visible.Intersect(collectionIds)];
        var result = await check.CheckAsync(text, new CheckOptions(asked, minCosine) { Except = contract.DocumentId }, progress, cancellationToken);
        return (await store.KeepAsync(result, user.UserId()!, name, contract.DocumentId, asked, cancellationToken)).Id;
    }

    public async Task<(StoredComparison Kept, ComparisonResult Result)?> FindComparisonAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) =>
        await store.FindComparisonAsync(id, cancellationToken) is { } kept
        && kept.CreatedBy == user.UserId()
        && await MaySeeAsync(user, kept.DocumentA, cancellationToken) && await MaySeeAsync(user, kept.DocumentB, cancellationToken)
        && await store.FindComparisonResultAsync(id, cancellationToken) is { } result
            ? (kept, result)
            : null;

    public async Task<(StoredCheck Kept, CheckResult Result)?> FindCheckAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindCheckAsync(id, cancellationToken) is not { } kept || kept.CreatedBy != user.UserId() || !await MaySeeAsync(user, kept.DocumentId, cancellationToken))
        {
            return null;
        }

        // It quotes clauses of every collection that was asked.
        foreach (var collection in kept.CollectionIds)
        {
            if (await access.FindCollectionAsync(user, collection, CollectionAction.View, cancellationToken) is null)
            {
                return null;
            }
        }

        return await store.FindCheckResultAsync(id, cancellationToken) is { } result ? (kept, result) : null;
    }

    public async Task<(IReadOnlyList<StoredComparison> Comparisons, IReadOnlyList<StoredCheck> Checks)> RecentAsync(ClaimsPrincipal user, int take, CancellationToken cancellationToken) =>
        user.UserId() is { } userId
            ? (await store.ListComparisonsAsync(userId, take, cancellationToken), await store.ListChecksAsync(userId, take, cancellationToken))
            : ([], []);

    public Task<IReadOnlyList<DifferenceDecision>> DecisionsAsync(Guid comparisonId, CancellationToken cancellationToken) => store.DecisionsAsync(comparisonId, cancellationToken);

    public Task DecideAsync(ClaimsPrincipal user, Guid comparisonId, string item, int difference, DecisionKind? decision, string comment, CancellationToken cancellationToken) =>
        store.DecideAsync(comparisonId, item, difference, decision, comment, user.UserId()!, cancellationToken);

    public Task RemoveComparisonAsync(Guid id, CancellationToken cancellationToken) => store.RemoveComparisonAsync(id, cancellationToken);

    private async Task<(string Name, DocumentText Text)> ReadAsync(ClaimsPrincipal user, ChosenContract chosen, CancellationToken cancellationToken)
    {
        if (chosen.File is { } file)
        {
            return (chosen.Name, await texts.OfFileAsync(file, chosen.Name, chosen.View, cancellationToken));
        }

        var (document, text) = await texts.OfDocumentAsync(chosen.DocumentId ?? throw ApiException.NotFound(), chosen.View, user, access, cancellationToken);
        return (document.Name, text);
    }

    /// <summary>A document that was deleted meanwhile hides nothing: what it said was his to read.</summary>
    private async Task<bool> MaySeeAsync(ClaimsPrincipal user, Guid? documentId, CancellationToken cancellationToken) =>
        documentId is not { } id
        || await documents.FindAsync(id, cancellationToken) is null
        || await access.FindDocumentAsync(user, id, CollectionAction.View, cancellationToken) is not null;
}
