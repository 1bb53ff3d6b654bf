using System.Runtime.InteropServices;
using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>An open PDF file. The caller holds PDFium's gate as long as it lives.</summary>
internal sealed class PdfFile : IDisposable
{
    private const nuint FormInfoBytes = 1024; // larger than FPDF_FORMFILLINFO of any version

    private nint _document;
    private nint _form;
    private nint _formInfo;

    private PdfFile(nint document) => _document = document;

    /// <exception cref="DocumentReadingException">encrypted, wrong_password or corrupt.</exception>
    public static PdfFile Open(string path, string? password)
    {
        var document = Pdfium.FPDF_LoadDocument(path, password);
        if (document != 0) return new PdfFile(document);
        var error = Pdfium.FPDF_GetLastError();
        throw error == Pdfium.ErrorPassword
            ? password is null
                ? new DocumentReadingException(ReadingOutcome.Encrypted, "The file asks for a password.")
                : new DocumentReadingException(ReadingOutcome.WrongPassword, "The password is not the file's.")
            : new DocumentReadingException(ReadingOutcome.Corrupt, $"PDFium cannot open the file (error {error}).");
    }

    public int PageCount => Pdfium.FPDF_GetPageCount(_document);

    public bool HasAttachments => Pdfium.FPDFDoc_GetAttachmentCount(_document) > 0;

    /// <summary>A form of the kind that is a program (XFA); it is never run, its printed form is read.</summary>
    public bool HasProgram => Pdfium.FPDF_GetFormType(_document) >= 2;

    /// <summary>Whether a file names scripts, programs to start or addresses to call, none of which is ever run.</summary>
    public static bool NamesActions(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        return bytes.IndexOf("/JavaScript"u8) >= 0 || bytes.IndexOf("/Launch"u8) >= 0 || bytes.IndexOf("/SubmitForm"u8) >= 0 || bytes.IndexOf("/ImportData"u8) >= 0;
    }

    /// <summary>The bookmarks, in their order.</summary>
    public IReadOnlyList<Bookmark> Outline => PdfOutline.Read(_document);

    /// <summary>Opens a page; null when the page is damaged.</summary>
    /// <param name="index">From 0.</param>
    public PdfPage? Page(int index)
    {
        var page = Pdfium.FPDF_LoadPage(_document, index);
        if (page == 0) return null;
        if (Pdfium.FPDFPage_GetAnnotCount(page) == 0) return new PdfPage(page, index + 1);
        var before = new PdfPage(page, index + 1);
        var (links, fields) = (PageLinks.Read(_document, before), Form == 0 ? [] : FormFields.Read(Form, before));
        if (Pdfium.FPDFPage_Flatten(page, 0) == 1)
        {
            // What stands in form fields becomes text of the page only when the page is loaded again.
            Pdfium.FPDF_ClosePage(page);
            page = Pdfium.FPDF_LoadPage(_document, index);
            if (page == 0) return null;
        }

        return new PdfPage(page, index + 1) { Links = links, Fields = fields };
    }

    public unsafe void Dispose()
    {
        if (_document == 0) return;
        if (_form != 0) Pdfium.FPDFDOC_ExitFormFillEnvironment(_form);
        Pdfium.FPDF_CloseDocument(_document);
        NativeMemory.Free((void*)_formInfo);
        (_document, _form, _formInfo) = (0, 0, 0);
    }

    /// <summary>PDFium's view of the form, made when it is first asked for; 0 where there is none. No script runs: it is told of nobody to call.</summary>
    private unsafe nint Form
    {
        get
        {
            if (_formInfo != 0 || Pdfium.FPDF_GetFormType(_document) == 0) return _form;
            _formInfo = (nint)NativeMemory.AllocZeroed(FormInfoBytes);
            *(int*)_formInfo = 1; // the version; every callback stays null
            return _form = Pdfium.FPDFDOC_InitFormFillEnvironment(_document, _formInfo);
        }
    }
}
