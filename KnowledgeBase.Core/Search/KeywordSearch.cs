using System.Text.Json;
using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Keywords;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Search;

/// <summary>A chunk that shares words with the query; the score is a share of what a text with all of them gets, 0 to 1.</summary>
public readonly record struct KeywordHit(long ChunkId, double Score);

/// <summary>Finds chunks of ready documents by their words, BM25 over FTS5.</summary>
public sealed class KeywordSearch(KnowledgeBaseDatabase database)
{
    /// <summary>A question's rarest terms say what it is about; the common ones cost hundreds of milliseconds and change little.</summary>
    private const int RarestTerms = 12;

    /// <summary>Of a text that refers to the clause asked for, where the clause itself has 1.</summary>
    private const double NamedScore = 0.9;

    /// <summary>The best chunks, best first; equal ones in the order of their numbers.</summary>
    /// <param name="among">Only these chunks, all of which get a score; null for the whole of the collections.</param>
    public Task<IReadOnlyList<KeywordHit>> SearchAsync(
        IReadOnlyList<Guid> collectionIds, KeywordQuery query, int take, IReadOnlyCollection<Guid>? documentIds,
        IReadOnlyCollection<long>? among, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<KeywordHit>>(
        connection =>
        {
            var terms = Rarest(connection, [.. query.Terms, .. query.Facts]);
            var (expression, perfect) = query.Literal is null
                ? (KeywordQuery.AnyOf(terms.Select(term => term.Text)), terms.Sum(term => term.Weight))
                : (string.Join(" OR ", new[] { query.Phrase, query.ClauseKey is { } key ? FactTokens.Token(key) : null }.OfType<string>()), 0);
            if (expression.Length == 0)
            {
                return [];
            }

            // A literal query is a superset in the index (punctuation is not there) and is checked against the text.
            var hits = connection.Query(
                $"""
                select k.rowid, -bm25(chunk_keyword), {(query.Literal is null ? "null, null" : "c.text, c.label")}
                from chunk_keyword k join chunk c on c.id = k.rowid join document d on d.id = c.document_id
                where chunk_keyword match $expression and d.status = 'ready'
                  and d.collection_id in (select value from json_each($collections))
                  and ($documents is null or d.id in (select value from json_each($documents)))
                  and ($among is null or k.rowid in (select value from json_each($among)))
                order by bm25(chunk_keyword), k.rowid {(query.Literal is null ? "limit $take" : "")}
                """,
                row => (ChunkId: row.GetInt64(0), Score: row.GetDouble(1), Text: row.GetText(2), Label: row.GetText(3)),
                ("$expression", expression), ("$collections", JsonSerializer.Serialize(collectionIds)),
                ("$documents", documentIds is null ? null : JsonSerializer.Serialize(documentIds)),
                ("$among", among is null ? null : JsonSerializer.Serialize(among)), ("$take", take));
            return query.Literal is null
                ? [.. hits.Select(hit => new KeywordHit(hit.ChunkId, Math.Clamp(hit.Score / perfect, 0, 1)))]
                : [.. hits.Select(hit => new KeywordHit(hit.ChunkId, Literally(query, hit.Text!, hit.Label))).Where(hit => hit.Score > 0).OrderByDescending(hit => hit.Score).Take(take)];
        },
        cancellationToken);

    /// <summary>Terms that occur at all, rarest first, each with the weight (inverse document frequency) that FTS5's BM25 gives it.</summary>
    private static IReadOnlyList<(string Text, double Weight)> Rarest(SqliteConnection connection, IReadOnlyList<string> terms)
    {
        var chunks = connection.Scalar<long>("select count(*) from chunk");
        return
        [
            .. connection.Query(
                "select t.term, t.doc from json_each($terms) asked join chunk_keyword_term t on t.term = asked.value",
                row => (Text: row.GetString(0), Count: row.GetInt64(1)),
                ("$terms", JsonSerializer.Serialize(terms)))
                .OrderBy(term => term.Count).ThenBy(term => term.Text, StringComparer.Ordinal).Take(RarestTerms)
                .Select(term => (term.Text, Math.Max(1e-6, Math.Log((chunks - term.Count + 0.5) / (term.Count + 0.5))))),
        ];
    }

    /// <summary>1 for the string itself or the very clause, less for a text that only names the clause, 0 for none of it.</summary>
    private static double Literally(KeywordQuery query, string text, string? label)
    {
        if (query.ClauseKey is not { } key)
        {
            return Contains(text, query.Literal!) ? 1 : 0;
        }

        return label is not null && FactReader.KeyOfLabel(label) == key ? 1
            : Contains(text, query.Literal!) || FactReader.Read(text).Any(fact => fact.Key == key) ? NamedScore : 0;
    }

    private static bool Contains(string text, string literal) =>
        KeywordTokenizer.Normalise(text).Contains(KeywordTokenizer.Normalise(literal), StringComparison.Ordinal);
}
