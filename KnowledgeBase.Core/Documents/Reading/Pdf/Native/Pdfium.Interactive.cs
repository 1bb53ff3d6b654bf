using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Documents.Reading.Pdf.Native;

#pragma warning disable CA5392, SYSLIB1054 // The library is resolved by PdfiumLibrary, from a path that it checked.

/// <content>What a reader can follow or fill in: bookmarks, links and form fields (fpdf_doc.h, fpdf_annot.h, fpdf_formfill.h).</content>
internal static partial class Pdfium
{
    internal const uint ActionUri = 3;
    internal const int AnnotationWidget = 20;
    internal const int FieldCheckBox = 2, FieldRadioButton = 3, FieldComboBox = 4, FieldListBox = 5, FieldText = 6;

    [LibraryImport(Name)]
    internal static partial nint FPDFBookmark_GetFirstChild(nint document, nint bookmark);

    [LibraryImport(Name)]
    internal static partial nint FPDFBookmark_GetNextSibling(nint document, nint bookmark);

    [LibraryImport(Name)]
    internal static unsafe partial uint FPDFBookmark_GetTitle(nint bookmark, byte* buffer, uint length);

    [LibraryImport(Name)]
    internal static partial nint FPDFBookmark_GetDest(nint document, nint bookmark);

    [LibraryImport(Name)]
    internal static partial nint FPDFBookmark_GetAction(nint bookmark);

    [LibraryImport(Name)]
    internal static partial nint FPDFAction_GetDest(nint document, nint action);

    [LibraryImport(Name)]
    internal static partial uint FPDFAction_GetType(nint action);

    [LibraryImport(Name)]
    internal static unsafe partial uint FPDFAction_GetURIPath(nint document, nint action, byte* buffer, uint length);

    [LibraryImport(Name)]
    internal static partial int FPDFDest_GetDestPageIndex(nint document, nint dest);

    [LibraryImport(Name)]
    internal static partial int FPDFLink_Enumerate(nint page, ref int position, out nint link);

    [LibraryImport(Name)]
    internal static partial nint FPDFLink_GetAction(nint link);

    [LibraryImport(Name)]
    internal static partial int FPDFLink_GetAnnotRect(nint link, out RectF rect);

    [LibraryImport(Name)]
    internal static partial nint FPDFDOC_InitFormFillEnvironment(nint document, nint info);

    [LibraryImport(Name)]
    internal static partial void FPDFDOC_ExitFormFillEnvironment(nint form);

    [LibraryImport(Name)]
    internal static partial nint FPDFPage_GetAnnot(nint page, int index);

    [LibraryImport(Name)]
    internal static partial void FPDFPage_CloseAnnot(nint annotation);

    [LibraryImport(Name)]
    internal static partial int FPDFAnnot_GetSubtype(nint annotation);

    [LibraryImport(Name)]
    internal static partial int FPDFAnnot_GetFlags(nint annotation);

    [LibraryImport(Name)]
    internal static partial int FPDFAnnot_GetRect(nint annotation, out RectF rect);

    [LibraryImport(Name)]
    internal static partial int FPDFAnnot_GetFormFieldType(nint form, nint annotation);

    [LibraryImport(Name)]
    internal static partial int FPDFAnnot_GetFormFieldFlags(nint form, nint annotation);

    [LibraryImport(Name)]
    internal static unsafe partial uint FPDFAnnot_GetFormFieldValue(nint form, nint annotation, byte* buffer, uint length);

    [LibraryImport(Name)]
    internal static unsafe partial uint FPDFAnnot_GetStringValue(nint annotation, byte* key, byte* buffer, uint length);
}
