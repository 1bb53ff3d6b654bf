using System.Diagnostics;
using KnowledgeBase.Core.Documents.Reading.Ocr;
using KnowledgeBase.Core.Documents.Reading.Office;
using KnowledgeBase.Core.Documents.Reading.Pdf.Native;
using KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>A program or library that reading uses when it is there.</summary>
/// <param name="Name">pdfium, tesseract, poppler, libreoffice or bubblewrap.</param>
/// <param name="Path">Where it is; null when it is missing.</param>
/// <param name="Version">What it says of itself; null when missing or silent.</param>
public sealed record ReadingCapability(string Name, string? Path, string? Version)
{
    public bool IsPresent => Path is not null;
}

/// <summary>Which programs and libraries are installed; looked for once per process.</summary>
public sealed class ReadingCapabilities(IOptions<ReadingOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Lazy<Task<IReadOnlyList<ReadingCapability>>> _found = new(() => LookAsync(options.Value));

    public Task<IReadOnlyList<ReadingCapability>> FindAsync() => _found.Value;

    private static async Task<IReadOnlyList<ReadingCapability>> LookAsync(ReadingOptions options)
    {
        var programs = new (string Name, string? Path, string Argument)[]
        {
            ("tesseract", Tesseract.Find(options.TesseractPath), "--version"),
            ("poppler", PopplerProgram.IsInstalled ? ProgramBox.Find("pdftotext") : null, "-v"),
            ("libreoffice", options.SofficePath.Length > 0 ? Existing(options.SofficePath) : InPath("soffice"), ""),
            ("bubblewrap", InPath("bwrap"), "--version"),
        };
        var found = new List<ReadingCapability> { new("pdfium", PdfiumLibrary.Find(options.PdfiumPath), null) };
        foreach (var (name, path, argument) in programs)
        {
            found.Add(new ReadingCapability(name, path, path is null || argument.Length == 0 ? null : await VersionAsync(path, argument)));
        }

        return found;
    }

    private static string? Existing(string path) => File.Exists(path) ? path : null;

    private static string? InPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)).FirstOrDefault(File.Exists);

    /// <summary>The first line that a program says, which is on either output.</summary>
    private static async Task<string?> VersionAsync(string path, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, [argument]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            using var limit = new CancellationTokenSource(Patience);
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            return string.Concat(said).Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return null;
        }
    }
}
