using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.EndToEnd;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Tests.Documents;

public sealed class PictureCacheTests
{
    private static readonly string Sha256 = new('a', 64);

    [Fact]
    public void DropsWhatNobodyHasLookedAtForLongest()
    {
        using var folder = new TemporaryFolder();
        var cache = new PictureCache(new DataFolder(folder.Path, new StorageOptions()), Options.Create(new ReadingOptions { MaxPictureCacheBytes = 10_000 }), TimeProvider.System);
        string[] paths = [.. Enumerable.Range(1, 5).Select(page => cache.PathOf(Sha256, $"{page}.png"))];
        for (var i = 0; i < 4; i++)
        {
            File.WriteAllBytes(paths[i], new byte[2_400]);
            File.SetLastWriteTimeUtc(paths[i], TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(i - 10));
            cache.Add(paths[i]);
        }

        Assert.All(paths[..4], path => Assert.True(File.Exists(path)));
        Assert.True(cache.Use(paths[0])); // the oldest, but somebody looks at it now
        File.WriteAllBytes(paths[4], new byte[2_400]);
        cache.Add(paths[4]);
        Assert.Equal([true, false, false, true, true], paths.Select(File.Exists));
        Assert.False(cache.Use(paths[1]));
        cache.Delete(Sha256);
        Assert.DoesNotContain(paths, File.Exists);
    }
}
