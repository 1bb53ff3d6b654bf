using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Documents.Reading.Worker;

/// <summary>How the application starts itself as a worker: no shell, nothing of the file in the command, an environment of its own.</summary>
internal static class WorkerCommand
{
    private static readonly string[] Inherited = ["PATH", "DOTNET_ROOT", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SystemRoot", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"];

    /// <param name="folder">Home and temporary folder of the worker, removed with it.</param>
    /// <exception cref="DocumentReadingException">engine_missing: the worker's assembly is not there.</exception>
    public static ProcessStartInfo Start(ReadingOptions options, string folder)
    {
        var assembly = options.WorkerAssembly.Length > 0 ? options.WorkerAssembly : Path.Combine(AppContext.BaseDirectory, "KnowledgeBase.Web.dll");
        if (!File.Exists(assembly)) throw new DocumentReadingException(ReadingOutcome.EngineMissing, $"The worker {assembly} is missing; see Reading:WorkerAssembly.");
        var start = new ProcessStartInfo(Dotnet())
        {
            ArgumentList = { assembly, ParseWorker.Argument },
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        var kept = Inherited.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(pair => pair.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept) start.Environment[name] = value;
        start.Environment["HOME"] = start.Environment["TMPDIR"] = start.Environment["TEMP"] = start.Environment["TMP"] = folder;
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        start.Environment["DOTNET_GCHeapHardLimit"] = options.MaxWorkerHeapBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    /// <summary>The host that runs this very process, or the one that its runtime belongs to.</summary>
    private static string Dotnet()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.ProcessPath is { } own && Path.GetFileName(own) == name) return own;
        var installed = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(installed) ? installed : name;
    }
}
