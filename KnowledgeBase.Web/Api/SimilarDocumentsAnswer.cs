namespace KnowledgeBase.Web.Api;

/// <param name="Status">ready, pending (the document has no vector yet) or off (the collection keeps none).</param>
/// <param name="Tokens">Of the whole text.</param>
/// <param name="Parts">1: embedded in one piece; more: in so many parts, because the model does not take so long a text.</param>
/// <param name="Items">Best first.</param>
public sealed record SimilarDocumentsAnswer(string Status, int? Tokens, int? Parts, IReadOnlyList<SimilarDocumentItem> Items);

/// <param name="Cosine">Of the vectors of both whole texts.</param>
public sealed record SimilarDocumentItem(Guid Id, Guid CollectionId, string Name, DateTimeOffset ReceivedAt, double Cosine);
