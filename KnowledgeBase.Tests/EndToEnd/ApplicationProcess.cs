using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using KnowledgeBase.Tests.Architecture;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>
/// The application as it is built, in a process of its own, on a free port and with its own data folder: what a user
/// starts, and what can be killed.
/// </summary>
public sealed partial class ApplicationProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _console = new();
    private readonly TaskCompletionSource<Match> _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ApplicationProcess(string dataPath, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(BuildOutput, "KnowledgeBase.Web.dll"), "--urls", "http://127.0.0.1:0" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["Storage__DataPath"] = dataPath;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _announced.TrySetException(new InvalidOperationException($"The application ended early:\n{Console}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The web project's output beside the tests' own, of the same configuration.</summary>
    public static string BuildOutput { get; } = Path.Combine(
        Checkout.Root, "artifacts", "bin", "KnowledgeBase.Web", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)));

    public Uri Address { get; private set; } = null!;

    /// <summary>The one-time code of a first start; null when set up.</summary>
    public string? SetupCode { get; private set; }

    /// <summary>Everything the application has written so far.</summary>
    public string Console => string.Join('\n', _console);

    /// <summary>Returns when the application listens.</summary>
    public static async Task<ApplicationProcess> StartAsync(
        string dataPath, IReadOnlyDictionary<string, string>? settings = null, CancellationToken cancellationToken = default)
    {
        var application = new ApplicationProcess(dataPath, settings ?? new Dictionary<string, string>(StringComparer.Ordinal));
        try
        {
            var announced = await application._announced.Task.WaitAsync(Patience, cancellationToken);
            application.Address = new Uri(announced.Groups["address"].Value);
            application.SetupCode = announced.Groups["code"] is { Success: true, Value: var code } ? code : null;
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it as a power cut would: SIGKILL, its reading processes too.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _console.Enqueue(line);
        if (Announcement().Match(line) is { Success: true } match)
        {
            _announced.TrySetResult(match);
        }
    }

    [GeneratedRegex(@"^KnowledgeBase: (?<address>http://[^\s/]+)(/setup .*: (?<code>[0-9A-Z-]+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Announcement();
}
