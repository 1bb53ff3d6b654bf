using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeBase.Core.Contracts.Check;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Contracts;

/// <summary>Keeps comparisons and checks with what was decided about them.</summary>
public sealed class ContractStore(KnowledgeBaseDatabase database, TimeProvider time)
{
    private const string ComparisonColumns = "id, created_by, created_at, name_a, name_b, document_a, document_b";
    private const string CheckColumns = "id, created_by, created_at, name, document_id, collections, coverage";
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // stored, never put into a page

    public async Task<StoredComparison> KeepAsync(
        ComparisonResult result, string userId, string nameA, string nameB, Guid? documentA, Guid? documentB, IReadOnlyList<ContractSource> sources, CancellationToken cancellationToken)
    {
        var kept = new StoredComparison(Guid.CreateVersion7(), userId, time.GetUtcNow(), nameA, nameB, documentA, documentB);
        var (json, checksum) = Encode(result);
        await database.WriteAsync(
            connection =>
            {
                connection.Execute(
                    $"insert into contract_comparison ({ComparisonColumns}, result, crc) values ($id, $by, $at, $nameA, $nameB, $a, $b, $result, $crc)",
                    ("$id", kept.Id), ("$by", userId), ("$at", kept.CreatedAt), ("$nameA", nameA), ("$nameB", nameB), ("$a", documentA), ("$b", documentB), ("$result", json), ("$crc", checksum));
                return Keep(connection, "comparison_id", kept.Id, sources);
            },
            cancellationToken);
        return kept;
    }

    public Task<StoredComparison?> FindComparisonAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {ComparisonColumns} from contract_comparison where id = $id", Comparison, ("$id", id)).SingleOrDefault(), cancellationToken);

    /// <exception cref="StorageException">database_damaged.</exception>
    public Task<ComparisonResult?> FindComparisonResultAsync(Guid id, CancellationToken cancellationToken) => FindResultAsync<ComparisonResult>("contract_comparison", id, cancellationToken);

