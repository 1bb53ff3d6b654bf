using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Documents;

public sealed class DocumentIntakeTests
{
    [Fact]
    public async Task AReceivedFileIsOnDiskUnderItsHash()
    {
        await using var data = new TemporaryDatabase();
        var collection = await data.CreateCollectionAsync();
        var received = (await data.ReceiveAsync(collection.Id, "合同.txt", "第一条")).Received!;
        Assert.Equal("第一条", await File.ReadAllTextAsync(data.Files.PathOf(received.Sha256)));
        Assert.Equal(DocumentStatus.Received, (await data.Documents.FindAsync(received.Id, CancellationToken.None))!.Status);
        Assert.Empty(Directory.GetFiles(Path.Combine(data.Folder.Path, "uploads", "tmp")));
    }

    [Fact]
    public async Task ADuplicateIsNamedAndNotStored()
    {
        await using var data = new TemporaryDatabase();
        var collection = await data.CreateCollectionAsync();
        var first = (await data.ReceiveAsync(collection.Id, "a.txt", "same")).Received!;
        foreach (var handling in new[] { DuplicateHandling.Ask, DuplicateHandling.Skip })
        {
            var second = await data.ReceiveAsync(collection.Id, "b.txt", "same", handling);
            Assert.Null(second.Received);
            Assert.Equal(first.Id, second.Duplicate!.Id);
        }

        Assert.Equal(1, (await data.Documents.ListAsync(collection.Id, 0, 10, null, null, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task ADuplicateCanBeKeptAndTheSharedFileStaysUntilTheLastIsDeleted()
    {
        await using var data = new TemporaryDatabase();
        var collection = await data.CreateCollectionAsync();
        var first = (await data.ReceiveAsync(collection.Id, "a.txt", "same")).Received!;
        var second = (await data.ReceiveAsync(collection.Id, "b.txt", "same", DuplicateHandling.Keep)).Received!;
        Assert.True(await data.Intake.DeleteAsync(first.Id, CancellationToken.None));
        Assert.True(File.Exists(data.Files.PathOf(second.Sha256)));
        Assert.True(await data.Intake.DeleteAsync(second.Id, CancellationToken.None));
        Assert.False(File.Exists(data.Files.PathOf(second.Sha256)));
        Assert.False(await data.Intake.DeleteAsync(second.Id, CancellationToken.None));
    }

    [Fact]
    public async Task ADuplicateCanReplaceTheOldOne()
    {
        await using var data = new TemporaryDatabase();
        var collection = await data.CreateCollectionAsync();
        var first = (await data.ReceiveAsync(collection.Id, "a.txt", "same")).Received!;
        var result = await data.ReceiveAsync(collection.Id, "b.txt", "same", DuplicateHandling.Replace);
        Assert.Equal([first.Id], result.Replaced);
        Assert.Null(await data.Documents.FindAsync(first.Id, CancellationToken.None));
        Assert.True(File.Exists(data.Files.PathOf(result.Received!.Sha256)));
    }

    [Fact]
    public async Task TheSameBytesInAnotherCollectionAreNoDuplicate()
    {
        await using var data = new TemporaryDatabase();
        await data.ReceiveAsync((await data.CreateCollectionAsync("a")).Id, "a.txt", "same");
        Assert.NotNull((await data.ReceiveAsync((await data.CreateCollectionAsync("b")).Id, "a.txt", "same")).Received);
    }

    [Fact]
    public async Task EmptyAndOversizedFilesAreRefusedAndLeaveNothing()
    {
        await using var data = new TemporaryDatabase();
        Assert.Equal(ReadingOutcome.Empty, (await Assert.ThrowsAsync<DocumentReadingException>(() => StageAsync(data, 0))).Code);
        Assert.Equal(ReadingOutcome.TooLarge, (await Assert.ThrowsAsync<DocumentReadingException>(() => StageAsync(data, (1 << 20) + 1))).Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(data.Folder.Path, "uploads", "tmp")));
    }

    [Fact]
    public async Task AnUploadIsRefusedBeforeTheDiskIsFull()
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("kb-test-").FullName, new StorageOptions { MinimumFreeBytes = long.MaxValue / 2 });
        var files = new DocumentFiles(folder, new PictureCache(folder, Microsoft.Extensions.Options.Options.Create(new KnowledgeBase.Core.Documents.Reading.ReadingOptions()), TimeProvider.System));
        var refused = await Assert.ThrowsAsync<StorageException>(() => files.StageAsync(new MemoryStream([1]), null, CancellationToken.None));
        Assert.Equal(StorageException.DiskFull, refused.Code);
    }

    [Fact]
    public async Task AnUploadThatBreaksOffLeavesNothing()
    {
        await using var data = new TemporaryDatabase();
        await Assert.ThrowsAsync<EndOfStreamException>(() => data.Files.StageAsync(new BrokenStream(), null, CancellationToken.None));
        Assert.Empty(Directory.GetFiles(Path.Combine(data.Folder.Path, "uploads", "tmp")));
    }

    [Fact]
    public async Task DeletingACollectionsDocumentsLeavesTheFilesOfOthers()
    {
        await using var data = new TemporaryDatabase();
        var (first, second) = (await data.CreateCollectionAsync("a"), await data.CreateCollectionAsync("b"));
        var shared = (await data.ReceiveAsync(first.Id, "a.txt", "shared")).Received!;
        var alone = (await data.ReceiveAsync(first.Id, "b.txt", "alone")).Received!;
        await data.ReceiveAsync(second.Id, "a.txt", "shared");
        Assert.Equal(2, await data.Intake.DeleteAllAsync(first.Id, CancellationToken.None));
        Assert.True(File.Exists(data.Files.PathOf(shared.Sha256)));
        Assert.False(File.Exists(data.Files.PathOf(alone.Sha256)));
    }

    [Fact]
    public async Task TheSweepRemovesOnlyOrphans()
    {
        await using var data = new TemporaryDatabase();
        var kept = (await data.ReceiveAsync((await data.CreateCollectionAsync()).Id, "a.txt", "kept")).Received!;
        using (var staged = await data.Files.StageAsync(new MemoryStream([1, 2, 3]), null, CancellationToken.None))
        {
            data.Files.Keep(staged);
        }

        await data.Intake.SweepAsync(CancellationToken.None);
        Assert.Equal([kept.Sha256], data.Files.List());
    }

    private static Task<StagedFile> StageAsync(TemporaryDatabase data, int bytes) =>
        data.Files.StageAsync(new MemoryStream(new byte[bytes]), null, CancellationToken.None);

    /// <summary>Gives 100 kB, then breaks off as a lost connection does.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private int _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _given += buffer.Length;
            return _given > 100_000 ? throw new EndOfStreamException() : ValueTask.FromResult(buffer.Length);
        }
    }

    [Fact]
    public async Task PicturesThatAKilledDeletionLeftAreSweptAwayAndThoseOfADocumentStay()
    {
        await using var data = new TemporaryDatabase();
        var collection = await data.CreateCollectionAsync();
        var kept = (await data.ReceiveAsync(collection.Id, "a.txt", "甲")).Received!;
        var gone = new string('b', 64);
        foreach (var hash in new[] { kept.Sha256, gone })
        {
            await File.WriteAllTextAsync(data.Folder.Below("pictures", hash[..2], hash, "1.png"), "picture");
        }

        await data.Intake.SweepAsync(CancellationToken.None);
        Assert.False(Directory.Exists(Path.Combine(data.Folder.Path, "pictures", "bb", gone)));
        Assert.True(File.Exists(Path.Combine(data.Folder.Path, "pictures", kept.Sha256[..2], kept.Sha256, "1.png")));
        Assert.True(File.Exists(data.Files.PathOf(kept.Sha256)));
    }

    [Fact]
    public void AFolderThatDoesNotReachTheDiskIsNoSuccess()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The file system's journal does it there.");
        DirectorySync.Flush(Path.GetTempPath());
        Assert.Throws<IOException>(() => DirectorySync.Flush(Path.Combine(Path.GetTempPath(), $"kb-{Guid.NewGuid():N}")));
    }
}
