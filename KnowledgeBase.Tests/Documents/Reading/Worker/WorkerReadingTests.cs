using System.Net;
using System.Net.Sockets;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Worker;
using KnowledgeBase.Tests.Documents.Reading.Pdf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Tests.Documents.Reading.Worker;

/// <summary>The built application as the process that reads: what a file can do to it, and what comes back.</summary>
public sealed class WorkerReadingTests : IDisposable
{
    // Small limits, so that the tests are quick; the outcomes are those of the real ones.
    private readonly WorkerReading _reading = new(
        Options.Create(new ReadingOptions { MaxSilentSeconds = 3, MaxWorkerBytes = 700L << 20, MaxPages = 500, Workers = 1 }), NullLogger<WorkerReading>.Instance);

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<string> Readable =>
        ["FormInItself", "OutlineInItself", "Unbalanced", "SelfDrawingGlyph", "ForeignStream", "Attachment", "PagesInThemselves"];

    [Fact]
    public async Task ReadsTheSameAsInThisProcess()
    {
        var path = Fixture.Path("contracts/purchase_zh_original.pdf");
        var here = await Fixture.ReadAsync("contracts/purchase_zh_original.pdf");
        var pages = new List<int>();
        var there = await _reading.ReadAsync(new ReadingRequest(path, "a.pdf"), new Pages(pages), TestContext.Current.CancellationToken);
        Assert.Equal(here.PlainText, there.PlainText);
        Assert.Equal(here.Blocks.SelectMany(block => block.Boxes!), there.Blocks.SelectMany(block => block.Boxes!));
        Assert.Equal((here.Engine, here.PageCount), (there.Engine, there.PageCount));
        Assert.Equal(Enumerable.Range(0, 8), pages);
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task ReadsWhatIsReadableInAFileMadeToLoop(string name)
    {
        var bytes = (byte[])typeof(HostilePdfs).GetMethod(name)!.Invoke(null, [])!;
        var text = await ReadAsync(bytes);
        Assert.Contains(PdfBytes.Sentence, text.PlainText, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", text.PlainText, StringComparison.Ordinal);
        Assert.Equal(name == "Attachment", text.Warnings.Contains(ReadingWarning.HasAttachments));
    }

    [Fact]
    public async Task EndsAWorkerThatTakesTooLongAndReadsTheNextFile()
    {
        // It takes memory as well as time: which limit it meets first depends on the machine.
        Assert.Contains(await RefusalAsync(HostilePdfs.ExponentialForms()), new[] { ReadingOutcome.Timeout, ReadingOutcome.Bomb });
        Assert.Contains(PdfBytes.Sentence, (await ReadAsync(PdfBytes.OnePage(PdfBytes.Text))).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndsAWorkerThatTakesTooMuchMemory()
    {
        var bytes = HostilePdfs.Gigabyte();
        Assert.Equal(ReadingOutcome.Bomb, (await Assert.ThrowsAsync<DocumentReadingException>(() => ReadAsync(bytes, engine: PdfEngine.Pdfium))).Code);
        Assert.InRange(_reading.PeakBytes, 1, 900L << 20);
        Assert.InRange(_reading.LastUse.Processor, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(20));
        Assert.Contains(PdfBytes.Sentence, (await ReadAsync(PdfBytes.OnePage(PdfBytes.Text))).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LosesOnlyThePageThatEndsTheWorker()
    {
        var text = await ReadAsync(HostilePdfs.ExponentialPage("BEFORE the page", "AFTER the page"));
        Assert.Contains("BEFORE", text.PlainText, StringComparison.Ordinal);
        Assert.Contains("AFTER", text.PlainText, StringComparison.Ordinal);
        Assert.Contains(ReadingWarning.PartialPages, text.Warnings);
    }

    [Fact]
    public async Task RefusesMorePagesThanItReads()
    {
        Assert.Equal(ReadingOutcome.TooManyPages, await RefusalAsync(HostilePdfs.ManyPages(501)));
        Assert.Contains(await OutcomeAsync(HostilePdfs.LyingCount()), new[] { ReadingOutcome.TooManyPages, ReadingOutcome.Corrupt, "ok" });
    }

    [Fact]
    public async Task RefusesADamagedFile()
    {
        Assert.Equal(ReadingOutcome.Corrupt, await RefusalAsync([.. PdfBytes.Latin("%PDF-1.4\n"), .. new byte[20_000]]));
        Assert.Equal(ReadingOutcome.Empty, await RefusalAsync([]));
    }

    [Fact]
    public async Task OpensAnEncryptedFileWithItsPasswordOnly()
    {
        var locked = EncryptedPdf.Write("sesame", "owner");
        Assert.Equal(ReadingOutcome.Encrypted, await RefusalAsync(locked));
        Assert.Equal(ReadingOutcome.WrongPassword, (await Assert.ThrowsAsync<DocumentReadingException>(() => ReadAsync(locked, "Sesame"))).Code);
        Assert.Contains(PdfBytes.Sentence, (await ReadAsync(locked, "sesame")).PlainText, StringComparison.Ordinal);
        // A file that only its owner may change is read by anybody.
        Assert.Contains(PdfBytes.Sentence, (await ReadAsync(EncryptedPdf.Write("", "owner"))).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WarnsOfTextThatNobodySees()
    {
        var text = await ReadAsync(PdfBytes.OnePage(PdfBytes.Text + "BT 3 Tr /F1 12 Tf 72 600 Td (unseen clause) Tj ET"));
        Assert.Contains(ReadingWarning.HiddenText, text.Warnings);
        Assert.Equal(new Omission(OmissionKind.Hidden, "unseen clause"), Assert.Single(text.Omissions));
        Assert.Equal(PdfBytes.Sentence, text.PlainText);
        Assert.DoesNotContain(ReadingWarning.HiddenText, (await ReadAsync(PdfBytes.OnePage(PdfBytes.Text))).Warnings);
    }

    [Fact]
    public async Task CallsNobody()
    {
        using var canary = new TcpListener(IPAddress.Loopback, 0);
        canary.Start();
        var text = await ReadAsync(HostilePdfs.CallingOut(((IPEndPoint)canary.LocalEndpoint).Port));
        Assert.Contains(PdfBytes.Sentence, text.PlainText, StringComparison.Ordinal);
        Assert.Contains(ReadingWarning.ActiveContent, text.Warnings);
        Assert.False(canary.Pending());
    }

    [Fact]
    public async Task ReplacesAWorkerThatWasKilled()
    {
        var small = PdfBytes.OnePage(PdfBytes.Text);
        await ReadAsync(small);
        foreach (var child in Children()) child.Kill();
        Assert.Contains(PdfBytes.Sentence, (await ReadAsync(small)).PlainText, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _reading.Dispose();
        Directory.Delete(_folder, true);
    }

    private static IEnumerable<System.Diagnostics.Process> Children() =>
        from folder in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), out _)
        let stat = Stat(folder)
        where stat.Length > 0 && stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == Environment.ProcessId.ToString()
        let id = int.Parse(Path.GetFileName(folder))
        where File.ReadAllText($"/proc/{id}/cmdline").Contains(ParseWorker.Argument, StringComparison.Ordinal)
        select System.Diagnostics.Process.GetProcessById(id);

    private static string Stat(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private async Task<DocumentText> ReadAsync(byte[] bytes, string? password = null, PdfEngine engine = PdfEngine.Automatic)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(path, bytes);
        return await _reading.ReadAsync(new ReadingRequest(path, "upload.pdf") { Password = password, Engine = engine }, null, TestContext.Current.CancellationToken);
    }

    private async Task<string> RefusalAsync(byte[] bytes) => (await Assert.ThrowsAsync<DocumentReadingException>(() => ReadAsync(bytes))).Code;

    private async Task<string> OutcomeAsync(byte[] bytes)
    {
        try
        {
            await ReadAsync(bytes);
            return "ok";
        }
        catch (DocumentReadingException e)
        {
            return e.Code;
        }
    }

    private sealed class Pages(List<int> read) : IProgress<(int Read, int? Total)>
    {
        public void Report((int Read, int? Total) value) => read.Add(value.Read);
    }
}
