using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Ingestion.Rereading;
using KnowledgeBase.Web.Hosting;

namespace KnowledgeBase.Web.Api;

/// <summary>How a document is to be read; what is left out stays as it is.</summary>
/// <param name="View">accepted or original: which side of tracked changes.</param>
/// <param name="Engine">automatic, pdfium or poppler, for a PDF file.</param>
/// <param name="OcrPages">Pages, from 1, that are recognised from their pictures whatever text they have; an empty list takes all back.</param>
/// <param name="KeepPageFurniture">Whether running headers, footers and watermarks of a PDF file stay in the text.</param>
/// <param name="Password">Opens an encrypted PDF file; used for this one reading and never stored.</param>
public sealed record ReadingRequestBody(
    string? View = null, string? Engine = null, IReadOnlyList<int>? OcrPages = null, bool? KeepPageFurniture = null, string? Password = null)
{
    private const int MostPages = 2_000;

    /// <exception cref="ApiException">view_invalid, engine_invalid or pages_invalid.</exception>
    internal ReadingChoice Choice(Document document)
    {
        if (OcrPages is { } pages && (pages.Count > MostPages || pages.Any(page => page < 1 || page > (document.PageCount ?? int.MaxValue))))
        {
            throw ApiException.BadRequest("pages_invalid", param: "ocrPages");
        }

        return new ReadingChoice(
            View is null ? null : ApiText.Parse<ReadingView>(View, "view_invalid"), Engine is null ? null : ApiText.Parse<PdfEngine>(Engine, "engine_invalid"),
            OcrPages, KeepPageFurniture);
    }
}

/// <summary>The same, beside the document's own text.</summary>
/// <param name="Keep">true: kept as soon as it is there, without being asked.</param>
public sealed record RereadRequest(
    string? View = null, string? Engine = null, IReadOnlyList<int>? OcrPages = null, bool? KeepPageFurniture = null, string? Password = null, bool Keep = false)
{
    internal ReadingRequestBody Reading => new(View, Engine, OcrPages, KeepPageFurniture, Password);
}

/// <summary>A reading beside a document's own text.</summary>
/// <param name="Status">waiting, reading, offered, keeping, kept or failed.</param>
/// <param name="Choice">How it is read; once kept, how the text before was read.</param>
/// <param name="Error">Why it failed; the document's own text is untouched.</param>
/// <param name="Done">Pages read, or passages embedded, so far.</param>
/// <param name="Comparison">The document's text and the other one, older reading first; null before the other one is there.</param>
public sealed record RereadingItem(
    Guid DocumentId, RereadingStatus Status, ChoiceItem Choice, ApiMessage? Error, int Done, int? Total, DateTimeOffset AskedAt, ReadingComparison? Comparison)
{
    internal static RereadingItem Of(DocumentRereading rereading, ReadingComparison? comparison, ErrorMessages messages) => new(
        rereading.DocumentId, rereading.Status, ChoiceItem.Of(rereading.Choice), rereading.ErrorCode is { } code ? ApiMessage.Of(messages.Of(code)) : null,
        rereading.Done, rereading.Total, rereading.AskedAt, comparison);
}

/// <summary>How a text was read.</summary>
public sealed record ChoiceItem(ReadingView View, PdfEngine Engine, IReadOnlyList<int> OcrPages, bool KeepPageFurniture)
{
    internal static ChoiceItem Of(ReadingChoice choice) => new(choice.View ?? default, choice.Engine ?? default, choice.OcrPages ?? [], choice.KeepPageFurniture ?? false);
}

/// <summary>What a document's readings found and left out.</summary>
/// <param name="Readings">The latest first.</param>
/// <param name="Pages">Characters of every page, and how sure its recognition is; empty where the format has no pages.</param>
/// <param name="Omissions">What stands in the file but not in the text.</param>
public sealed record ReportAnswer(
    Guid DocumentId, string Name, string? Engine, ChoiceItem Choice, IReadOnlyList<ApiMessage> Warnings, IReadOnlyList<ReadingRecord> Readings,
    IReadOnlyList<PageFacts> Pages, IReadOnlyList<Omission> Omissions);
