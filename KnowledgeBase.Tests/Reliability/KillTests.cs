using System.Globalization;
using System.Text;
using KnowledgeBase.Tests.EndToEnd;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Tests.Reliability;

/// <summary>
/// kill -9 at random moments of an ingest, on one data folder. What was acknowledged is never lost, what is half indexed
/// is never found, and after the last start every document becomes ready.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 60;
    private const string Query = "迟延交付的，买方有权解除合同";

    private static readonly Dictionary<string, string> Settings = new(ApiClient.Setup, StringComparer.Ordinal)
    {
        // Sixty kills in a row are more than the real limit forgives a document that was just being read.
        ["Ingestion__MaxAttempts"] = "100",
        ["Ingestion__BatchSize"] = "4",
    };

    [Fact]
    public async Task LosesNothingAndShowsNothingHalfWhenKilledAtRandomMoments()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var random = new Random(20260731);
        using var folder = new TemporaryFolder();
        var acknowledged = new HashSet<Guid>();
        var moments = new Dictionary<string, int>(StringComparer.Ordinal);
        Guid? collection = null;
        var found = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using (var application = await ApplicationProcess.StartAsync(folder.Path, Settings, cancellationToken))
            using (var api = new ApiClient(application.Address))
            {
                collection ??= await api.CreateCollectionAsync("kill");
                found += await CheckAsync(api, collection.Value, acknowledged, cancellationToken);
                var uploading = UploadUntilItEndsAsync(api, collection.Value, random.Next(), kill, acknowledged, cancellationToken);
                await Task.Delay(random.Next(5, 900), cancellationToken);
                await application.KillAsync();
                await uploading;
            }

            foreach (var status in CheckFile(folder.Path))
            {
                moments[status] = moments.GetValueOrDefault(status) + 1;
            }
        }

        output.WriteLine($"{acknowledged.Count} documents acknowledged over {Kills} kills, {found} found by searches after them; under way at a kill: {string.Join(", ", moments.Select(pair => $"{pair.Key} {pair.Value}"))}");
        Assert.True(found > 0, "No search found anything.");
        Assert.True(moments.GetValueOrDefault("embedding") + moments.GetValueOrDefault("reading") > 0, "No kill hit a document at work.");

        await using var last = await ApplicationProcess.StartAsync(folder.Path, Settings, cancellationToken);
        using var client = new ApiClient(last.Address);
        Dictionary<Guid, string> statuses;
        do
        {
            await Task.Delay(250, cancellationToken);
            statuses = await client.StatusesAsync(collection!.Value);
        }
        while (statuses.Values.Any(status => status is "received" or "reading" or "embedding"));

        Assert.Empty(acknowledged.Except(statuses.Keys));
        Assert.All(statuses.Values, status => Assert.Equal("ready", status));
        CheckFile(folder.Path);
    }

    /// <summary>Right after a start: everything acknowledged is there, and only ready documents are found.</summary>
    /// <returns>How many documents the searches found.</returns>
    private static async Task<int> CheckAsync(ApiClient api, Guid collection, HashSet<Guid> acknowledged, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var mode in new[] { "semantic", "keyword" })
        {
            // The search comes first: a document that became ready in between is no offence, the other way round would be.
            HashSet<Guid>? found;
            while ((found = await api.FindAsync(collection, Query, mode)) is null)
            {
                await Task.Delay(50, cancellationToken);    // the model is being loaded
            }

            var statuses = await api.StatusesAsync(collection);
            Assert.Empty(acknowledged.Except(statuses.Keys));
            Assert.All(found, id => Assert.Equal("ready", statuses[id]));
            count += found.Count;
        }

        return count;
    }

    private static async Task UploadUntilItEndsAsync(
        ApiClient api, Guid collection, int seed, int kill, HashSet<Guid> acknowledged, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        try
        {
            for (var number = 0; number < 4; number++)
            {
                if (await api.UploadAsync(collection, $"contract {kill}-{number}.txt", Contract(random), cancellationToken) is { Id: { } id })
                {
                    acknowledged.Add(id);
                }
            }
        }
        catch (HttpRequestException)
        {
            // Killed before it answered: nothing was promised.
        }
    }

    private static byte[] Contract(Random random)
    {
        var text = new StringBuilder("采购合同\n");
        for (var clause = 1; clause <= 30; clause++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{clause}.1 乙方迟延交付超过 {random.Next(5, 60)} 日的，甲方有权单方解除本合同，并要求乙方支付合同总价 {random.Next(1, 20)}% 的违约金，编号 {random.NextInt64()}。\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>In the file itself: a ready document has every vector, none has a vector twice, and SQLite finds nothing wrong.</summary>
    /// <returns>The states of the documents that are not ready.</returns>
    private static List<string> CheckFile(string dataPath)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(dataPath, "kb.db")};Mode=ReadWrite;Pooling=False");
        connection.Open();
        Assert.Equal("ok", Scalar("pragma quick_check"));
        Assert.Equal(0L, Scalar(
            """
            select count(*) from document d where d.status = 'ready' and (d.chunk_count = 0
              or d.chunk_count <> (select count(*) from chunk c where c.document_id = d.id)
              or d.chunk_count <> (select count(*) from chunk c join vector v on v.chunk_id = c.id and v.identity_id = d.identity_id where c.document_id = d.id))
            """));
        Assert.Equal(0L, Scalar("select count(*) from vector v where not exists (select 1 from chunk c where c.id = v.chunk_id)"));
        using var command = connection.CreateCommand();
        command.CommandText = "select status from document where status <> 'ready'";
        using var rows = command.ExecuteReader();
        var statuses = new List<string>();
        while (rows.Read())
        {
            statuses.Add(rows.GetString(0));
        }

        return statuses;

        object? Scalar(string sql)
        {
            using var query = connection.CreateCommand();
            query.CommandText = sql;
            return query.ExecuteScalar();
        }
    }
}
