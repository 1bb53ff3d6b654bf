using System.Globalization;
using System.Text;
using KnowledgeBase.Tests.EndToEnd;

namespace KnowledgeBase.Tests.Reliability;

/// <summary>A disk is refused before it is full, and what is stored goes on working.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task RefusesAnUploadThatWouldLeaveTooLittleRoomAndTakesItOnceThereIsRoom()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        Guid collection, stored;
        await using (var application = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, cancellationToken))
        using (var api = new ApiClient(application.Address))
        {
            collection = await api.CreateCollectionAsync("disk");
            stored = Assert.NotNull((await api.UploadAsync(collection, "first.txt", Text("第一份合同"), cancellationToken)).Id);
        }

        // The disk has less room than must stay free, as if it were nearly full.
        var needed = new DriveInfo(folder.Path).TotalSize.ToString(CultureInfo.InvariantCulture);
        var full = new Dictionary<string, string>(ApiClient.Setup, StringComparer.Ordinal) { ["Storage__MinimumFreeBytes"] = needed };
        await using (var application = await ApplicationProcess.StartAsync(folder.Path, full, cancellationToken))
        using (var api = new ApiClient(application.Address))
        {
            var refused = await api.UploadAsync(collection, "second.txt", Text("第二份合同"), cancellationToken);
            Assert.Null(refused.Id);
            Assert.Equal(507, refused.Status);
            Assert.Contains("disk_full", refused.Body, StringComparison.Ordinal);
            Assert.Equal([stored], (await api.StatusesAsync(collection)).Keys);
            Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.part", SearchOption.AllDirectories));
        }

        await using (var application = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, cancellationToken))
        using (var api = new ApiClient(application.Address))
        {
            Assert.NotNull((await api.UploadAsync(collection, "second.txt", Text("第二份合同"), cancellationToken)).Id);
        }
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
