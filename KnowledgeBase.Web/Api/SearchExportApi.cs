using System.Globalization;
using System.Security.Claims;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Web.Components.Search;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>GET /api/v1/search/export: the hits of a search page's address as a file.</summary>
internal static class SearchExportApi
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static void MapSearchExport(this RouteGroupBuilder api) => api.MapGet("/search/export", ExportAsync)
        .WithTags("Search")
        .WithSummary("The hits of a search as a file: format is xlsx, csv or docx, everything else as in the address of the search page")
        .RequireAuthorization(Policies.Read)
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> ExportAsync(
        HttpRequest request, string? format, ClaimsPrincipal user, AccessControl access, VisibleSearch search, SearchReport report, IEmbeddingEngine engine, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (format is not ("xlsx" or "csv" or "docx"))
        {
            throw ApiException.BadRequest("format_unknown", "format is xlsx, csv or docx.", "format");
        }

        var address = SearchAddress.Read(request.QueryString.Value ?? "");
        foreach (var id in address.CollectionIds)
        {
            await access.CollectionAsync(user, id, CollectionAction.View, cancellationToken);
        }

        EngineState.RequireLoaded(engine);
        var answer = await AskAsync(search, user, address, cancellationToken);
        var names = (await access.VisibleCollectionsAsync(user, cancellationToken)).ToDictionary(item => item.Collection.Id, item => item.Collection.Name);
        var origin = $"{request.Scheme}://{request.Host}{request.PathBase}";
        var name = $"search-{time.GetLocalNow().ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.{format}";
        if (format == "docx")
        {
            return TypedResults.File(report.Word(answer.Like?.Chunk.Text ?? address.Query, answer.Result, names, origin), Word, name);
        }

        var table = format == "csv" ? TableFormat.Csv : TableFormat.Xlsx;
        return TypedResults.File(report.Table(table, answer.Result, names, origin), TableWriter.ContentType(table), name);
    }

    private static async Task<Answer> AskAsync(VisibleSearch search, ClaimsPrincipal user, SearchAddress address, CancellationToken cancellationToken)
    {
        try
        {
            return await search.AskAsync(user, address, leavesOutLoading: false, cancellationToken);
        }
        catch (SearchRequestException e) when (e.Code == ApiException.NotFoundCode)
        {
            throw ApiException.NotFound();
        }
    }
}
