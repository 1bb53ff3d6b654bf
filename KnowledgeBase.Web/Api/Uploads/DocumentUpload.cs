using System.ComponentModel;
using System.Security.Claims;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.Web.Api.Uploads;

/// <summary>Takes a multipart upload file by file, each streamed to disk; one that is refused does not stop the others.</summary>
internal sealed class DocumentUpload(
    DocumentFiles files, DocumentIntake intake, ErrorMessages messages, IOptions<ApiOptions> options, ILogger<DocumentUpload> logger)
{
    private const int LongestBoundary = 200;

    public static async Task<IResult> HandleAsync(
        Guid id, HttpRequest request, ClaimsPrincipal user, AccessControl access, DocumentUpload upload,
        [Description("What becomes of a file whose bytes the collection has: ask (refuse and name the document), keep both, version (link it as the next version), replace it, skip")] string? onDuplicate,
        CancellationToken cancellationToken)
    {
        await access.CollectionAsync(user, id, CollectionAction.Edit, cancellationToken);
        var duplicates = ApiText.Parse<DuplicateHandling>(onDuplicate ?? "ask", "on_duplicate_invalid");
        var results = await upload.ReceiveAsync(request, id, user.UserId()!, duplicates, cancellationToken);
        return upload.Answer(results);
    }

    private async Task<List<(UploadResult Result, int Status)>> ReceiveAsync(
        HttpRequest request, Guid collectionId, string userId, DuplicateHandling onDuplicate, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(BoundaryOf(request), request.Body);
        var results = new List<(UploadResult, int)>();
        string? name = null;
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                name = NameOf(section);
                if (name is null)
                {
                    continue;
                }

                if (results.Count == options.Value.MaximumFiles)
                {
                    results.Add(Refused(name, new ApiException(StatusCodes.Status413PayloadTooLarge, "too_many_files")));
                    break;
                }

                // Announced is the length of all files together, which is enough to refuse what can never fit.
                results.Add(await ReceiveAsync(section.Body, results.Count == 0 ? request.ContentLength : null, collectionId, name, userId, onDuplicate, cancellationToken));
                name = null;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException && !cancellationToken.IsCancellationRequested)
        {
            Log.UploadBroken(logger, collectionId, e);
            var broken = e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } ? e : ApiException.BadRequest("upload_broken");
            results.Add(Refused(name is null ? null : DocumentName.Clean(name), broken));
        }

        return results;
    }

    private async Task<(UploadResult, int)> ReceiveAsync(
        Stream content, long? announced, Guid collectionId, string name, string userId, DuplicateHandling onDuplicate, CancellationToken cancellationToken)
    {
        var shown = DocumentName.Clean(name);
        try
        {
            using var staged = await files.StageAsync(content, announced, cancellationToken);
            var taken = await intake.ReceiveAsync(staged, collectionId, name, userId, onDuplicate, cancellationToken);
            if (taken.Received is { } document)
            {
                return (new UploadResult(shown, UploadStatus.Received, DocumentItem.Of(document, messages), null, taken.Replaced, null), StatusCodes.Status201Created);
            }

            var same = new DuplicateItem(taken.Duplicate!.Id, taken.Duplicate.Name);
            return onDuplicate == DuplicateHandling.Skip
                ? (new UploadResult(shown, UploadStatus.Skipped, null, same, [], null), StatusCodes.Status200OK)
                : (new UploadResult(shown, UploadStatus.Duplicate, null, same, [], ApiMessage.Of(messages.Of("duplicate"))), StatusCodes.Status409Conflict);
        }
        catch (Exception e) when (e is Core.Storage.StorageException or Core.Documents.Reading.DocumentReadingException)
        {
            return Refused(shown, e);
        }
    }

    private (UploadResult, int) Refused(string? name, Exception exception)
    {
        var (status, code, _) = ApiErrors.Describe(exception);
        return (new UploadResult(name, UploadStatus.Failed, null, null, [], ApiMessage.Of(messages.Of(code))), status);
    }

    private IResult Answer(List<(UploadResult Result, int Status)> all)
    {
        if (all.Count == 0)
        {
            throw ApiException.BadRequest("no_files");
        }

        var results = all.ConvertAll(item => item.Result);
        if (all.TrueForAll(item => item.Status >= 400))
        {
            return ApiErrors.Problem(all[0].Status, messages.Of(results[0].Error!.Code), null, [new("results", results)]);
        }

        var status = all.TrueForAll(item => item.Status == all[0].Status) ? all[0].Status
            : all.Exists(item => item.Status >= 400) ? StatusCodes.Status207MultiStatus
            : StatusCodes.Status201Created;
        return TypedResults.Json(new UploadAnswer(results), statusCode: status);
    }

    private static string BoundaryOf(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        return boundary is { Length: > 0 and <= LongestBoundary } ? boundary : throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "no_files", "Send multipart/form-data.");
    }

    /// <summary>A file's name as it was sent; null for a field that is no file, or an empty one.</summary>
    private static string? NameOf(MultipartSection section)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
        {
            return null;
        }

        var name = disposition.FileNameStar is { Length: > 0 } extended ? extended.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        return string.IsNullOrEmpty(name) ? null : name;
    }
}
