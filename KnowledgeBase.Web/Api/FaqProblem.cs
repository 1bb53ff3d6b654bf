using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Web.Hosting;

namespace KnowledgeBase.Web.Api;

/// <summary>What the FAQ endpoints answer when something cannot be done: RFC 9457, with a stable code and the row where there is one.</summary>
internal static class FaqProblem
{
    public static IResult NotFound() => Of("not_found", StatusCodes.Status404NotFound);

    public static IResult Of(string code, int status = StatusCodes.Status400BadRequest, int? row = null, string? what = null) => new Problem(code, status, row, what);

    /// <summary>A table that cannot be read: the row, and what the message names.</summary>
    public static IResult Of(TableException e) =>
        Of(e.Code, e.Code == "table_too_large" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, e.Row, e.What);

    /// <summary>Runs it; a refusal of the domain becomes an answer. What engine and disk refuse, ApiErrors words.</summary>
    public static async Task<IResult> GuardAsync(Func<Task<IResult>> run)
    {
        try
        {
            return await run();
        }
        catch (FaqException e)
        {
            return Of(e.Code, e.Code switch
            {
                "changed_meanwhile" or "import_has_faults" => StatusCodes.Status409Conflict,
                "entry_missing" or "import_missing" => StatusCodes.Status404NotFound,
                _ => StatusCodes.Status400BadRequest,
            });
        }
        catch (TableException e)
        {
            return Of(e);
        }
    }

    private sealed class Problem(string code, int status, int? row, string? what) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var message = httpContext.RequestServices.GetRequiredService<ErrorMessages>().Of(code);
            var more = new List<KeyValuePair<string, object?>>();
            if (row is not null)
            {
                more.Add(new("row", row));
            }

            if (!string.IsNullOrEmpty(what))
            {
                more.Add(new("what", what));
            }

            return ApiErrors.Problem(status, message, null, more).ExecuteAsync(httpContext);
        }
    }
}
