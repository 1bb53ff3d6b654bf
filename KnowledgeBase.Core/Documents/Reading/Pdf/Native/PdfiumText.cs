using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Pdf.Native;

/// <summary>Takes strings out of PDFium, which writes them into a buffer once it has said how long they are.</summary>
internal static class PdfiumText
{
    private const uint Longest = 64 << 10;

    internal unsafe delegate uint Reader(byte* buffer, uint length);

    /// <summary>Text that PDFium gives as UTF-16 with a NUL at its end; one longer than any that a reader sees is empty.</summary>
    public static string Utf16(Reader read) => Of(read, Encoding.Unicode);

    /// <summary>Text that PDFium gives as bytes with a NUL at its end.</summary>
    public static string Utf8(Reader read) => Of(read, Encoding.UTF8);

    private static unsafe string Of(Reader read, Encoding encoding)
    {
        var length = read(null, 0);
        if (length is 0 or > Longest) return "";
        var buffer = new byte[length];
        fixed (byte* place = buffer) length = Math.Min(read(place, length), length);
        return encoding.GetString(buffer, 0, (int)length).TrimEnd('\0');
    }
}
