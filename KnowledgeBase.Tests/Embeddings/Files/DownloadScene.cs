using System.Security.Cryptography;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Embeddings.Files;
using KnowledgeBase.Tests.EndToEnd;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Embeddings.Files;

/// <summary>A hub with one model, and a folder to which it is downloaded.</summary>
internal sealed class DownloadScene : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryDatabase _data = new();

    private DownloadScene(LocalHub hub) => Hub = hub;

    public static byte[] Content { get; } = RandomNumberGenerator.GetBytes(3_000_000);

    public static OfficialModel Model { get; } = new(
        "Example/Model-GGUF", "abc123", "Model-Q8_0.gguf", "0.6B", "Q8_0", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)));

    public LocalHub Hub { get; }

    /// <summary>The hub as a mirror, so that it is allowed from the start.</summary>
    public DownloadOptions Options { get; } = new()
    {
        Address = $"https://{LocalHub.Host}/{{repository}}/resolve/{{revision}}/{{file}}",
        Hosts = [LocalHub.Host, $"*.{LocalHub.Host}"],
        MinimumFreeBytes = 0,
    };

    public string File => Path.Combine(_folder.Path, Model.FileName);

    public string Part => File + ".part";

    public static async Task<DownloadScene> StartAsync() => new(await LocalHub.StartAsync(context => LocalHub.SendAsync(context, Content)));

    public DownloadSource Source() => new(_data.Database, Microsoft.Extensions.Options.Options.Create(Options));

    public ModelDownloads Downloads()
    {
        var folder = new ModelFolder(
            Microsoft.Extensions.Options.Options.Create(new EmbeddingOptions { ModelsFolder = _folder.Path }), new HostingEnvironment { ContentRootPath = _folder.Path });
        return new ModelDownloads(folder, Source(), Microsoft.Extensions.Options.Options.Create(Options), NullLogger<ModelDownloads>.Instance, Hub.Handler());
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await _data.DisposeAsync();
        _folder.Dispose();
    }

    public static Task<ModelDownload> EndedAsync(ModelDownloads downloads) =>
        UntilAsync(downloads, download => download.State is DownloadState.Done or DownloadState.Failed or DownloadState.Paused);

    public static async Task<ModelDownload> UntilAsync(ModelDownloads downloads, Func<ModelDownload, bool> reached)
    {
        for (var waited = 0; waited < 6000; waited++)
        {
            if (downloads.Find(Model) is { } download && reached(download))
            {
                return download;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"The download stays at {downloads.Find(Model)}.");
    }
}