    /// <summary>Somebody's comparisons, newest first.</summary>
    public Task<IReadOnlyList<StoredComparison>> ListComparisonsAsync(string userId, int take, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"select {ComparisonColumns} from contract_comparison where created_by = $by order by created_at desc, id desc limit $take", Comparison, ("$by", userId), ("$take", take)),
        cancellationToken);

    public Task<bool> RemoveComparisonAsync(Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute("delete from contract_comparison where id = $id", ("$id", id)) > 0, cancellationToken);

    /// <summary>Removes everything that somebody made: he is deleted.</summary>
    public Task ForgetAsync(string userId, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from contract_comparison where created_by = $by; delete from contract_check where created_by = $by", ("$by", userId)), cancellationToken);

    /// <summary>Notes a decision; one without decision and comment takes the earlier one back.</summary>
    public Task DecideAsync(Guid comparisonId, string item, int difference, DecisionKind? decision, string comment, string userId, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            (string, object?)[] place = [("$id", comparisonId), ("$item", item), ("$difference", difference)];
            if (decision is null && comment.Length == 0)
            {
                return connection.Execute("delete from contract_decision where comparison_id = $id and item = $item and difference = $difference", place);
            }

            return connection.Execute(
                """
                insert into contract_decision (comparison_id, item, difference, decision, comment, decided_by, decided_at)
                values ($id, $item, $difference, $decision, $comment, $by, $at)
                on conflict (comparison_id, item, difference) do update set decision = $decision, comment = $comment, decided_by = $by, decided_at = $at
                """,
                [.. place, ("$decision", decision is { } kind ? Text(kind) : null), ("$comment", comment), ("$by", userId), ("$at", time.GetUtcNow())]);
        },
        cancellationToken);

    public Task<IReadOnlyList<DifferenceDecision>> DecisionsAsync(Guid comparisonId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select item, difference, decision, comment, decided_by, decided_at from contract_decision where comparison_id = $id order by item, difference",
            row => new DifferenceDecision(
                row.GetString(0), row.GetInt32(1), row.GetText(2) is { } text ? Enum.Parse<DecisionKind>(text, ignoreCase: true) : null, row.GetString(3), row.GetString(4), row.GetTime(5)),
            ("$id", comparisonId)),
        cancellationToken);

    /// <param name="source">The contract itself, when it is no document.</param>
    public async Task<StoredCheck> KeepAsync(
        CheckFindings findings, string userId, string name, Guid? documentId, IReadOnlyList<Guid> collectionIds, ContractSource? source, CancellationToken cancellationToken)
    {
        var kept = new StoredCheck(Guid.CreateVersion7(), userId, time.GetUtcNow(), name, documentId, collectionIds, findings.At().Coverage.Total);
        var (json, checksum) = Encode(findings);
        await database.WriteAsync(
            connection =>
            {
                connection.Execute(
                    $"insert into contract_check ({CheckColumns}, result, crc) values ($id, $by, $at, $name, $document, $collections, $coverage, $result, $crc)",
                    ("$id", kept.Id), ("$by", userId), ("$at", kept.CreatedAt), ("$name", name), ("$document", documentId), ("$collections", JsonSerializer.Serialize(collectionIds)),
                    ("$coverage", kept.Coverage), ("$result", json), ("$crc", checksum));
                return Keep(connection, "check_id", kept.Id, source is null ? [] : [source]);
            },
            cancellationToken);
        return kept;
    }

    public Task<StoredCheck?> FindCheckAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {CheckColumns} from contract_check where id = $id", Check, ("$id", id)).SingleOrDefault(), cancellationToken);

    /// <exception cref="StorageException">database_damaged.</exception>
    public Task<CheckFindings?> FindFindingsAsync(Guid id, CancellationToken cancellationToken) => FindResultAsync<CheckFindings>("contract_check", id, cancellationToken);

    /// <summary>The contract that came with a comparison (side a or b) or check (side c); null when none did.</summary>
    /// <exception cref="StorageException">database_damaged.</exception>
    public Task<ContractSource?> FindSourceAsync(Guid id, string side, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"select side, blocks, crc, file from contract_source where {(side == "c" ? "check_id" : "comparison_id")} = $id and side = $side",
            row => new ContractSource(
                row.GetString(0), row.GetText(1) is { } blocks ? StoredText.Decode(blocks, (uint)row.GetInt64(2), "", null, []) : null, row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)),
            ("$id", id), ("$side", side)).SingleOrDefault(),
        cancellationToken);

    /// <summary>Somebody's checks, newest first.</summary>
    public Task<IReadOnlyList<StoredCheck>> ListChecksAsync(string userId, int take, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {CheckColumns} from contract_check where created_by = $by order by created_at desc, id desc limit $take", Check, ("$by", userId), ("$take", take)),
        cancellationToken);

    public Task<bool> RemoveCheckAsync(Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute("delete from contract_check where id = $id", ("$id", id)) > 0, cancellationToken);

    /// <summary>Where chunks stand in their documents.</summary>
    internal Task<Dictionary<long, NearChunk>> PlacesAsync(IReadOnlyList<long> chunkIds, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select c.id, c.document_id, c.start, c.length from json_each($ids) wanted join chunk c on c.id = wanted.value",
            row => (Id: row.GetInt64(0), Chunk: new NearChunk(row.GetId(1), row.GetInt32(2), row.GetInt32(3), 0)),
            ("$ids", JsonSerializer.Serialize(chunkIds))).ToDictionary(row => row.Id, row => row.Chunk),
        cancellationToken);

    private static int Keep(SqliteConnection connection, string owner, Guid id, IReadOnlyList<ContractSource> sources)
    {
        foreach (var source in sources)
        {
            var text = source.Text is null ? ((string Blocks, uint Checksum)?)null : StoredText.Encode(source.Text);
            connection.Execute(
                $"insert into contract_source ({owner}, side, blocks, crc, file) values ($id, $side, $blocks, $crc, $file)",
                ("$id", id), ("$side", source.Side), ("$blocks", text?.Blocks), ("$crc", (long?)text?.Checksum), ("$file", source.File));
        }

        return sources.Count;
    }

    private Task<T?> FindResultAsync<T>(string table, Guid id, CancellationToken cancellationToken)
        where T : class => database.ReadAsync(
        connection => connection.Query($"select result, crc from {table} where id = $id", row => Decode<T>(row.GetString(0), (uint)row.GetInt64(1)), ("$id", id)).SingleOrDefault(),
        cancellationToken);

    private static (string Json, long Checksum) Encode<T>(T result)
    {
        var json = JsonSerializer.Serialize(result, Json);
        return (json, VectorBlob.Checksum(Encoding.UTF8.GetBytes(json)));
    }

    private static T? Decode<T>(string json, uint checksum) => VectorBlob.Checksum(Encoding.UTF8.GetBytes(json)) == checksum
        ? JsonSerializer.Deserialize<T>(json, Json)
        : throw new StorageException(StorageException.DatabaseDamaged, "A stored result does not match its checksum; run it again.");

    private static StoredComparison Comparison(SqliteDataReader row) => new(
        row.GetId(0), row.GetString(1), row.GetTime(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetId(5), row.IsDBNull(6) ? null : row.GetId(6));

    private static StoredCheck Check(SqliteDataReader row) => new(
        row.GetId(0), row.GetString(1), row.GetTime(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetId(4), JsonSerializer.Deserialize<Guid[]>(row.GetString(5)) ?? [], row.GetDouble(6));

    private static string Text(DecisionKind kind) => kind == DecisionKind.Accept ? "accept" : "ignore";
}
