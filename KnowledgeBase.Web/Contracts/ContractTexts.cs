using System.Security.Claims;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Web.Api;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Contracts;

/// <summary>The text of a contract, wherever it comes from: just uploaded, or a document of a collection.</summary>
public sealed class ContractTexts(IDocumentReading reading, DocumentStore documents, DocumentFiles files)
{
    /// <exception cref="DocumentReadingException">The file cannot be read, or has no text; the code says why.</exception>
    public async Task<DocumentText> OfFileAsync(StagedFile file, string name, ReadingView view, CancellationToken cancellationToken) =>
        WithText(await reading.ReadAsync(new ReadingRequest(file.Path, name) { View = view }, null, cancellationToken));

    /// <exception cref="DocumentReadingException">no_text.</exception>
    public static DocumentText OfPasted(string text) => WithText(TypedText.Read(text));

    /// <summary>The stored text; read again from the original when the view before tracked changes is wanted.</summary>
    /// <exception cref="ApiException">not_found, or why there is no text yet.</exception>
    public async Task<(Document Document, DocumentText Text)> OfDocumentAsync(
        Guid id, ReadingView view, ClaimsPrincipal user, AccessControl access, CancellationToken cancellationToken)
    {
        var document = await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        if (view == ReadingView.Original)
        {
            var path = files.PathOf(document.Sha256);
            if (!File.Exists(path)) throw new ApiException(StatusCodes.Status410Gone, "original_missing");
            return (document, WithText(await reading.ReadAsync(new ReadingRequest(path, document.Name) { View = view }, null, cancellationToken)));
        }

        var text = await documents.FindTextAsync(id, cancellationToken) ?? throw ApiException.Conflict(document.IsUnderWay ? "under_way" : document.ErrorCode ?? "no_text");
        return (document, WithText(text));
    }

    private static DocumentText WithText(DocumentText text) =>
        text.Blocks.Count > 0 ? text : throw new DocumentReadingException(ReadingOutcome.NoText, "There is no text in it.");
}
