using KnowledgeBase.Core.Documents.Likeness;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Documents;

/// <summary>What to do with a file whose bytes the collection already has.</summary>
public enum DuplicateHandling
{
    /// <summary>Store nothing and name the document that has them.</summary>
    Ask,

    /// <summary>Store it as a second document.</summary>
    Keep,

    /// <summary>Store it as the next version of the document that has the same bytes; the earlier one stays.</summary>
    Version,

    /// <summary>Store it and delete the documents that have the same bytes.</summary>
    Replace,

    /// <summary>Store nothing.</summary>
    Skip,
}

/// <summary>Either the document that was received, or the one that already has these bytes.</summary>
public sealed record IntakeResult(Document? Received, Document? Duplicate, IReadOnlyList<Guid> Replaced);

/// <summary>
/// Takes files in and removes them. A file is received once its bytes and its row are on disk, in this order, so that
/// no row ever names a file that is not there.
/// </summary>
public sealed class DocumentIntake(KnowledgeBaseDatabase database, DocumentFiles files, DocumentStore documents, DocumentChanges changes, TimeProvider time) : IDisposable
{
    // A file of the same bytes must not be deleted between its arrival and its row.
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Makes a staged file a document of the collection. When this returns, nothing of it can be lost.</summary>
    /// <param name="name">The user's file name, cleaned by <see cref="DocumentName"/>.</param>
    public async Task<IntakeResult> ReceiveAsync(
        StagedFile staged, Guid collectionId, string name, string userId, DuplicateHandling onDuplicate, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var same = await documents.FindByContentAsync(collectionId, staged.Sha256, cancellationToken);
            if (same.Count > 0 && onDuplicate is DuplicateHandling.Ask or DuplicateHandling.Skip)
            {
                return new IntakeResult(null, same[0], []);
            }

            files.Keep(staged);
            var now = time.GetUtcNow();
            var document = new Document(
                Guid.CreateVersion7(now), collectionId, DocumentName.Clean(name), staged.Sha256, staged.SizeBytes, DocumentStatus.Received,
                null, null, 0, 0, 0, 0, null, null, [], null, now, now, userId);
            var replaced = onDuplicate == DuplicateHandling.Replace ? same : [];
            await database.WriteAsync(
                connection =>
                {
                    connection.Execute(
                        $"""
                        insert into document ({DocumentStore.Columns})
                        values ($id, $collection, $name, $sha256, $size, 'received', null, null, 0, 0, 0, 0, null, null, '', null, $time, $time, $user, 'accepted', null, 'automatic', '', 0)
                        """,
                        ("$id", document.Id), ("$collection", collectionId), ("$name", document.Name), ("$sha256", document.Sha256),
                        ("$size", document.SizeBytes), ("$time", now), ("$user", userId));
                    if (onDuplicate == DuplicateHandling.Version && same.Count > 0)
                    {
                        LikenessStore.Link(connection, document.Id, same[^1].Id);
                    }

                    foreach (var old in replaced)
                    {
                        // It takes the place of the old one among the versions too.
                        connection.Execute("update document set version_of = $new where version_of = $old and id <> $new", ("$new", document.Id), ("$old", old.Id));
                        connection.Execute(
                            "update document set version_of = coalesce(version_of, (select version_of from document where id = $old and version_of <> $new)) where id = $new",
                            ("$new", document.Id), ("$old", old.Id));
                        connection.Execute("delete from document where id = $id", ("$id", old.Id));
                    }
                },
                cancellationToken);
            foreach (var old in replaced)
            {
                changes.Tell(old, removed: true);
            }

            changes.Tell(document);
            return new IntakeResult(document, same.Count > 0 ? same[0] : null, [.. replaced.Select(old => old.Id)]);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Deletes a document, its chunks and vectors, and its file if no other document has the same bytes.</summary>
    /// <returns>False when there is no such document.</returns>
    public async Task<bool> DeleteAsync(Guid documentId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (await documents.FindAsync(documentId, cancellationToken) is not { } document)
            {
                return false;
            }

            // Once begun it is not cancelled: the row and its file go together.
            await database.WriteAsync(connection => connection.Execute("delete from document where id = $id", ("$id", documentId)), CancellationToken.None);
            await DeleteOrphansAsync([document.Sha256]);
            changes.Tell(document, removed: true);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Deletes all documents of a collection with their files, in one transaction.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteAllAsync(Guid collectionId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var all = (await documents.ListAsync(collectionId, 0, int.MaxValue, null, null, cancellationToken)).Documents;
            await database.WriteAsync(
                connection => connection.Execute("delete from document where collection_id = $id", ("$id", collectionId)), CancellationToken.None);
            await DeleteOrphansAsync([.. all.Select(document => document.Sha256).Distinct(StringComparer.Ordinal)]);
            foreach (var document in all)
            {
                changes.Tell(document, removed: true);
            }

            return all.Count;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Removes originals that no document names: left when a process ended between two steps of a deletion.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await DeleteOrphansAsync(files.List());
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task DeleteOrphansAsync(IReadOnlyList<string> hashes)
    {
        foreach (var hash in hashes)
        {
            if (await database.ReadAsync(connection => connection.Scalar<long>("select count(*) from document where sha256 = $hash", ("$hash", hash))) == 0)
            {
                files.Delete(hash);
            }
        }
    }
}
