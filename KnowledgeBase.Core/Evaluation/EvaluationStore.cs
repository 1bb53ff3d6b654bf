using System.Text.Json;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Evaluation;

/// <summary>Sets, their questions, runs and what they found.</summary>
public sealed class EvaluationStore(KnowledgeBaseDatabase database)
{
    private const string SetColumns =
        "s.id, s.collection_id, s.name, (select count(*) from evaluation_question q where q.set_id = s.id), s.created_at, s.created_by";

    private const string RunColumns =
        """
        id, set_id, name, status, instruction, dimensions, vector_weight, min_cosine, identity, item_count, question_count, done_count, error_code,
        started_at, started_by, finished_at, document_instruction
        """;

    private const string QuestionColumns = "q.id, q.text, q.category, q.target, q.target_name, q.clause";

    public Task<IReadOnlyList<EvaluationSet>> SetsAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"select {SetColumns} from evaluation_set s where s.collection_id = $collection order by s.created_at desc", Set, ("$collection", collectionId)),
        cancellationToken);

    public Task<EvaluationSet?> FindSetAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {SetColumns} from evaluation_set s where s.id = $id", Set, ("$id", id)).SingleOrDefault(), cancellationToken);

    public Task<IReadOnlyList<EvaluationQuestion>> QuestionsAsync(Guid setId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {QuestionColumns} from evaluation_question q where q.set_id = $set order by q.id", row => Question(row), ("$set", setId)),
        cancellationToken);

    public Task AddSetAsync(EvaluationSet set, IReadOnlyCollection<EvaluationQuestion> questions, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "insert into evaluation_set values ($id, $collection, $name, $time, $user)",
                ("$id", set.Id), ("$collection", set.CollectionId), ("$name", set.Name), ("$time", set.CreatedAt), ("$user", set.CreatedBy));
            foreach (var question in questions)
            {
                Add(connection, set.Id, question);
            }
        },
        cancellationToken);

    /// <summary>Adds a question, or says that the one with this text should find something else.</summary>
    public Task AddQuestionAsync(Guid setId, EvaluationQuestion question, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute("delete from evaluation_question where set_id = $set and text = $text", ("$set", setId), ("$text", question.Text));
            Add(connection, setId, question);
        },
        cancellationToken);

    public Task<bool> DeleteSetAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from evaluation_set where id = $id", ("$id", id)) == 1, cancellationToken);

    public Task<IReadOnlyList<EvaluationRun>> RunsAsync(Guid setId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {RunColumns} from evaluation_run where set_id = $set order by started_at desc, id desc", Run, ("$set", setId)),
        cancellationToken);

    public Task<EvaluationRun?> FindRunAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {RunColumns} from evaluation_run where id = $id", Run, ("$id", id)).SingleOrDefault(), cancellationToken);

    public Task<IReadOnlyList<EvaluationOutcome>> OutcomesAsync(Guid runId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"""
            select {QuestionColumns}, o.rank, o.cosine, o.found
            from evaluation_outcome o join evaluation_question q on q.id = o.question_id where o.run_id = $run order by q.id
            """,
            row => new EvaluationOutcome(Question(row), row.GetNumber(6), row.IsDBNull(7) ? null : row.GetDouble(7), row.GetString(8)), ("$run", runId)),
        cancellationToken);

    public Task AddRunAsync(EvaluationRun run, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            $"insert into evaluation_run ({RunColumns}) values ($id, $set, $name, 'waiting', $instruction, $dimensions, $weight, $minimum, '', 0, $questions, 0, null, $time, $user, null, $documents)",
            ("$id", run.Id), ("$set", run.SetId), ("$name", run.Name), ("$instruction", run.Configuration.Instruction),
            ("$dimensions", run.Configuration.Dimensions), ("$weight", run.Configuration.VectorWeight), ("$minimum", run.Configuration.MinCosine),
            ("$questions", run.QuestionCount), ("$time", run.StartedAt), ("$user", run.StartedBy), ("$documents", run.Configuration.DocumentInstruction)),
        cancellationToken);

    public Task<bool> DeleteRunAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from evaluation_run where id = $id", ("$id", id)) == 1, cancellationToken);

    /// <summary>The oldest run that is not over, one that was interrupted too.</summary>
    internal Task<EvaluationRun?> NextAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {RunColumns} from evaluation_run where status in ('running', 'waiting') order by started_at limit 1", Run).SingleOrDefault(),
        cancellationToken);

    /// <summary>Begins a run, or begins it anew when it was interrupted: a run is of one state of the collection.</summary>
    internal Task BeginAsync(Guid id, EmbeddingIdentity identity, int items, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute("delete from evaluation_outcome where run_id = $id", ("$id", id));
            connection.Execute(
                "update evaluation_run set status = 'running', identity = $identity, item_count = $items, done_count = 0 where id = $id and status in ('running', 'waiting')",
                ("$id", id), ("$identity", JsonSerializer.Serialize(identity)), ("$items", items));
        },
        cancellationToken);

    /// <summary>Keeps some outcomes; false when the run was cancelled or deleted meanwhile.</summary>
    internal Task<bool> SaveAsync(Guid id, IReadOnlyCollection<EvaluationOutcome> outcomes, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            if (connection.Execute(
                "update evaluation_run set done_count = done_count + $count where id = $id and status = 'running'", ("$id", id), ("$count", outcomes.Count)) == 0)
            {
                return false;
            }

            foreach (var outcome in outcomes)
            {
                connection.Execute(
                    "insert into evaluation_outcome select $run, id, $rank, $cosine, $found from evaluation_question where id = $question",
                    ("$run", id), ("$question", outcome.Question.Id), ("$rank", outcome.Rank), ("$cosine", outcome.Cosine), ("$found", outcome.Found));
            }

            return true;
        },
        cancellationToken);

    internal Task<bool> EndAsync(Guid id, EvaluationStatus status, string? errorCode, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "update evaluation_run set status = $status, error_code = $error, finished_at = $time where id = $id and status in ('running', 'waiting')",
            ("$id", id), ("$status", Text(status)), ("$error", errorCode), ("$time", now)) == 1,
        cancellationToken);

    /// <summary>Where chunks are.</summary>
    internal Task<Dictionary<long, (Guid DocumentId, string DocumentName, string? Label)>> PlacesAsync(IReadOnlyList<long> chunkIds, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Query(
                "select c.id, d.id, d.name, c.label from json_each($ids) wanted join chunk c on c.id = wanted.value join document d on d.id = c.document_id",
                row => (Id: row.GetInt64(0), Place: (row.GetId(1), row.GetString(2), row.GetText(3))), ("$ids", JsonSerializer.Serialize(chunkIds)))
                .ToDictionary(row => row.Id, row => row.Place),
            cancellationToken);

    internal Task<IReadOnlyList<(Guid Owner, long Id, string Text)>> PhrasingsAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select e.id, p.id, p.text from faq_entry e join faq_phrasing p on p.entry_id = e.id where e.collection_id = $collection order by p.id",
            row => (row.GetId(0), row.GetInt64(1), row.GetString(2)), ("$collection", collectionId)),
        cancellationToken);

    internal Task<IReadOnlyList<Guid>> ReadyAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select id from document where collection_id = $collection and status = 'ready' order by received_at, id", row => row.GetId(0), ("$collection", collectionId)),
        cancellationToken);

    private static void Add(SqliteConnection connection, Guid setId, EvaluationQuestion question) => connection.Execute(
        "insert into evaluation_question (set_id, text, category, target, target_name, clause) values ($set, $text, $category, $target, $name, $clause)",
        ("$set", setId), ("$text", question.Text), ("$category", question.Category), ("$target", question.Target), ("$name", question.TargetName),
        ("$clause", question.Clause));

#pragma warning disable CA1308 // Names in the database are lower case, as its columns are.
    private static string Text(EvaluationStatus status) => status.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static EvaluationSet Set(SqliteDataReader row) => new(row.GetId(0), row.GetId(1), row.GetString(2), row.GetInt32(3), row.GetTime(4), row.GetString(5));

    private static EvaluationQuestion Question(SqliteDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetId(3), row.GetString(4), row.GetString(5));

    private static EvaluationRun Run(SqliteDataReader row) => new(
        row.GetId(0), row.GetId(1), row.GetString(2), Enum.Parse<EvaluationStatus>(row.GetString(3), ignoreCase: true),
        new EvaluationConfiguration(row.GetString(4), row.GetInt32(5), row.GetDouble(6), row.GetDouble(7)) { DocumentInstruction = row.GetText(16) },
        row.GetString(8) is { Length: > 0 } json ? JsonSerializer.Deserialize<EmbeddingIdentity>(json) : null,
        row.GetInt32(9), row.GetInt32(10), row.GetInt32(11), row.GetText(12), row.GetTime(13), row.GetString(14), row.IsDBNull(15) ? null : row.GetTime(15));
}
