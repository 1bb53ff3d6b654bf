using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Documents;

/// <summary>
/// Makes a rename durable: POSIX keeps it only after an fsync of the folder, which .NET has no call for. On Windows the
/// file system's journal does it.
/// </summary>
internal static partial class DirectorySync
{
    private const int NotSupported = 22; // EINVAL: a file system that has no such thing for folders

    /// <exception cref="IOException">The folder's entries are perhaps not on disk.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw Failed("opened", Marshal.GetLastPInvokeError());
        try
        {
            if (Fsync(descriptor) != 0 && Marshal.GetLastPInvokeError() is not NotSupported and var error) throw Failed("flushed", error);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string what, int error) => new($"A folder cannot be {what}: {Marshal.GetPInvokeErrorMessage(error)}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
