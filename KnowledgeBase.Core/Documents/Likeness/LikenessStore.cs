using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Documents.Likeness;

/// <summary>Finds documents of a collection that say the same, and links the versions of one document.</summary>
public sealed class LikenessStore(KnowledgeBaseDatabase database, DocumentChanges changes, DocumentStore documents, TimeProvider time)
{
    /// <summary>
    /// Texts that share fewer shingles are not called alike. Heavily revised contracts of our own share 0.54 and 0.65 with
    /// what they were made from, different contracts of one kind at most 0.15.
    /// </summary>
    private const double Alike = 0.5;
    private const int MostAlike = 5;

    /// <summary>Others that are like this document and about which nothing was decided, the most similar first.</summary>
    public Task<IReadOnlyList<DocumentLikeness>> OpenAsync(Guid documentId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            """
            select l.other_id, d.name, d.received_at, l.similarity, l.same_text, l.by_meaning from document_likeness l join document d on d.id = l.other_id
            where l.document_id = $id and l.decided = 0 order by l.similarity desc, d.received_at desc
            """,
            row => new DocumentLikeness(row.GetId(0), row.GetString(1), row.GetTime(2), row.GetDouble(3), row.GetInt32(4) != 0, row.GetInt32(5) != 0), ("$id", documentId)),
        cancellationToken);

    /// <summary>Keeps both: the likenesses of this document are shown no more.</summary>
    public async Task KeepAsync(Guid documentId, CancellationToken cancellationToken)
    {
        await database.WriteAsync(connection => Decide(connection, documentId), cancellationToken);
        await TellAsync(documentId, cancellationToken);
    }

    /// <summary>Makes a document the next version of another one of its collection, after that one's latest version.</summary>
    /// <returns>False when either is gone, they are in different collections, or they are versions of each other already.</returns>
    public async Task<bool> LinkAsync(Guid documentId, Guid earlierId, CancellationToken cancellationToken)
    {
        var linked = await database.WriteAsync(
            connection =>
            {
                var isLinked = Link(connection, documentId, earlierId);
                if (isLinked) Decide(connection, documentId);
                return isLinked;
            },
            cancellationToken);
        if (linked) await TellAsync(documentId, cancellationToken);
        return linked;
    }

    /// <summary>All versions of a document, itself included, oldest first; only itself when there are no others.</summary>
    public Task<IReadOnlyList<DocumentVersion>> VersionsAsync(Guid documentId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DocumentVersion>>(
        connection =>
        [
            .. from id in Chain(connection, documentId)
               from version in connection.Query(
                   "select id, name, received_at from document where id = $id", row => new DocumentVersion(row.GetId(0), row.GetString(1), row.GetTime(2)), ("$id", id))
               select version,
        ],
        cancellationToken);

    /// <summary>The oldest ready document that was not compared by its vectors yet.</summary>
    internal Task<Document?> NextForMeaningAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"""
            select {DocumentStore.Columns} from document where id = (
              select d.id from document d join document_sketch s on s.document_id = d.id where d.status = 'ready' and s.meaning_identity is null order by d.received_at limit 1)
            """,
            DocumentStore.Row).SingleOrDefault(),
        cancellationToken);

    /// <summary>Notes which earlier documents a document is like by its vectors, beside those of like wording.</summary>
    internal async Task SaveMeaningAsync(Document document, IReadOnlyList<(Guid Other, double Share)> found, CancellationToken cancellationToken)
    {
        var isNew = await database.WriteAsync(
            connection =>
            {
                connection.Execute("update document_sketch set meaning_identity = $identity where document_id = $id", ("$id", document.Id), ("$identity", document.IdentityId ?? 0));
                var versions = Chain(connection, document.Id);
                var count = found.Where(item => !versions.Contains(item.Other)).Sum(item => connection.Execute(
                    """
                    insert or ignore into document_likeness (document_id, other_id, similarity, same_text, decided, by_meaning)
                    select $id, id, $similarity, 0, 0, 1 from document where id = $other and exists (select 1 from document where id = $id)
                    """,
                    ("$id", document.Id), ("$other", item.Other), ("$similarity", item.Share)));
                if (count > 0) connection.Execute("update document set updated_at = $time where id = $id", ("$id", document.Id), ("$time", time.GetUtcNow()));
                return count > 0;
            },
            cancellationToken);
        if (isNew) await TellAsync(document.Id, cancellationToken);
    }

    /// <summary>Makes a document the next version after the latest of an earlier one. False when it cannot be.</summary>
    internal static bool Link(SqliteConnection connection, Guid documentId, Guid earlierId)
    {
        var chain = Chain(connection, earlierId);
        return chain.Count > 0 && !chain.Contains(documentId) && connection.Execute(
            """
            update document set version_of = $latest
            where id = $id and version_of is null and collection_id = (select collection_id from document where id = $latest)
            """,
            ("$id", documentId), ("$latest", chain[^1])) == 1;
    }

    /// <summary>Stores a text's sketch and what it is like; part of the transaction that stores the text.</summary>
    internal static void Write(SqliteConnection connection, Guid documentId, DocumentText text)
    {
        var sketch = TextSketch.Of(text.PlainText);
        connection.Execute(
            "insert or replace into document_sketch (document_id, text_hash, shingles, sketch) values ($id, $hash, $count, $sketch)",
            ("$id", documentId), ("$hash", sketch.Hash), ("$count", sketch.Shingles), ("$sketch", sketch.ToBytes()));
        connection.Execute("delete from document_likeness where document_id = $id and decided = 0", ("$id", documentId));
        // Shingle counts far apart cannot give enough in common; versions of one document are known to be alike.
        var others = connection.Query(
            """
            select s.document_id, s.text_hash, s.shingles, s.sketch from document_sketch s join document d on d.id = s.document_id
            where d.collection_id = (select collection_id from document where id = $id) and s.document_id <> $id
              and s.shingles between $fewest and $most
              and d.received_at <= (select received_at from document where id = $id)
            """,
            row => (Id: row.GetId(0), Sketch: TextSketch.FromBytes(row.GetString(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3))),
            ("$id", documentId), ("$fewest", (int)(sketch.Shingles * Alike * 0.9)), ("$most", (int)(sketch.Shingles / Alike * 1.1) + 1));
        var versions = Chain(connection, documentId);
        foreach (var (other, similarity) in others
            .Where(other => !versions.Contains(other.Id))
            .Select(other => (other, Similarity: sketch.Similarity(other.Sketch)))
            .Where(pair => pair.Similarity >= Alike)
            .OrderByDescending(pair => pair.Similarity)
            .Take(MostAlike))
        {
            connection.Execute(
                "insert or ignore into document_likeness (document_id, other_id, similarity, same_text, decided) values ($id, $other, $similarity, $same, 0)",
                ("$id", documentId), ("$other", other.Id), ("$similarity", similarity), ("$same", other.Sketch.Hash == sketch.Hash ? 1 : 0));
        }
    }

    private static void Decide(SqliteConnection connection, Guid documentId) =>
        connection.Execute("update document_likeness set decided = 1 where document_id = $id", ("$id", documentId));

    /// <summary>The versions around a document, oldest first; empty when it is gone.</summary>
    private static IReadOnlyList<Guid> Chain(SqliteConnection connection, Guid id) => connection.Query(
        """
        with recursive
          earlier (id, version_of, depth) as (
            select id, version_of, 0 from document where id = $id
            union select d.id, d.version_of, earlier.depth - 1 from document d join earlier on d.id = earlier.version_of where earlier.depth > -1000),
          later (id, depth) as (
            select id, 0 from document where id = $id
            union select d.id, later.depth + 1 from document d join later on d.version_of = later.id where later.depth < 1000)
        select id, min(depth) from (select id, depth from earlier union select id, depth from later) group by id order by 2
        """,
        row => row.GetId(0), ("$id", id));

    private async Task TellAsync(Guid documentId, CancellationToken cancellationToken)
    {
        if (await documents.FindAsync(documentId, cancellationToken) is { } document) changes.Tell(document);
    }
}
