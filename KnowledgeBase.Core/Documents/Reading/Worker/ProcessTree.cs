using System.Diagnostics;
using System.Globalization;

namespace KnowledgeBase.Core.Documents.Reading.Worker;

/// <summary>What a process and the programs that it started take, from Linux's /proc; elsewhere the process alone.</summary>
internal static class ProcessTree
{
    private const int Deepest = 6;
    private static readonly long PageBytes = Environment.SystemPageSize;

    /// <summary>Processor time of the process and all its children, ended ones too, and bytes of memory held now. Zeros once it has ended.</summary>
    public static (TimeSpan Processor, long Bytes) Of(Process process)
    {
        try
        {
            if (OperatingSystem.IsLinux() && process.HasExited) return default;
            if (OperatingSystem.IsLinux()) return Of(process.Id, 0);
            process.Refresh();
            return (process.TotalProcessorTime, process.WorkingSet64);
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    private static (TimeSpan Processor, long Bytes) Of(int id, int depth)
    {
        try
        {
            // After the name, which may hold anything and ends at the last bracket: state, parent, ... times in hundredths of a second.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var processor = TimeSpan.FromMilliseconds(10 * (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])));
            var bytes = Number(fields[21]) * PageBytes;
            if (depth == Deepest) return (processor, bytes);
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{id}/task"))
            {
                foreach (var child in File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    var (more, held) = Of(int.Parse(child, CultureInfo.InvariantCulture), depth + 1);
                    (processor, bytes) = (processor + more, bytes + held);
                }
            }

            return (processor, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default; // it has ended
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
