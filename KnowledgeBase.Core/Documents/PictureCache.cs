using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Documents;

/// <summary>
/// Keeps pictures and previews, which can be made again, within a limit of bytes on disk: what nobody has looked at for
/// longest goes first.
/// </summary>
public sealed class PictureCache(DataFolder folder, IOptions<ReadingOptions> options, TimeProvider time)
{
    private const double Kept = 0.8; // of the limit, so that not every further picture makes room anew
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private readonly Lock _lock = new();
    private long? _bytes;

    /// <summary>Where something made of a file is kept: pictures/ab/&lt;sha256&gt;/.</summary>
    public string PathOf(string sha256, string name) => folder.Below("pictures", sha256[..2], sha256, name);

    /// <summary>The hashes of the files that something is kept of.</summary>
    public IReadOnlyList<string> List() =>
    [
        .. from path in Directory.EnumerateDirectories(Path.GetDirectoryName(folder.Below("pictures", "x"))!, "*", SearchOption.AllDirectories)
           let name = Path.GetFileName(path)
           where name.Length == 64
           select name,
    ];

    /// <summary>Removes all that was made of a file that is gone.</summary>
    public void Delete(string sha256)
    {
        var pictures = Path.GetDirectoryName(PathOf(sha256, "x"))!;
        lock (_lock)
        {
            Directory.Delete(pictures, recursive: true);
            _bytes = null;
        }
    }

    /// <summary>Somebody looks at it now. False when it is not there.</summary>
    public bool Use(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return false;
        try
        {
            // Written rarely: its time only tells what is old.
            if (time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > Fresh) file.LastWriteTimeUtc = time.GetUtcNow().UtcDateTime;
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Something new is there; makes room for it if need be.</summary>
    public void Add(string path)
    {
        lock (_lock)
        {
            _bytes = _bytes is { } known ? known + new FileInfo(path).Length : All().Sum(file => file.Length);
            if (_bytes <= options.Value.MaxPictureCacheBytes) return;
            var room = (long)(Kept * options.Value.MaxPictureCacheBytes);
            var files = All().Where(file => file.FullName != path).OrderBy(file => file.LastWriteTimeUtc).ToList();
            var bytes = files.Sum(file => file.Length) + new FileInfo(path).Length;
            foreach (var file in files.TakeWhile(_ => bytes > room))
            {
                bytes -= file.Length;
                file.Delete();
            }

            _bytes = bytes;
        }
    }

    private IEnumerable<FileInfo> All() => new DirectoryInfo(Path.GetDirectoryName(folder.Below("pictures", "x"))!)
        .EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".part");
}
