using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace KnowledgeBase.Core.Documents.Reading.Pdf.Native;

/// <summary>Finds PDFium, loads it once, and holds the gate that lets one thread at a time into it.</summary>
internal static class PdfiumLibrary
{
    private static readonly string[] UsualPlaces =
    [
        "/usr/lib/libreoffice/program/libpdfiumlo.so",
        "/usr/lib64/libreoffice/program/libpdfiumlo.so",
        "/opt/libreoffice/program/libpdfiumlo.so",
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "pdfium.dll" : "libpdfium.so"),
    ];

    private static readonly Lock Loading = new();
    private static nint _handle;

    /// <summary>PDFium keeps global state without locks: whoever calls it holds this.</summary>
    internal static SemaphoreSlim Gate { get; } = new(1);

    /// <summary>The library's file; null when there is none.</summary>
    /// <param name="configured">From the settings; the only place looked at unless it is empty.</param>
    public static string? Find(string configured) =>
        configured.Length > 0 ? (File.Exists(configured) ? configured : null) : UsualPlaces.FirstOrDefault(File.Exists);

    /// <summary>Loads the library unless it is loaded already.</summary>
    /// <exception cref="DocumentReadingException">engine_missing.</exception>
    public static void Load(string configured)
    {
        lock (Loading)
        {
            var path = Find(configured) ?? throw new DocumentReadingException(ReadingOutcome.EngineMissing, "No PDFium library: install libreoffice-core-nogui or set Reading:PdfiumPath.");
            if (_handle != 0) return;
            try
            {
                var handle = NativeLibrary.Load(path);
                _ = NativeLibrary.GetExport(handle, nameof(Pdfium.FPDF_InitLibraryWithConfig)); // or it is another library
                _handle = handle;
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
            {
                throw new DocumentReadingException(ReadingOutcome.EngineMissing, "The PDFium library cannot be loaded.", e);
            }

            AssemblyLoadContext.Default.ResolvingUnmanagedDll += static (Assembly _, string name) => name == Pdfium.Name ? _handle : 0;
            Pdfium.FPDF_InitLibraryWithConfig(new Pdfium.LibraryConfig { Version = 2 });
        }
    }
}
