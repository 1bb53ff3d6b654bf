using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>
/// Downloads official models into the folder of models: https from allowed hosts only, resumed where it stopped, and
/// under its final name only when its checksum is the published one.
/// </summary>
public sealed class ModelDownloads : IDisposable
{
    private const int MaxRedirects = 5;
    private const string ChecksumWrong = "checksum_wrong";

    private readonly ModelFolder _folder;
    private readonly DownloadSource _source;
    private readonly DownloadOptions _options;
    private readonly ILogger<ModelDownloads> _logger;
    private readonly HttpClient _client;
    private readonly ConcurrentDictionary<string, (ModelDownload Download, CancellationTokenSource Stop)> _downloads = new(StringComparer.Ordinal);

    public ModelDownloads(ModelFolder folder, DownloadSource source, IOptions<DownloadOptions> options, ILogger<ModelDownloads> logger)
        : this(folder, source, options, logger, PublicConnections.OfSystem.Handler())
    {
    }

    internal ModelDownloads(ModelFolder folder, DownloadSource source, IOptions<DownloadOptions> options, ILogger<ModelDownloads> logger, SocketsHttpHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_folder, _source, _options, _logger) = (folder, source, options.Value, logger);
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Raised on any thread.</summary>
    public event Action? Changed;

    public bool IsOn => _source.Current is not null;

    /// <summary>Null when it was not asked for since the start, and no part of it is there.</summary>
    public ModelDownload? Find(OfficialModel model)
    {
        if (_downloads.TryGetValue(model.FileName, out var known))
            return known.Download;
        var part = new FileInfo(PartOf(model));
        return part.Exists ? new ModelDownload(model, DownloadState.Paused, part.Length, null) : null;
    }

    /// <summary>Begins, or goes on where it stopped. A model without a published checksum is not downloaded.</summary>
    public void Start(OfficialModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Find(model) is { State: DownloadState.Running or DownloadState.Checking } || model.Sha256 is null)
            return;
        var stop = new CancellationTokenSource();
        _downloads[model.FileName] = (new ModelDownload(model, DownloadState.Running, 0, null), stop);
        _ = Task.Run(() => RunAsync(model, stop.Token));
    }

    public void Pause(OfficialModel model)
    {
        if (_downloads.TryGetValue(model.FileName, out var known))
            known.Stop.Cancel();
    }

    /// <summary>Stops it and deletes what is there of it.</summary>
    public void Discard(OfficialModel model)
    {
        Pause(model);
        _downloads.TryRemove(model.FileName, out _);
        File.Delete(PartOf(model));
        Changed?.Invoke();
    }

    public void Dispose()
    {
        foreach (var (_, stop) in _downloads.Values)
        {
            stop.Cancel();
        }

        _client.Dispose();
    }

    private async Task RunAsync(OfficialModel model, CancellationToken stop)
    {
        try
        {
            await FetchAsync(model, stop);
            Tell(model, DownloadState.Checking, model.SizeBytes, null);
            var hash = await Task.Run(() => ModelFile.HashOf(PartOf(model), stop), stop);
            if (!string.Equals(hash, model.Sha256, StringComparison.Ordinal))
                throw new DownloadException(ChecksumWrong);

            File.Move(PartOf(model), System.IO.Path.Combine(_folder.Path, model.FileName), overwrite: true);
            Tell(model, DownloadState.Done, model.SizeBytes, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Tell(model, DownloadState.Paused, LengthOf(model), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or DownloadException or OperationCanceledException)
        {
            Log.DownloadFailed(_logger, model.FileName, exception);
            var code = (exception as DownloadException ?? exception.InnerException as DownloadException)?.Code ?? "connection_lost";
            // Whatever these bytes are, nothing can be added to them.
            if (code == ChecksumWrong)
                File.Delete(PartOf(model));
            Tell(model, DownloadState.Failed, LengthOf(model), code);
        }
    }

    private async Task FetchAsync(OfficialModel model, CancellationToken stop)
    {
        var hub = _source.Current ?? throw new DownloadException("downloads_off");
        Directory.CreateDirectory(_folder.Path);
        await using var file = new FileStream(PartOf(model), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        if (file.Length > model.SizeBytes)
            file.SetLength(0);
        var free = new DriveInfo(_folder.Path).AvailableFreeSpace;
        if (free - (model.SizeBytes - file.Length) < _options.MinimumFreeBytes)
            throw new DownloadException("disk_full");
        if (file.Length == model.SizeBytes)
            return;

        using var response = await SendAsync(hub, model, file.Length, stop);
        if (response.StatusCode != HttpStatusCode.PartialContent)
            file.SetLength(0);
        else if (response.Content.Headers.ContentRange?.From != file.Length)
            throw new DownloadException("http_error");
        file.Seek(0, SeekOrigin.End);
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        await CopyAsync(model, body, file, stop);
        if (file.Length != model.SizeBytes)
            throw new DownloadException("connection_lost");
        file.Flush(flushToDisk: true);
    }

    private async Task<HttpResponseMessage> SendAsync(ModelHub hub, OfficialModel model, long from, CancellationToken stop)
    {
        var address = hub.AddressOf(model);
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            // Every address is checked, where the server sends us as much as our own.
            if (!PublicHosts.IsAllowed(address, hub.Hosts))
                throw new DownloadException("host_not_allowed");
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (from > 0)
                request.Headers.Range = new RangeHeaderValue(from, null);
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (response.IsSuccessStatusCode)
                return response;
            var next = response.Headers.Location;
            var isRedirect = (int)response.StatusCode is >= 300 and < 400;
            response.Dispose();
            if (!isRedirect || next is null)
                throw new DownloadException("http_error");
            address = new Uri(address, next);
        }

        throw new DownloadException("http_error");
    }

    private async Task CopyAsync(OfficialModel model, Stream body, FileStream file, CancellationToken stop)
    {
        var buffer = new byte[1 << 20];
        while (true)
        {
            using var stall = CancellationTokenSource.CreateLinkedTokenSource(stop);
            stall.CancelAfter(TimeSpan.FromSeconds(_options.StallSeconds));
            var read = await body.ReadAsync(buffer, stall.Token);
            if (read == 0)
                return;
            if (file.Length + read > model.SizeBytes)
                throw new DownloadException(ChecksumWrong);
            await file.WriteAsync(buffer.AsMemory(0, read), stop);
            Tell(model, DownloadState.Running, file.Length, null);
        }
    }

    private void Tell(OfficialModel model, DownloadState state, long bytes, string? errorCode)
    {
        if (_downloads.TryGetValue(model.FileName, out var known))
            _downloads.TryUpdate(model.FileName, (new ModelDownload(model, state, bytes, errorCode), known.Stop), known);
        Changed?.Invoke();
    }

    private string PartOf(OfficialModel model) => System.IO.Path.Combine(_folder.Path, model.FileName + ".part");

    private long LengthOf(OfficialModel model) => new FileInfo(PartOf(model)) is { Exists: true } part ? part.Length : 0;
}
