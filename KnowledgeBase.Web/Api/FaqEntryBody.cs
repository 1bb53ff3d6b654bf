using KnowledgeBase.Core.Faqs;

namespace KnowledgeBase.Web.Api;

/// <summary>An entry as programs write and read it.</summary>
/// <param name="Status">draft, published or retired; draft when left out.</param>
/// <param name="Version">Of the entry that was edited: when another has come since, the change is refused. Left out: the newest.</param>
internal sealed record FaqEntryBody(
    string? Question, string? Answer, IReadOnlyList<string>? Phrasings, string? Category, IReadOnlyList<string>? Tags, string? Status,
    DateOnly? ValidFrom, DateOnly? ValidUntil, string? Owner, Guid? Id = null, int? Version = null, DateTimeOffset? UpdatedAt = null)
{
    public static FaqEntryBody Of(FaqEntry entry) => Of(entry.Content) with { Id = entry.Id, Version = entry.Version, UpdatedAt = entry.UpdatedAt };

#pragma warning disable CA1308 // Names in JSON are lower case here.
    public static FaqEntryBody Of(FaqContent content) => new(
        content.Question, content.Answer, content.Phrasings, content.Category, content.Tags, content.Status.ToString().ToLowerInvariant(),
        content.ValidFrom, content.ValidUntil, content.Owner);
#pragma warning restore CA1308

    /// <exception cref="FaqException">status_unknown.</exception>
    public FaqContent ToContent() => new(
        Question ?? "", [.. (Phrasings ?? []).Where(phrasing => phrasing is not null)], Answer ?? "", Category ?? "", [.. (Tags ?? []).Where(tag => tag is not null)],
        Status is null ? FaqStatus.Draft
        : Enum.TryParse<FaqStatus>(Status, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status
        : throw new FaqException("status_unknown", $"The status {Status} is unknown."),
        ValidFrom, ValidUntil, Owner ?? "");
}

internal sealed record FaqRestore(int Version);
