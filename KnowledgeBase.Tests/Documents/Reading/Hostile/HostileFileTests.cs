using System.Net;
using System.Net.Sockets;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Tests.Documents.Reading.Hostile;

/// <summary>
/// Every hostile file through the real worker process with the limits of the real application: the outcome that it must
/// have, within the processor time and the memory that a file may take, no call to any address, and nothing written outside.
/// </summary>
public sealed class HostileFileTests(HostileFileTests.Reader reader) : IClassFixture<HostileFileTests.Reader>
{
    private const long MostBytes = 1_536L << 20;
    private static readonly TimeSpan MostProcessor = TimeSpan.FromSeconds(20); // of the worker and all that it starts, not by the clock
    private static readonly Dictionary<string, HostileFile> Files = HostileWordFiles.All().Concat(HostileTextFiles.All()).Concat(HostilePdfFiles.All()).ToDictionary(file => file.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task HasTheOutcomeThatItMustHave(string name)
    {
        var file = Files[name];
        var (outcome, text) = await reader.ReadAsync(name, file.Make(reader.Port));
        Assert.Contains(outcome, file.Outcomes);
        Assert.InRange(reader.Use.Processor, TimeSpan.Zero, MostProcessor);
        Assert.InRange(reader.Use.PeakBytes, 0, MostBytes);
        Assert.False(reader.WasCalled, "something called the address in the file");
        Assert.False(File.Exists("/tmp/pwned.txt") || File.Exists("/etc/pwned"));
        if (text is null) return;
        Assert.All(file.Warnings, warning => Assert.Contains(warning, text.Warnings));
        Assert.All(file.Contains, part => Assert.Contains(part, text.PlainText, StringComparison.Ordinal));
        Assert.All(file.Lacks, part => Assert.DoesNotContain(part, text.PlainText, StringComparison.Ordinal));
        Assert.All(text.Blocks, block => Assert.True(block.Label is null or { Length: <= 64 }));
    }

    /// <summary>After all of that the same worker reads an honest file.</summary>
    [Fact]
    public async Task AnHonestFileIsReadAsEver()
    {
        var bytes = await File.ReadAllBytesAsync(Fixture.Path("contracts/purchase_zh_original.docx"), TestContext.Current.CancellationToken);
        var (outcome, text) = await reader.ReadAsync("合同.docx", bytes);
        Assert.Equal(HostileFile.Ok, outcome);
        Assert.Equal((await Fixture.ReadAsync("contracts/purchase_zh_original.docx")).PlainText, text!.PlainText);
    }

    /// <summary>One worker for all files, and a listener that must hear nothing.</summary>
    public sealed class Reader : IDisposable
    {
        private readonly WorkerReading _reading = new(Options.Create(new ReadingOptions { Workers = 1 }), NullLogger<WorkerReading>.Instance);
        private readonly TcpListener _canary = new(IPAddress.Loopback, 0);
        private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

        public Reader() => _canary.Start();

        public int Port => ((IPEndPoint)_canary.LocalEndpoint).Port;

        /// <summary>What the last file took.</summary>
        internal WorkerUse Use => _reading.LastUse;

        public bool WasCalled => _canary.Pending();

        public async Task<(string Outcome, DocumentText? Text)> ReadAsync(string name, byte[] bytes)
        {
            var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            try
            {
                var text = await _reading.ReadAsync(new ReadingRequest(path, name), null, TestContext.Current.CancellationToken);
                return (HostileFile.Ok, text);
            }
            catch (DocumentReadingException e)
            {
                return (e.Code, null);
            }
            finally
            {
                File.Delete(path);
            }
        }

        public void Dispose()
        {
            Assert.InRange(_reading.PeakBytes, 0, new ReadingOptions().MaxWorkerBytes);
            _reading.Dispose();
            _canary.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
