using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Limits of reading one file; the defaults were measured on real and on hostile files.</summary>
public sealed class ReadingOptions
{
    public const string Section = "Reading";

    /// <summary>Path of a PDFium library (pdfium.dll, libpdfium.so); empty looks where Debian's LibreOffice installs one.</summary>
    public string PdfiumPath { get; set; } = "";

    /// <summary>Path of the tesseract program; empty looks along PATH.</summary>
    public string TesseractPath { get; set; } = "";

    /// <summary>The assembly that is started with <c>--parse-worker</c>; empty means KnowledgeBase.Web.dll beside the application.</summary>
    public string WorkerAssembly { get; set; } = "";

    /// <summary>Child processes that read files at the same time.</summary>
    [Range(1, 16)]
    public int Workers { get; set; } = 2;

    /// <summary>A child process is replaced after so many files, because native libraries never give memory back.</summary>
    [Range(1, 100_000)]
    public int FilesPerWorker { get; set; } = 200;

    /// <summary>Bytes of the largest file that is read.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxFileBytes { get; set; } = 100L * 1024 * 1024;

    [Range(1, 100_000)]
    public int MaxPages { get; set; } = 2_000;

    /// <summary>UTF-16 units of text that one document may have.</summary>
    [Range(1_000, 100_000_000)]
    public int MaxCharacters { get; set; } = 2_000_000;

    /// <summary>Dots that a picture may have; a larger one is refused before anything decodes it.</summary>
    [Range(1_000, int.MaxValue)]
    public int MaxPictureDots { get; set; } = 40_000_000;

    /// <summary>Cells that the tables of one document may have.</summary>
    [Range(1_000, 10_000_000)]
    public int MaxTableCells { get; set; } = 250_000;

    /// <summary>Seconds of wall clock for one document.</summary>
    [Range(1, 3_600)]
    public int MaxSeconds { get; set; } = 120;

    /// <summary>Seconds of processor time without a finished page or another sign of life; four times as many by the clock.</summary>
    [Range(1, 3_600)]
    public int MaxSilentSeconds { get; set; } = 10;

    /// <summary>Bytes of memory that a child process may take; it is killed beyond.</summary>
    [Range(256L * 1024 * 1024, long.MaxValue)]
    public long MaxWorkerBytes { get; set; } = 1_536L * 1024 * 1024;

    /// <summary>Bytes of the child's managed heap.</summary>
    [Range(64L * 1024 * 1024, long.MaxValue)]
    public long MaxWorkerHeapBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>LibreOffice's soffice, which converts .doc, .rtf, .odt and .xls; empty looks in /usr/bin.</summary>
    public string SofficePath { get; set; } = "";

    /// <summary>Seconds of processor time, and of wall clock, for one conversion.</summary>
    [Range(1, 3_600)]
    public int MaxConversionSeconds { get; set; } = 60;

    /// <summary>Bytes on disk that drawn pages and previews may take together; those not looked at for longest go first.</summary>
    [Range(1L << 20, long.MaxValue)]
    public long MaxPictureCacheBytes { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Keeps running headers, footers and page numbers of a PDF as blocks of their own kind instead of dropping them.</summary>
    public bool KeepPageFurniture { get; set; }
}
