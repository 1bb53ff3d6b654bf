using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Tests.EndToEnd;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Tests.Reliability;

/// <summary>kill -9 at random moments of an import of ten thousand rows: all of them are in the collection or none, and what was accepted is carried out.</summary>
public sealed class FaqImportKillTests(ITestOutputHelper output)
{
    private const int Kills = 10;
    private const int Rows = 10_000;

    [Fact]
    public async Task ImportsAllRowsOrNoneWhereverItIsKilled()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var random = new Random(20261124);
        using var folder = new TemporaryFolder();
        var csv = Encoding.UTF8.GetBytes("question,answer\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"问题 {i},答案 {i}\n"))));
        Guid? collection = null;
        string? accepted = null;
        var moments = new List<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using (var application = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, cancellationToken))
            {
                using var api = new ApiClient(application.Address);
                if (collection is null || Look(folder.Path, collection.Value).Entries == Rows)
                {
                    // That one is through: the next kill hits an import of its own.
                    (collection, accepted) = (await api.CreateCollectionAsync($"FAQ {kill}", "faq"), null);
                }

                using var http = new HttpClient { BaseAddress = application.Address };
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiClient.Key);
                var importing = Task.Run(() => ImportAsync(http, collection.Value, csv, accepted), cancellationToken);
                await Task.Delay(random.Next(50, 1500), cancellationToken);
                await application.KillAsync();
                accepted = await importing ?? accepted;
            }

            var (entries, imports) = Look(folder.Path, collection.Value);
            moments.Add($"{entries} entries, {imports}");
            Assert.True(entries is 0 or Rows, $"After kill {kill} there are {entries} entries.");
        }

        output.WriteLine(string.Join('\n', moments));
        await using var last = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, cancellationToken);
        using var client = new HttpClient { BaseAddress = last.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiClient.Key);
        while (accepted is null)
        {
            accepted = await ImportAsync(client, collection!.Value, csv, null);
        }

        while (Look(folder.Path, collection!.Value).Entries != Rows)
        {
            await Task.Delay(250, cancellationToken);
        }
    }

    /// <summary>Sends and accepts the import, if none was accepted yet; its id once the application has said yes.</summary>
    private static async Task<string?> ImportAsync(HttpClient http, Guid collection, byte[] csv, string? accepted)
    {
        if (accepted is not null)
        {
            return accepted;
        }

        try
        {
            using var staged = await http.PostAsync($"/api/v1/faqs/{collection}/imports?fileName=a.csv", new ByteArrayContent(csv));
            staged.EnsureSuccessStatusCode();
            var id = (await staged.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
            using var started = await http.PostAsJsonAsync($"/api/v1/faqs/{collection}/imports/{id}/start", new { onExisting = "skip", leaveOutFaulty = false });
            started.EnsureSuccessStatusCode();
            return id;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;      // killed before it answered: nothing was promised
        }
    }

    private static (long Entries, string Imports) Look(string dataPath, Guid collection)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(dataPath, "kb.db")};Mode=ReadWrite;Pooling=False");
        connection.Open();
        Assert.Equal("ok", Scalar("pragma quick_check"));
        Assert.Equal(Scalar("select count(*) from faq_entry"), Scalar("select count(*) from faq_phrasing"));
        return (
            (long)Scalar($"select count(*) from faq_entry where collection_id = '{collection}'")!,
            (string)Scalar($"select coalesce(group_concat(status || ' ' || row_count), 'no import') from faq_import where collection_id = '{collection}'")!);

        object? Scalar(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteScalar();
        }
    }
}
