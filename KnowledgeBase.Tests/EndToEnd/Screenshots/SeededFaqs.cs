using System.Net.Http.Headers;
using System.Net.Http.Json;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Tables;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Tests.Architecture;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.EndToEnd.Screenshots;

/// <summary>The fixtures' entries, an evaluation set of their questions with two runs, and what customers asked in the last two weeks.</summary>
internal static class SeededFaqs
{
    private const string SetName = "客服常见问法";
    private static readonly string Fixtures = Path.Combine(Checkout.Root, "KnowledgeBase.Tests", "Fixtures", "faqs");

    public static async Task FillAsync(IServiceProvider services, Collection collection, string userId)
    {
        var editing = services.GetRequiredService<FaqEditing>();
        foreach (var row in FaqTable.Read(TableReader.Read(await File.ReadAllBytesAsync(Path.Combine(Fixtures, "entries.csv"))), FaqStatus.Published))
        {
            await editing.CreateAsync(collection.Id, row.Content, userId, CancellationToken.None);
        }

        await using var questions = File.OpenRead(Path.Combine(Fixtures, "questions.csv"));
        var set = await services.GetRequiredService<EvaluationSets>().ImportAsync(collection, SetName, questions, userId, CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (name, weight) in new[] { ("只按词语", 0.0), ("只按语义", 1.0), ("两者结合", 0.7) })
        {
            await services.GetRequiredService<EvaluationStore>().AddRunAsync(
                new EvaluationRun(Guid.CreateVersion7(), set.Id, name, EvaluationStatus.Waiting, new EvaluationConfiguration("", 0, weight, 0.6), null, 0, set.QuestionCount, 0, null, now, userId, null),
                CancellationToken.None);
            now = now.AddSeconds(1);
        }
    }

    /// <summary>Asks the running application as a help page does; then spreads the questions over two weeks.</summary>
    public static async Task AskAsync(Uri address, Guid collectionId, string key, string folder)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var asked = TableReader.Read(await File.ReadAllBytesAsync(Path.Combine(Fixtures, "questions.csv"))).Skip(1).Where((_, index) => index % 9 < 2).Select(row => row.Cell(0)).ToList();
        foreach (var question in asked)
        {
            using var answer = await http.PostAsJsonAsync($"/api/v1/faqs/{collectionId}/match", new { question });
            answer.EnsureSuccessStatusCode();
        }

        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "kb.db")};Default Timeout=30");
        await connection.OpenAsync();
        for (var left = 300; left > 0 && Convert.ToInt32(await RunAsync(connection, "select count(*) from faq_question"), null) < asked.Count; left--)
        {
            await Task.Delay(100);
        }

        await RunAsync(connection, "update faq_question set asked_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || (abs(id) % 13) || ' days')");
    }

    private static async Task<object?> RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
