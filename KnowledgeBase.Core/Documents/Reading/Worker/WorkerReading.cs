using System.Collections.Concurrent;
using KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Documents.Reading.Worker;

/// <summary>
/// Reads files in child processes, each used for many files and then replaced. A file that ends its worker is tried once
/// more without the page at which that happened; then it alone is refused.
/// </summary>
internal sealed class WorkerReading(IOptions<ReadingOptions> options, ILogger<WorkerReading> logger) : IDocumentReading, IPageDrawing, IDisposable
{
    private readonly ReadingOptions _options = options.Value;
    private readonly SemaphoreSlim _places = new(options.Value.Workers);
    private readonly ConcurrentStack<WorkerProcess> _idle = new();
    private bool _disposed;

    /// <summary>The largest memory that any worker has taken so far, in bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>What the last file took, all its attempts; of one worker, for who reads one file after another.</summary>
    public WorkerUse LastUse { get; private set; }

    public async Task<DocumentText> ReadAsync(ReadingRequest request, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        LastUse = default;
        try
        {
            var answer = new Answer(pagesRead);
            try
            {
                await AskAsync(new WorkerRequest { Read = request }, answer, cancellationToken);
                return answer.Text();
            }
            catch (WorkerEndedException e) when (!answer.IsAtPage && CanPopplerHelp(request, e))
            {
                return await SecondAsync(request, e, pagesRead, cancellationToken);
            }
            catch (WorkerEndedException e) when (answer.IsAtPage)
            {
                Log.PageSkipped(logger, answer.PagesRead + 1, e.Code);
                var rest = request with { SkippedPages = [.. request.SkippedPages, answer.PagesRead + 1] };
                answer = new Answer(pagesRead);
                await AskAsync(new WorkerRequest { Read = rest }, answer, cancellationToken);
                return answer.Text();
            }
        }
        catch (WorkerEndedException e)
        {
            throw new DocumentReadingException(e.Code, e.Message, e);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>A PDF file at which PDFium ends the worker is one that Poppler may read in little memory.</summary>
    private static bool CanPopplerHelp(ReadingRequest request, WorkerEndedException e) =>
        e.Code is ReadingOutcome.Bomb or ReadingOutcome.ParserCrash && request is { Engine: PdfEngine.Automatic, Password: null }
        && PopplerProgram.IsInstalled && IsPdf(request.Path);

    private static bool IsPdf(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[1024];
        return FileSignature.Of(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false))) == FileSignature.Pdf;
    }

    private async Task<DocumentText> SecondAsync(ReadingRequest request, WorkerEndedException first, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        try
        {
            var answer = new Answer(pagesRead);
            await AskAsync(new WorkerRequest { Read = request with { Engine = PdfEngine.Poppler } }, answer, cancellationToken);
            return answer.Text().With(ReadingWarning.SecondEngine);
        }
        catch (DocumentReadingException second)
        {
            throw new DocumentReadingException(second.Code == ReadingOutcome.Timeout ? second.Code : first.Code, $"{first.Message} {second.Message}", second);
        }
    }

    public async Task DrawAsync(string path, int page, int dotsPerInch, string output, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var answer = new Answer(null);
            await AskAsync(new WorkerRequest { Draw = new DrawRequest(path, page, dotsPerInch, output) }, answer, cancellationToken);
            _ = answer.Text();
        }
        catch (WorkerEndedException e)
        {
            throw new DocumentReadingException(e.Code, e.Message, e);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryPop(out var worker)) worker.Dispose();
        _places.Dispose();
    }

    private async Task AskAsync(WorkerRequest request, Answer answer, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var worker = await TakeAsync();
        var used = worker.Files > 0;
        try
        {
            await worker.AskAsync(request, answer.Hear, cancellationToken);
            Note(worker);
            GiveBack(worker);
        }
        catch (Exception e)
        {
            if (e is WorkerEndedException ended) Log.WorkerEnded(logger, ended.Code, ended.Message);
            Note(worker);
            worker.Dispose();
            // One that others had used may have been broken, or killed, before this file came: a fresh one decides.
            if (!used || answer.HasBegun || e is not WorkerEndedException { Code: ReadingOutcome.ParserCrash }) throw;
        }

        if (!answer.HasEnded) await AskAsync(request, answer, cancellationToken);
    }

    private void Note(WorkerProcess worker)
    {
        PeakBytes = Math.Max(PeakBytes, worker.PeakBytes);
        LastUse = LastUse.And(worker.Use);
    }

    private async Task<WorkerProcess> TakeAsync()
    {
        while (_idle.TryPop(out var worker))
        {
            if (worker.IsAlive) return worker;
            worker.Dispose();
        }

        return await WorkerProcess.StartAsync(_options);
    }

    private void GiveBack(WorkerProcess worker)
    {
        if (worker.Files >= _options.FilesPerWorker || _disposed) worker.Dispose();
        else _idle.Push(worker);
    }

    /// <summary>Collects the lines of an answer.</summary>
    private sealed class Answer(IProgress<(int Read, int? Total)>? pagesRead)
    {
        private readonly List<DocumentBlock> _blocks = [];
        private WorkerMessage? _last;
        private int? _pages;

        public int PagesRead { get; private set; }

        /// <summary>There is a page at which the worker ended, and others without it.</summary>
        public bool IsAtPage => _pages > 1 && PagesRead < _pages;

        public bool HasBegun { get; private set; }

        public bool HasEnded => _last is not null;

        public bool Hear(WorkerMessage message)
        {
            HasBegun = true;
            if (message.PagesRead is { } read)
            {
                (PagesRead, _pages) = (read, message.PageCount);
                pagesRead?.Report((read, message.PageCount));
            }

            if (message.Blocks is { } blocks) _blocks.AddRange(blocks);
            if (message.Engine is null && message.Code is null) return false;
            _last = message;
            return true;
        }

        public DocumentText Text() => _last is { Engine: { } engine }
            ? new DocumentText(engine, _blocks, _last.PageCount, _last.Warnings ?? []) { Omissions = _last.Omissions ?? [] }
            : throw new DocumentReadingException(_last!.Code!, _last.Detail ?? "");
    }
}
