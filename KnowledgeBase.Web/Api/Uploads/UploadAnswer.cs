namespace KnowledgeBase.Web.Api.Uploads;

public enum UploadStatus
{
    /// <summary>Stored: nothing of it can be lost any more.</summary>
    Received,

    /// <summary>Not stored: the collection has a document with these bytes, and onDuplicate was ask.</summary>
    Duplicate,

    /// <summary>Not stored: the collection has a document with these bytes, and onDuplicate was skip.</summary>
    Skipped,

    Failed,
}

/// <summary>What became of each file, in the order in which they were sent.</summary>
public sealed record UploadAnswer(IReadOnlyList<UploadResult> Results);

/// <summary>What became of one file.</summary>
/// <param name="Name">As it is shown; null when the upload broke off before a file's name.</param>
/// <param name="Document">The new document; null unless received.</param>
/// <param name="DuplicateOf">The document that has these bytes already, when the file was not stored for that.</param>
/// <param name="Replaced">Ids of documents that were deleted because the file replaces them.</param>
public sealed record UploadResult(
    string? Name, UploadStatus Status, DocumentItem? Document, DuplicateItem? DuplicateOf, IReadOnlyList<Guid> Replaced, ApiMessage? Error);

public sealed record DuplicateItem(Guid Id, string Name);

/// <summary>The form of an upload, for the description of the API.</summary>
public sealed record UploadForm(IFormFileCollection Files);
