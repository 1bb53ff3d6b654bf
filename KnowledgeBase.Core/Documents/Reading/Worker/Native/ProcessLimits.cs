using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Documents.Reading.Worker.Native;

/// <summary>Lets the kernel hold this process to its limits on Linux; elsewhere the parent's watch is the only one.</summary>
internal static partial class ProcessLimits
{
    private const int FileSize = 1, Data = 2, Core = 4;

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft, Hard;
    }

    /// <summary>Bytes of private memory and of a written file; and no core dump, which would hold a contract's text.</summary>
    public static void Apply(long memoryBytes, long fileBytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        Set(Data, memoryBytes);
        Set(FileSize, fileBytes);
        Set(Core, 0);
    }

    private static void Set(int resource, long value)
    {
        var limit = new Limit { Soft = (ulong)value, Hard = (ulong)value };
        _ = SetLimit(resource, in limit);
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetLimit(int resource, in Limit limit);
}
