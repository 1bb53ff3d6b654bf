namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Which program takes the text out of a PDF file.</summary>
public enum PdfEngine
{
    /// <summary>PDFium; Poppler where PDFium is missing or cannot read the file.</summary>
    Automatic,

    /// <summary>PDFium, whatever comes of it.</summary>
    Pdfium,

    /// <summary>Poppler: another opinion about a file that reads badly. It knows no rulings, fonts or hidden text.</summary>
    Poppler,
}
