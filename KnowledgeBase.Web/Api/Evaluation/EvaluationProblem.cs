using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;

namespace KnowledgeBase.Web.Api.Evaluation;

/// <summary>What is wrong with a set that is sent: row by row, in the caller's language.</summary>
internal sealed class EvaluationProblem(ErrorMessages messages, IStringLocalizer<EvaluationTexts> texts)
{
    /// <summary>Faults that are told; the count says how many there are.</summary>
    private const int MostTold = 1000;

    public async Task<IResult> GuardAsync(Func<Task<IResult>> run)
    {
        try
        {
            return await run();
        }
        catch (TableException e)
        {
            return FaqProblem.Of(e);
        }
        catch (EvaluationException e)
        {
            return ApiErrors.Problem(StatusCodes.Status400BadRequest, messages.Of(e.Code), null,
            [
                new("faultCount", e.Faults.Count),
                new("faults", e.Faults.Take(MostTold).Select(fault => new EvaluationFaultItem(
                    fault.Row, fault.Code, $"{texts["FaultRow", fault.Row]} {texts[$"Fault_{fault.Code}", fault.What]}"))),
            ]);
        }
    }

    private sealed record EvaluationFaultItem(int Row, string Code, string Message);
}
