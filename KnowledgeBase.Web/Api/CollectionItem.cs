using System.ComponentModel;
using KnowledgeBase.Core.Collections;

namespace KnowledgeBase.Web.Api;

/// <summary>A collection and what it holds.</summary>
/// <param name="Role">What you are in it: viewer, editor or owner.</param>
/// <param name="SizeBytes">Of all originals.</param>
public sealed record CollectionItem(
    Guid Id, string Name, CollectionKind Kind, string Description, MemberRole? Role, int DocumentCount, int ReadyCount, int FailedCount,
    int ChunkCount, long SizeBytes, DateTimeOffset CreatedAt)
{
    internal static CollectionItem Of(CollectionSummary summary, MemberRole? role) => new(
        summary.Collection.Id, summary.Collection.Name, summary.Collection.Kind, summary.Collection.Description, role, summary.DocumentCount,
        summary.ReadyCount, summary.FailedCount, summary.ChunkCount, summary.SizeBytes, summary.Collection.CreatedAt);
}

/// <param name="Name">1 to 200 characters.</param>
/// <param name="Kind">contracts, faq or general.</param>
/// <param name="Description">At most 2,000 characters.</param>
public sealed record CreateCollection(
    string? Name, [property: Description("contracts, faq or general (the default)")] string? Kind = null, string? Description = null);

/// <summary>What is null stays as it is.</summary>
public sealed record UpdateCollection(string? Name = null, string? Description = null);
