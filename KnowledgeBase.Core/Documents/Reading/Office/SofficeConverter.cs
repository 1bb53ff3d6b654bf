using System.Diagnostics;

namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>
/// LibreOffice, started once per file inside bubblewrap: no network, nothing of the machine but the programs, a profile
/// of its own that goes with it. Outside such a box it fetches linked pictures and follows whatever a file tells it.
/// </summary>
internal sealed class SofficeConverter(ReadingOptions options) : IOfficeConverter
{
    private const int Heartbeat = 2_000;
    private readonly (string? Soffice, string? Bwrap, string? Prlimit) _programs =
        (Find(options.SofficePath, "soffice"), Find("", "bwrap"), Find("", "prlimit"));

    public string? Missing =>
        _programs.Soffice is null ? "soffice"
        : _programs.Bwrap is null ? "bwrap"
        : _programs.Prlimit is null ? "prlimit"
        : null;

    public async Task<ConvertedFile> ConvertAsync(
        string path, string extension, OfficeTarget target, Action? progress, CancellationToken cancellationToken)
    {
        if (Missing is { } missing) throw new DocumentReadingException(ReadingOutcome.ConverterMissing, $"{missing} is not installed.");
        var folder = Directory.CreateTempSubdirectory("kb-office-").FullName;
        try
        {
            var (format, filter) = target switch
            {
                OfficeTarget.Word => ("docx", "docx:MS Word 2007 XML"),
                OfficeTarget.Excel => ("xlsx", "xlsx:Calc MS Excel 2007 XML"),
                _ => ("pdf", "pdf"),
            };
            File.Copy(path, Path.Combine(folder, "in" + extension));
            await RunAsync(folder, ["--convert-to", filter, "--outdir", "/job/out", "/job/in" + extension], progress, cancellationToken);
            var result = Path.Combine(folder, "out", "in." + format);
            if (!HasMagic(result, target == OfficeTarget.Pdf ? "%PDF"u8 : "PK"u8))
            {
                // soffice ends with 0 even when it wrote nothing.
                throw new DocumentReadingException(ReadingOutcome.Corrupt, "LibreOffice made nothing of it.");
            }

            return new ConvertedFile(folder, result);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private async Task RunAsync(string folder, string[] arguments, Action? progress, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(_programs.Bwrap!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var argument in (IEnumerable<string>)[.. Box(folder), .. Limits(), .. Quiet, .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var drained = Task.WhenAll(DrainAsync(process.StandardOutput), DrainAsync(process.StandardError));
        var ended = process.WaitForExitAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        try
        {
            while (await Task.WhenAny(ended, Task.Delay(Heartbeat, cancellationToken)) != ended)
            {
                progress?.Invoke();
                if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(options.MaxConversionSeconds))
                {
                    throw new DocumentReadingException(ReadingOutcome.Timeout, "The conversion takes too long.");
                }
            }

            await ended;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            await drained;
        }

        // Out of processor time: SIGXCPU or SIGKILL, as a shell counts them.
        if (process.ExitCode is 128 + 24 or 128 + 9) throw new DocumentReadingException(ReadingOutcome.Timeout, "The conversion takes too much processor time.");
    }

    private static readonly string[] Quiet =
        ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard", "-env:UserInstallation=file:///tmp/profile"];

    private static string[] Box(string folder) =>
    [
        .. ProgramBox.Walls, "--ro-bind-try", "/etc/libreoffice", "/etc/libreoffice", "--ro-bind-try", "/opt", "/opt", "--bind", folder, "/job", "--chdir", "/job",
    ];

    private string[] Limits() =>
    [
        _programs.Prlimit!, "--as=3221225472", $"--cpu={options.MaxConversionSeconds}", "--fsize=209715200", "--core=0", _programs.Soffice!,
    ];

    private static string? Find(string configured, string name) => configured.Length > 0
        ? File.Exists(configured) ? configured : null
        : ProgramBox.Find(name);

    private static bool HasMagic(string path, ReadOnlySpan<byte> magic)
    {
        if (!File.Exists(path)) return false;
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[8];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..read].StartsWith(magic);
    }

    private static async Task DrainAsync(StreamReader output)
    {
        var buffer = new char[4096];
        while (await output.ReadAsync(buffer) > 0)
        {
        }
    }
}
