using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Documents.Reading.Pdf.Native;

#pragma warning disable CA5392, SYSLIB1054 // The library is resolved by PdfiumLibrary, from a path that it checked.

/// <summary>
/// The part of PDFium's C API that is used here (fpdfview.h, fpdf_text.h, fpdf_edit.h, fpdf_flatten.h, fpdf_doc.h).
/// Not thread-safe: every call is made under <see cref="PdfiumLibrary.Gate"/>.
/// </summary>
internal static partial class Pdfium
{
    internal const string Name = "knowledgebase-pdfium";

    internal const int ErrorPassword = 4;
    internal const int ObjectText = 1, ObjectPath = 2, ObjectImage = 3, ObjectForm = 5;
    internal const int SegmentLine = 0, SegmentBezier = 1, SegmentMove = 2;

    [StructLayout(LayoutKind.Sequential)]
    internal struct LibraryConfig
    {
        public int Version;
        public nint UserFontPaths;
        public nint Isolate;
        public uint EmbedderSlot;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct RectF
    {
        public float Left, Top, Right, Bottom;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Matrix
    {
        public float A, B, C, D, E, F;
    }

    [LibraryImport(Name)]
    internal static partial void FPDF_InitLibraryWithConfig(in LibraryConfig config);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint FPDF_LoadDocument(string path, string? password);

    [LibraryImport(Name)]
    internal static partial void FPDF_CloseDocument(nint document);

    [LibraryImport(Name)]
    internal static partial uint FPDF_GetLastError();

    [LibraryImport(Name)]
    internal static partial int FPDF_GetPageCount(nint document);

    [LibraryImport(Name)]
    internal static partial int FPDFDoc_GetAttachmentCount(nint document);

    [LibraryImport(Name)]
    internal static partial int FPDF_GetFormType(nint document);

    [LibraryImport(Name)]
    internal static partial nint FPDF_LoadPage(nint document, int index);

    [LibraryImport(Name)]
    internal static partial void FPDF_ClosePage(nint page);

    [LibraryImport(Name)]
    internal static partial int FPDFPage_GetRotation(nint page);

    [LibraryImport(Name)]
    internal static partial int FPDF_GetPageBoundingBox(nint page, out RectF box);

    [LibraryImport(Name)]
    internal static partial int FPDFPage_GetAnnotCount(nint page);

    [LibraryImport(Name)]
    internal static partial int FPDFPage_Flatten(nint page, int usage);

    [LibraryImport(Name)]
    internal static partial nint FPDFText_LoadPage(nint page);

    [LibraryImport(Name)]
    internal static partial void FPDFText_ClosePage(nint text);

    [LibraryImport(Name)]
    internal static partial int FPDFText_CountChars(nint text);

    [LibraryImport(Name), SuppressGCTransition]
    internal static partial uint FPDFText_GetUnicode(nint text, int index);

    [LibraryImport(Name), SuppressGCTransition]
    internal static partial double FPDFText_GetFontSize(nint text, int index);

    [LibraryImport(Name), SuppressGCTransition]
    internal static partial int FPDFText_GetCharOrigin(nint text, int index, out double x, out double y);

    [LibraryImport(Name), SuppressGCTransition]
    internal static partial int FPDFText_GetCharBox(nint text, int index, out double left, out double right, out double bottom, out double top);

    [LibraryImport(Name), SuppressGCTransition]
    internal static partial int FPDFText_GetLooseCharBox(nint text, int index, out RectF box);

    [LibraryImport(Name), SuppressGCTransition]
    internal static partial int FPDFText_GetMatrix(nint text, int index, out Matrix matrix);

    [LibraryImport(Name), SuppressGCTransition]
    internal static partial int FPDFText_GetFontWeight(nint text, int index);

    [LibraryImport(Name), SuppressGCTransition]
    internal static partial int FPDFText_GetTextRenderMode(nint text, int index);

    [LibraryImport(Name)]
    internal static unsafe partial uint FPDFText_GetFontInfo(nint text, int index, byte* buffer, uint length, out int flags);

    [LibraryImport(Name)]
    internal static partial nint FPDFBitmap_Create(int width, int height, int alpha);

    [LibraryImport(Name)]
    internal static partial void FPDFBitmap_Destroy(nint bitmap);

    [LibraryImport(Name)]
    internal static partial void FPDFBitmap_FillRect(nint bitmap, int left, int top, int width, int height, uint color);

    [LibraryImport(Name)]
    internal static partial nint FPDFBitmap_GetBuffer(nint bitmap);

    [LibraryImport(Name)]
    internal static partial int FPDFBitmap_GetStride(nint bitmap);

    [LibraryImport(Name)]
    internal static partial void FPDF_RenderPageBitmap(nint bitmap, nint page, int x, int y, int width, int height, int rotate, int flags);

    [LibraryImport(Name)]
    internal static partial int FPDFPage_CountObjects(nint page);

    [LibraryImport(Name)]
    internal static partial nint FPDFPage_GetObject(nint page, int index);

    [LibraryImport(Name)]
    internal static partial int FPDFPageObj_GetType(nint pageObject);

    [LibraryImport(Name)]
    internal static partial int FPDFPageObj_GetBounds(nint pageObject, out float left, out float bottom, out float right, out float top);

    [LibraryImport(Name)]
    internal static partial int FPDFPageObj_GetMatrix(nint pageObject, out Matrix matrix);

    [LibraryImport(Name)]
    internal static partial int FPDFFormObj_CountObjects(nint form);

    [LibraryImport(Name)]
    internal static partial nint FPDFFormObj_GetObject(nint form, uint index);

    [LibraryImport(Name)]
    internal static partial int FPDFPath_CountSegments(nint path);

    [LibraryImport(Name)]
    internal static partial nint FPDFPath_GetPathSegment(nint path, int index);

    [LibraryImport(Name)]
    internal static partial int FPDFPath_GetDrawMode(nint path, out int fill, out int stroke);

    [LibraryImport(Name)]
    internal static partial int FPDFPathSegment_GetType(nint segment);

    [LibraryImport(Name)]
    internal static partial int FPDFPathSegment_GetClose(nint segment);

    [LibraryImport(Name)]
    internal static partial int FPDFPathSegment_GetPoint(nint segment, out float x, out float y);
}
