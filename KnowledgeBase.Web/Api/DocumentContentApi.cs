using System.Security.Claims;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Web.Identity;
using Format = KnowledgeBase.Core.Documents.Reading.DocumentFormat;

namespace KnowledgeBase.Web.Api;

/// <summary>What a document holds: its original, the text that was read, and the chunks that are searched.</summary>
internal static class DocumentContentApi
{
    public static void MapDocumentContent(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("/documents/{id:guid}").WithTags("Documents").RequireAuthorization(Policies.Read).ProducesProblem(404);
        read.MapGet("/content", DownloadAsync).WithSummary("Download the original").Produces(200, contentType: "application/octet-stream").ProducesProblem(410);
        read.MapGet("/text", TextAsync).WithSummary("Read the extracted text: blocks in order, with labels and pages").ProducesProblem(409);
        read.MapGet("/pages/{page:int}/picture", PictureAsync).WithSummary("Draw a page of a PDF file").Produces(200, contentType: "image/png").ProducesProblem(409);
        read.MapGet("/preview/pages/{page:int}/picture", PreviewAsync).WithSummary("Draw a preview page of a Word file, as LibreOffice breaks its pages").Produces(200, contentType: "image/png").ProducesProblem(409);
        read.MapGet("/chunks", ChunksAsync).WithSummary("List the chunks in reading order").ProducesProblem(400);
    }

    private static async Task<IResult> DownloadAsync(
        Guid id, HttpResponse response, ClaimsPrincipal user, AccessControl access, DocumentFiles files, CancellationToken cancellationToken)
    {
        var document = await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        var path = files.PathOf(document.Sha256);
        if (!File.Exists(path))
        {
            throw new ApiException(StatusCodes.Status410Gone, "original_missing");
        }

        // Somebody else's bytes: never shown by the browser, whatever they are, and without any right if it were.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        var type = DocumentFormats.OfExtension(document.Name) switch
        {
            Format.Pdf => "application/pdf",
            Format.PlainText => "text/plain",
            _ => "application/octet-stream",
        };
        return TypedResults.PhysicalFile(path, type, document.Name, document.ReceivedAt, enableRangeProcessing: true);
    }

    private static async Task<IResult> PictureAsync(
        Guid id, int page, HttpResponse response, ClaimsPrincipal user, AccessControl access, PagePictures pictures, CancellationToken cancellationToken)
    {
        var document = await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        return await SendAsync(pictures.FindAsync(document, page, cancellationToken), response);
    }

    private static async Task<IResult> PreviewAsync(
        Guid id, int page, HttpResponse response, ClaimsPrincipal user, AccessControl access, DocumentPreviews previews, CancellationToken cancellationToken)
    {
        var document = await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        return await SendAsync(previews.PictureAsync(document, page, cancellationToken), response);
    }

    private static async Task<IResult> SendAsync(Task<PagePicture?> drawing, HttpResponse response)
    {
        try
        {
            var picture = await drawing ?? throw ApiException.NotFound();
            response.Headers.CacheControl = "private, max-age=3600";
            return TypedResults.PhysicalFile(picture.Path, "image/png");
        }
        catch (DocumentReadingException e)
        {
            throw ApiException.Conflict(e.Code);
        }
    }

    private static async Task<DocumentTextAnswer> TextAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, DocumentStore documents, CancellationToken cancellationToken)
    {
        var document = await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        var text = await documents.FindTextAsync(id, cancellationToken)
            ?? throw ApiException.Conflict(document.IsUnderWay ? "under_way" : document.ErrorCode ?? "no_text");
        return new DocumentTextAnswer(
            id, document.Name, text.Engine, text.PageCount, text.Warnings, text.PlainText,
            [
                .. text.Blocks.Select((block, i) => new BlockItem(
                    i, block.Kind, block.Label, block.Text, block.HeadingLevel, block.Page, text.StartOf(i), block.Line.Length, block.Cells, block.OcrConfidence)),
            ]);
    }

    private static async Task<Page<ChunkItem>> ChunksAsync(
        Guid id, int? skip, int? take, ClaimsPrincipal user, AccessControl access, ChunkStore chunks, CancellationToken cancellationToken)
    {
        await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        var (from, count) = ApiText.Paging(skip, take, ApiText.MaximumTake);
        var all = await chunks.ListAsync(id, cancellationToken);
        return new Page<ChunkItem>([.. all.Skip(from).Take(count).Select(ChunkItem.Of)], all.Count, from);
    }
}
