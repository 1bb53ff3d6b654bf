using KnowledgeBase.Core.Embeddings.Files;

namespace KnowledgeBase.Tests.Embeddings.Files;

/// <summary>Models over the network: what comes, and what goes on after a pause.</summary>
public sealed class ModelDownloadTests : IAsyncLifetime
{
    private DownloadScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await DownloadScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task BringsTheFileUnderItsNameOnceItsChecksumIsRight()
    {
        using var downloads = _scene.Downloads();
        downloads.Start(DownloadScene.Model);
        var done = await DownloadScene.EndedAsync(downloads);
        Assert.Equal((DownloadState.Done, (long)DownloadScene.Content.Length, 1.0), (done.State, done.Bytes, done.Progress));
        Assert.Equal(DownloadScene.Content, await File.ReadAllBytesAsync(_scene.File));
        Assert.False(File.Exists(_scene.Part));
        Assert.Equal([(LocalHub.Host, "/Example/Model-GGUF/resolve/abc123/Model-Q8_0.gguf", "")], _scene.Hub.Requests);
    }

    [Fact]
    public async Task GoesOnWhereItWasPausedAlsoAfterARestart()
    {
        var paused = new TaskCompletionSource();
        _scene.Hub.Answer(async context =>
        {
            context.Response.ContentLength = DownloadScene.Content.Length;
            await context.Response.Body.WriteAsync(DownloadScene.Content.AsMemory(0, 1_200_000));
            await context.Response.Body.FlushAsync();
            await paused.Task;
        });
        long there;
        using (var downloads = _scene.Downloads())
        {
            downloads.Start(DownloadScene.Model);
            await DownloadScene.UntilAsync(downloads, download => download.Bytes == 1_200_000);
            downloads.Pause(DownloadScene.Model);
            var stopped = await DownloadScene.EndedAsync(downloads);
            Assert.Equal((DownloadState.Paused, (string?)null), (stopped.State, stopped.ErrorCode));
            there = stopped.Bytes;
        }

        paused.SetResult();
        Assert.False(File.Exists(_scene.File));
        _scene.Hub.Answer(context => LocalHub.SendAsync(context, DownloadScene.Content));
        using var again = _scene.Downloads();
        Assert.Equal((DownloadState.Paused, there), (again.Find(DownloadScene.Model)!.State, again.Find(DownloadScene.Model)!.Bytes));
        again.Start(DownloadScene.Model);
        Assert.Equal(DownloadState.Done, (await DownloadScene.EndedAsync(again)).State);
        Assert.Equal($"bytes={there}-", _scene.Hub.Requests.Last().Range);
        Assert.Equal(DownloadScene.Content, await File.ReadAllBytesAsync(_scene.File));
    }

    [Fact]
    public async Task KeepsWhatThereIsWhenTheConnectionIsLost()
    {
        _scene.Hub.Answer(async context =>
        {
            context.Response.ContentLength = DownloadScene.Content.Length;
            await context.Response.Body.WriteAsync(DownloadScene.Content.AsMemory(0, 500_000));
            await context.Response.Body.FlushAsync();
            while (new FileInfo(_scene.Part) is not { Exists: true, Length: > 0 })
            {
                await Task.Delay(20);
            }

            context.Abort();
        });
        using var downloads = _scene.Downloads();
        downloads.Start(DownloadScene.Model);
        var lost = await DownloadScene.EndedAsync(downloads);
        Assert.Equal((DownloadState.Failed, "connection_lost"), (lost.State, lost.ErrorCode));
        Assert.InRange(lost.Bytes, 1, 500_000);

        // A server that does not know ranges sends it all again.
        _scene.Hub.Answer(context => context.Response.Body.WriteAsync(DownloadScene.Content).AsTask());
        downloads.Start(DownloadScene.Model);
        Assert.Equal(DownloadState.Done, (await DownloadScene.EndedAsync(downloads)).State);
        Assert.Equal(DownloadScene.Content, await File.ReadAllBytesAsync(_scene.File));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task WhatIsNotThePublishedFileIsDeleted(int more)
    {
        byte[] other = [.. DownloadScene.Content[..^1], (byte)(DownloadScene.Content[^1] + 1), .. new byte[more]];
        _scene.Hub.Answer(context => LocalHub.SendAsync(context, other));
        using var downloads = _scene.Downloads();
        downloads.Start(DownloadScene.Model);
        var refused = await DownloadScene.EndedAsync(downloads);
        Assert.Equal((DownloadState.Failed, "checksum_wrong"), (refused.State, refused.ErrorCode));
        Assert.False(File.Exists(_scene.File) || File.Exists(_scene.Part));
    }

    [Fact]
    public async Task AsksNobodyBeforeAHubIsAllowedAndNobodyForAModelWithoutAChecksum()
    {
        _scene.Options.Address = "";
        using var downloads = _scene.Downloads();
        Assert.False(downloads.IsOn);
        downloads.Start(DownloadScene.Model);
        Assert.Equal("downloads_off", (await DownloadScene.EndedAsync(downloads)).ErrorCode);
        downloads.Start(DownloadScene.Model with { FileName = "other.gguf", Sha256 = null });
        Assert.Null(downloads.Find(DownloadScene.Model with { FileName = "other.gguf" }));
        Assert.Empty(_scene.Hub.Connected);
    }

    [Fact]
    public async Task TheAllowedHubOutlivesARestart()
    {
        _scene.Options.Address = "";
        var source = _scene.Source();
        Assert.Null(source.Current);
        await source.AllowAsync("modelscope", CancellationToken.None);
        Assert.Equal("modelscope", _scene.Source().Current!.Name);
        await source.AllowAsync("elsewhere", CancellationToken.None);
        Assert.Null(_scene.Source().Current);
    }

    [Fact]
    public async Task BeginsNothingThatDoesNotFitOnTheDisk()
    {
        _scene.Options.MinimumFreeBytes = long.MaxValue / 2;
        using var downloads = _scene.Downloads();
        downloads.Start(DownloadScene.Model);
        Assert.Equal("disk_full", (await DownloadScene.EndedAsync(downloads)).ErrorCode);
        Assert.Empty(_scene.Hub.Connected);
    }

    [Fact]
    public async Task WhatIsDiscardedIsGone()
    {
        await File.WriteAllBytesAsync(_scene.Part, DownloadScene.Content[..1000]);
        using var downloads = _scene.Downloads();
        Assert.Equal(1000, downloads.Find(DownloadScene.Model)!.Bytes);
        downloads.Discard(DownloadScene.Model);
        Assert.Null(downloads.Find(DownloadScene.Model));
        Assert.False(File.Exists(_scene.Part));
    }
}
