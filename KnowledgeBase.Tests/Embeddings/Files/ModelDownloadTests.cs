using System.Net;
using System.Security.Cryptography;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Embeddings.Files;
using KnowledgeBase.Tests.EndToEnd;
using KnowledgeBase.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Tests.Embeddings.Files;

/// <summary>Models over the network: what comes, what goes on after a pause, and what is never asked.</summary>
public sealed class ModelDownloadTests : IAsyncLifetime
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(3_000_000);
    private static readonly OfficialModel Model = new("Example/Model-GGUF", "abc123", "Model-Q8_0.gguf", "0.6B", "Q8_0", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)));

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryDatabase _data = new();
    private readonly DownloadOptions _options = new()
    {
        Address = $"https://{LocalHub.Host}/{{repository}}/resolve/{{revision}}/{{file}}",
        Hosts = [LocalHub.Host, $"*.{LocalHub.Host}"],
        MinimumFreeBytes = 0,
    };

    private LocalHub _hub = null!;

    private string File => Path.Combine(_folder.Path, Model.FileName);

    private string Part => File + ".part";

    public async ValueTask InitializeAsync() => _hub = await LocalHub.StartAsync(context => LocalHub.SendAsync(context, Content));

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _data.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task BringsTheFileUnderItsNameOnceItsChecksumIsRight()
    {
        using var downloads = Downloads();
        downloads.Start(Model);
        var done = await EndedAsync(downloads);
        Assert.Equal((DownloadState.Done, (long)Content.Length, 1.0), (done.State, done.Bytes, done.Progress));
        Assert.Equal(Content, await System.IO.File.ReadAllBytesAsync(File));
        Assert.False(System.IO.File.Exists(Part));
        Assert.Equal([(LocalHub.Host, "/Example/Model-GGUF/resolve/abc123/Model-Q8_0.gguf", "")], _hub.Requests);
    }

    [Fact]
    public async Task GoesOnWhereItWasPausedAlsoAfterARestart()
    {
        var paused = new TaskCompletionSource();
        _hub.Answer(async context =>
        {
            context.Response.ContentLength = Content.Length;
            await context.Response.Body.WriteAsync(Content.AsMemory(0, 1_200_000));
            await context.Response.Body.FlushAsync();
            await paused.Task;
        });
        long there;
        using (var downloads = Downloads())
        {
            downloads.Start(Model);
            await UntilAsync(downloads, download => download.Bytes == 1_200_000);
            downloads.Pause(Model);
            var stopped = await EndedAsync(downloads);
            Assert.Equal((DownloadState.Paused, (string?)null), (stopped.State, stopped.ErrorCode));
            there = stopped.Bytes;
        }

        paused.SetResult();
        Assert.False(System.IO.File.Exists(File));
        _hub.Answer(context => LocalHub.SendAsync(context, Content));
        using var again = Downloads();
        Assert.Equal((DownloadState.Paused, there), (again.Find(Model)!.State, again.Find(Model)!.Bytes));
        again.Start(Model);
        Assert.Equal(DownloadState.Done, (await EndedAsync(again)).State);
        Assert.Equal($"bytes={there}-", _hub.Requests.Last().Range);
        Assert.Equal(Content, await System.IO.File.ReadAllBytesAsync(File));
    }

    [Fact]
    public async Task KeepsWhatThereIsWhenTheConnectionIsLost()
    {
        _hub.Answer(async context =>
        {
            context.Response.ContentLength = Content.Length;
            await context.Response.Body.WriteAsync(Content.AsMemory(0, 500_000));
            await context.Response.Body.FlushAsync();
            while (new FileInfo(Part) is not { Exists: true, Length: > 0 })
            {
                await Task.Delay(20);
            }

            context.Abort();
        });
        using var downloads = Downloads();
        downloads.Start(Model);
        var lost = await EndedAsync(downloads);
        Assert.Equal((DownloadState.Failed, "connection_lost"), (lost.State, lost.ErrorCode));
        Assert.InRange(lost.Bytes, 1, 500_000);

        // A server that does not know ranges sends it all again.
        _hub.Answer(context => context.Response.Body.WriteAsync(Content).AsTask());
        downloads.Start(Model);
        Assert.Equal(DownloadState.Done, (await EndedAsync(downloads)).State);
        Assert.Equal(Content, await System.IO.File.ReadAllBytesAsync(File));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task WhatIsNotThePublishedFileIsDeleted(int more)
    {
        byte[] other = [.. Content[..^1], (byte)(Content[^1] + 1), .. new byte[more]];
        _hub.Answer(context => LocalHub.SendAsync(context, other));
        using var downloads = Downloads();
        downloads.Start(Model);
        var refused = await EndedAsync(downloads);
        Assert.Equal((DownloadState.Failed, "checksum_wrong"), (refused.State, refused.ErrorCode));
        Assert.False(System.IO.File.Exists(File) || System.IO.File.Exists(Part));
    }

    [Fact]
    public async Task AsksNobodyBeforeAHubIsAllowedAndNobodyForAModelWithoutAChecksum()
    {
        _options.Address = "";
        using var downloads = Downloads();
        Assert.False(downloads.IsOn);
        downloads.Start(Model);
        Assert.Equal("downloads_off", (await EndedAsync(downloads)).ErrorCode);
        downloads.Start(Model with { FileName = "other.gguf", Sha256 = null });
        Assert.Null(downloads.Find(Model with { FileName = "other.gguf" }));
        Assert.Empty(_hub.Connected);
    }

    [Fact]
    public async Task TheAllowedHubOutlivesARestart()
    {
        _options.Address = "";
        var source = Source();
        Assert.Null(source.Current);
        await source.AllowAsync("modelscope", CancellationToken.None);
        Assert.Equal("modelscope", Source().Current!.Name);
        await source.AllowAsync("elsewhere", CancellationToken.None);
        Assert.Null(Source().Current);
    }

    [Fact]
    public async Task BeginsNothingThatDoesNotFitOnTheDisk()
    {
        _options.MinimumFreeBytes = long.MaxValue / 2;
        using var downloads = Downloads();
        downloads.Start(Model);
        Assert.Equal("disk_full", (await EndedAsync(downloads)).ErrorCode);
        Assert.Empty(_hub.Connected);
    }

    [Theory]
    [InlineData("https://cdn.models.example/file", null)]
    [InlineData("/file", null)]
    [InlineData("https://elsewhere.example/file", "host_not_allowed")]
    [InlineData("https://models.example.elsewhere.example/file", "host_not_allowed")]
    [InlineData("http://models.example/file", "host_not_allowed")]
    [InlineData("https://models.example:8443/file", "host_not_allowed")]
    [InlineData("https://user@models.example/file", "host_not_allowed")]
    [InlineData("https://127.0.0.1/file", "host_not_allowed")]
    [InlineData("file:///etc/passwd", "host_not_allowed")]
    [InlineData("https://models.example/again", "http_error")]
    public async Task FollowsOnlyToAllowedHosts(string location, string? refusal)
    {
        _hub.Answer(context =>
        {
            if (context.Request.Path == "/file")
            {
                return LocalHub.SendAsync(context, Content);
            }

            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });
        using var downloads = Downloads();
        downloads.Start(Model);
        Assert.Equal(refusal, (await EndedAsync(downloads)).ErrorCode);
        Assert.Equal(refusal is null ? 2 : refusal == "http_error" ? 6 : 1, _hub.Requests.Count);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("192.168.0.1")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("2002:a00:1::1")]
    public async Task ConnectsToNoAddressOfTheHouse(string address)
    {
        _hub.Names.Clear();
        _hub.Names.Enqueue([IPAddress.Parse(address)]);
        using var downloads = Downloads();
        downloads.Start(Model);
        Assert.Equal("host_not_allowed", (await EndedAsync(downloads)).ErrorCode);
        Assert.Empty(_hub.Connected);
    }

    [Fact]
    public async Task ANameThatAnswersDifferentlyTheNextTimeReachesNothingElse()
    {
        // First a public address beside a private one, then, for the connection after the redirection, only the private one.
        _hub.Names.Clear();
        _hub.Names.Enqueue([IPAddress.Parse("10.0.0.1"), IPAddress.Parse("93.184.216.34")]);
        _hub.Names.Enqueue([IPAddress.Parse("10.0.0.1")]);
        _hub.Answer(context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = $"https://cdn.{LocalHub.Host}/file";
            return Task.CompletedTask;
        });
        using var downloads = Downloads();
        downloads.Start(Model);
        Assert.Equal("host_not_allowed", (await EndedAsync(downloads)).ErrorCode);
        Assert.Equal([IPAddress.Parse("93.184.216.34")], _hub.Connected);
        Assert.Single(_hub.Requests);
    }

    [Fact]
    public async Task WhatIsDiscardedIsGone()
    {
        await System.IO.File.WriteAllBytesAsync(Part, Content[..1000]);
        using var downloads = Downloads();
        Assert.Equal(1000, downloads.Find(Model)!.Bytes);
        downloads.Discard(Model);
        Assert.Null(downloads.Find(Model));
        Assert.False(System.IO.File.Exists(Part));
    }

    [Fact]
    public void EveryOfficialModelHasAnAddressOnBothHubs()
    {
        foreach (var hub in new[] { ModelHub.HuggingFace, ModelHub.ModelScope })
        {
            Assert.All(OfficialModel.All, model => Assert.True(PublicHosts.IsAllowed(hub.AddressOf(model), hub.Hosts), hub.AddressOf(model).ToString()));
        }

        Assert.All(OfficialModel.All.Where(model => model.Sha256 is not null), model => Assert.Matches("^[0-9a-f]{64}$", model.Sha256!));
    }

    private DownloadSource Source() => new(_data.Database, Options.Create(_options));

    private ModelDownloads Downloads()
    {
        var folder = new ModelFolder(Options.Create(new EmbeddingOptions { ModelsFolder = _folder.Path }), new HostingEnvironment { ContentRootPath = _folder.Path });
        return new ModelDownloads(folder, Source(), Options.Create(_options), NullLogger<ModelDownloads>.Instance, _hub.Handler());
    }

    private static Task<ModelDownload> EndedAsync(ModelDownloads downloads) =>
        UntilAsync(downloads, download => download.State is DownloadState.Done or DownloadState.Failed or DownloadState.Paused);

    private static async Task<ModelDownload> UntilAsync(ModelDownloads downloads, Func<ModelDownload, bool> reached)
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
