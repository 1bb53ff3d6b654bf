using System.Security.Cryptography;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Documents;

/// <summary>A file that is on disk, hashed and flushed, but belongs to no document yet. Disposing it removes it.</summary>
public sealed record StagedFile(string Path, string Sha256, long SizeBytes) : IDisposable
{
    public void Dispose() => File.Delete(Path);
}

/// <summary>
/// The originals, under names that we make: uploads/tmp/*.part while they arrive, uploads/ab/&lt;sha256&gt; for good.
/// Documents with the same bytes share one file.
/// </summary>
public sealed class DocumentFiles
{
    private readonly DataFolder _folder;
    private readonly PictureCache _pictures;

    public DocumentFiles(DataFolder folder, PictureCache pictures)
    {
        (_folder, _pictures) = (folder, pictures);
        // What is still in tmp was never acknowledged: its upload died with the last process.
        var tmp = Path.GetDirectoryName(folder.Below("uploads", "tmp", "x"))!;
        foreach (var file in Directory.EnumerateFiles(tmp))
        {
            File.Delete(file);
        }
    }

    /// <summary>Bytes of the largest file that is taken.</summary>
    public long MaximumBytes => _folder.MaximumFileBytes;

    /// <summary>Streams an upload to disk while hashing it, and flushes it.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="expectedBytes">Announced length, to refuse early; null when unknown.</param>
    /// <exception cref="StorageException">disk_full.</exception>
    /// <exception cref="Reading.DocumentReadingException">too_large or empty.</exception>
    public async Task<StagedFile> StageAsync(Stream content, long? expectedBytes, CancellationToken cancellationToken)
    {
        _folder.RequireRoomFor(expectedBytes ?? 0);
        var path = _folder.Below("uploads", "tmp", $"{Guid.NewGuid():N}.part");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            var buffer = new byte[1 << 16];
            var size = 0L;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                size += read;
                if (size > _folder.MaximumFileBytes)
                {
                    throw new Reading.DocumentReadingException(Reading.ReadingOutcome.TooLarge, $"Larger than {_folder.MaximumFileBytes} bytes.");
                }

                if (size % (8 << 20) < read)
                {
                    _folder.RequireRoomFor(0);
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            if (size == 0)
            {
                throw new Reading.DocumentReadingException(Reading.ReadingOutcome.Empty, "The file has no bytes.");
            }

            await file.FlushAsync(cancellationToken);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
            return new StagedFile(path, Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        catch (IOException e) when (_folder.FreeBytes < 1 << 16)
        {
            File.Delete(path);
            throw new StorageException(StorageException.DiskFull, "The disk is full.", e);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Where the original with this hash is.</summary>
    public string PathOf(string sha256) => _folder.Below("uploads", sha256[..2], sha256);

    /// <summary>The same, for somebody who is about to read it.</summary>
    /// <exception cref="FileNotFoundException">The original is not there any more.</exception>
    public string ExistingPathOf(string sha256) => PathOf(sha256) is var path && File.Exists(path) ? path : throw new FileNotFoundException("The original is missing.");

    /// <summary>Moves a staged file to its place and makes the move durable.</summary>
    public void Keep(StagedFile staged)
    {
        var path = PathOf(staged.Sha256);
        File.Move(staged.Path, path, overwrite: true);
        var folder = Path.GetDirectoryName(path)!;
        DirectorySync.Flush(folder);
        // The folder itself may be new.
        DirectorySync.Flush(Path.GetDirectoryName(folder)!);
    }

    /// <summary>The hashes of all originals, and of those that pictures are left of.</summary>
    public IReadOnlyList<string> List() =>
    [
        .. _pictures.List(),
        .. from path in Directory.EnumerateFiles(Path.GetDirectoryName(_folder.Below("uploads", "x"))!, "*", SearchOption.AllDirectories)
           let name = Path.GetFileName(path)
           where name.Length == 64
           select name,
    ];

    public void Delete(string sha256)
    {
        File.Delete(PathOf(sha256));
        _pictures.Delete(sha256);
    }
}
