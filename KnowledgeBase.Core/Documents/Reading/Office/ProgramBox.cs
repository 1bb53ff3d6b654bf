using System.Diagnostics;

namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>
/// Walls around a program of the system that a file is given to: bubblewrap takes the network and the machine's files
/// away, prlimit its processor time and memory.
/// </summary>
internal static class ProgramBox
{
    private static readonly string[] ProgramFolders = ["/usr/bin/", "/usr/local/bin/"];
    private static readonly string? Prlimit = Find("prlimit");
    private static readonly Lazy<string?> WorkingBwrap = new(() => Find("bwrap") is { } found && Works(found) ? found : null);

    /// <summary>Bubblewrap's arguments that every program gets: no network, /usr read-only, a temporary folder of its own.</summary>
    public static IReadOnlyList<string> Walls { get; } =
    [
        "--unshare-all", "--die-with-parent", "--new-session", "--clearenv",
        "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
        "--ro-bind-try", "/etc/fonts", "/etc/fonts", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--setenv", "HOME", "/tmp", "--setenv", "PATH", "/usr/bin", "--setenv", "LANG", "C.UTF-8",
    ];

    /// <summary>A program in the system's folders (on Windows along PATH); null when it is not there.</summary>
    public static string? Find(string name) => OperatingSystem.IsWindows()
        ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(';').Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name + ".exe")).FirstOrDefault(File.Exists)
        : ProgramFolders.Select(folder => folder + name).FirstOrDefault(File.Exists);

    /// <summary>How a program is started that only reads one file; without bubblewrap or prlimit, without what they give.</summary>
    /// <param name="file">The only file of the machine that it sees; stands in the arguments where it is read.</param>
    /// <param name="processorSeconds">After so many it is ended.</param>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments, string file, int processorSeconds, long memoryBytes)
    {
        const string Inside = "/tmp/in";
        List<string> command = [];
        if (WorkingBwrap.Value is { } bwrap) command.AddRange([bwrap, .. Walls, "--ro-bind", file, Inside, "--chdir", "/tmp"]);
        if (Prlimit is { } limits) command.AddRange([limits, $"--as={memoryBytes}", $"--cpu={processorSeconds}", "--core=0"]);
        command.AddRange([program, .. arguments.Select(argument => argument == file && WorkingBwrap.Value is not null ? Inside : argument)]);
        var start = new ProcessStartInfo(command[0]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var part in command[1..]) start.ArgumentList.Add(part);
        return start;
    }

    /// <summary>Whether it may make its walls here: some containers forbid it.</summary>
    private static bool Works(string bwrap)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(bwrap, [.. Walls, "/usr/bin/true"]) { UseShellExecute = false, RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
