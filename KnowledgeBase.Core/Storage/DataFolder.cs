using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Storage;

/// <summary>The one folder that holds everything which must be kept: databases, uploaded files, keys.</summary>
public sealed class DataFolder
{
    private readonly StorageOptions _options;

    public DataFolder(IOptions<StorageOptions> options, IHostEnvironment environment)
        : this(System.IO.Path.GetFullPath(options.Value.DataPath, environment.ContentRootPath), options.Value)
    {
    }

    public DataFolder(string path, StorageOptions options)
    {
        _options = options;
        Path = path;
        Directory.CreateDirectory(path);
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    public long MaximumFileBytes => _options.MaximumFileBytes;

    /// <summary>Bytes that this process may still write on the data folder's disk.</summary>
    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Size of the data folder's disk in bytes.</summary>
    public long TotalBytes => new DriveInfo(Path).TotalSize;

    /// <summary>Uploads are refused when less would stay free. Bytes.</summary>
    public long MinimumFreeBytes => _options.MinimumFreeBytes;

    /// <summary>A path below the data folder; its folder is made.</summary>
    public string Below(params ReadOnlySpan<string> parts)
    {
        var path = System.IO.Path.Combine([Path, .. parts]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>
    /// Refuses before the disk is full: SQLite in WAL mode cannot even delete on a full disk.
    /// </summary>
    /// <exception cref="StorageException">disk_full.</exception>
    public void RequireRoomFor(long bytes)
    {
        var needed = Math.Max(_options.MinimumFreeBytes, 2 * bytes);
        var free = FreeBytes;
        if (free < needed)
        {
            throw new StorageException(StorageException.DiskFull, $"{free} bytes are free, {needed} are needed.");
        }
    }
}
