namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Which text of a document with tracked changes is read.</summary>
public enum ReadingView
{
    /// <summary>As if every change were accepted.</summary>
    Accepted,

    /// <summary>As if every change were rejected.</summary>
    Original,
}

/// <summary>Which file is read, and how.</summary>
/// <param name="Path">The stored original; a path that we made ourselves, no part of it comes from the user.</param>
/// <param name="OriginalName">The user's file name, used only to compare its extension with the bytes.</param>
public sealed record ReadingRequest(string Path, string OriginalName)
{
    /// <summary>Which side of the tracked changes is read; formats without them ignore it.</summary>
    public ReadingView View { get; init; }

    /// <summary>Which program reads a PDF file; other formats ignore it.</summary>
    public PdfEngine Engine { get; init; }

    /// <summary>Opens an encrypted file; held in memory for this one reading and never written anywhere.</summary>
    public string? Password { get; init; }

    /// <summary>Pages, from 1, that are recognised from their pictures whatever text they have.</summary>
    public IReadOnlyList<int> OcrPages { get; init; } = [];

    /// <summary>Keeps running headers, footers, page numbers and watermarks of a PDF as blocks of their own kind.</summary>
    public bool KeepPageFurniture { get; init; }

    /// <summary>Pages, from 1, that are left out because reading them ended the worker.</summary>
    public IReadOnlyList<int> SkippedPages { get; init; } = [];

    /// <summary>Says nothing of the password.</summary>
    public override string ToString() => $"{Path} ({View})";
}
