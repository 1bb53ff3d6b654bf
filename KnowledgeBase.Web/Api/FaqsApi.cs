using System.Security.Claims;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Questions;
using KnowledgeBase.Core.Faqs.Tables;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Web.Api.Widget;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>FAQ collections for programs: ask, say whether it helped, curate, import, export.</summary>
internal static class FaqsApi
{
    public static RouteGroupBuilder MapFaqs(this IEndpointRouteBuilder app)
    {
        var faqs = app.MapGroup("/api/v1/faqs/{collectionId:guid}").WithTags("FAQs");
        // What the widget needs: other hosts' pages may ask this, if the collection's owner has allowed them.
        var asked = faqs.MapGroup("").RequireAuthorization(Policies.Faq).RequireCors(WidgetOrigins.PolicyName).AddEndpointFilter<WidgetOrigins>();
        asked.MapPost("/match", MatchAsync).WithSummary("Finds the entries that answer a question.");
        asked.MapPost("/questions/{questionId:long}/feedback", FeedbackAsync).WithSummary("Says whether an answer helped.");
        faqs.MapGet("/export", ExportAsync).RequireAuthorization(Policies.Read).WithSummary("All entries as CSV or XLSX; importing it again gives the same entries.");
        FaqEntriesApi.Map(faqs);
        FaqImportsApi.Map(faqs);
        return faqs;
    }

    /// <summary>The FAQ collection, or null (404) when the caller may not do this with it.</summary>
    internal static async Task<Collection?> FindAsync(
        this AccessControl access, ClaimsPrincipal user, Guid id, CollectionAction action, CancellationToken cancellationToken) =>
        await access.FindCollectionAsync(user, id, action, cancellationToken) is { Kind: CollectionKind.Faq } collection ? collection : null;

    private static async Task<IResult> MatchAsync(
        Guid collectionId, FaqMatchRequest request, HttpRequest http, ClaimsPrincipal user, AccessControl access, FaqMatcher matcher, FaqQuestionLog questions,
        CancellationToken cancellationToken)
    {
        if (await access.FindAsync(user, collectionId, CollectionAction.Ask, cancellationToken) is not { } collection)
        {
            return FaqProblem.NotFound();
        }

        if (request.MinCosine is { } minimum && !(minimum is >= -1 and <= 1))
        {
            return FaqProblem.Of("min_cosine_out_of_range");
        }

        if (request.TopK is < 1 or > FaqQuestion.MaximumTopK)
        {
            return FaqProblem.Of("top_k_out_of_range");
        }

        return await FaqProblem.GuardAsync(async () =>
        {
            var result = await matcher.MatchAsync(collection, new FaqQuestion(request.Question ?? "", request.TopK ?? 3, request.MinCosine), cancellationToken);
            var id = await questions.AddAsync(collectionId, WidgetOrigins.SourceOf(http), request.Question!, result, cancellationToken);
            return TypedResults.Ok(FaqMatchResponse.Of(result, id));
        });
    }

    private static async Task<IResult> FeedbackAsync(
        Guid collectionId, long questionId, FaqFeedback feedback, ClaimsPrincipal user, AccessControl access, FaqQuestionLog questions, CancellationToken cancellationToken) =>
        await access.FindAsync(user, collectionId, CollectionAction.Ask, cancellationToken) is not null
        && await questions.SetHelpfulAsync(collectionId, questionId, feedback.Helpful, cancellationToken)
            ? TypedResults.NoContent()
            : FaqProblem.NotFound();

    private static async Task<IResult> ExportAsync(
        Guid collectionId, string? format, ClaimsPrincipal user, AccessControl access, FaqExport export, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(user, collectionId, CollectionAction.View, cancellationToken) is not { } collection)
        {
            return FaqProblem.NotFound();
        }

        if (!Enum.TryParse<TableFormat>(format ?? "csv", ignoreCase: true, out var table) || !Enum.IsDefined(table))
        {
            return FaqProblem.Of("format_unknown");
        }

        var file = await export.WriteAsync(collectionId, new FaqFilter(), table, cancellationToken);
        return TypedResults.File(file, TableWriter.ContentType(table), $"{collection.Name}.{(table == TableFormat.Csv ? "csv" : "xlsx")}");
    }
}
