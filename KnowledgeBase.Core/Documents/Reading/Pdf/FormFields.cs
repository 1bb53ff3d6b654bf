using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>What somebody filled into a form field, and where that stands on the page as it is shown.</summary>
internal readonly record struct FormField(string Value, float Left, float Top, float Right, float Bottom);

/// <summary>
/// Reads the values of a page's form fields. Most of them are text of the page once it has been flattened; a field that
/// its program left without an appearance, and a tick that is drawn, are not.
/// </summary>
internal static class FormFields
{
    private const int Most = 2_000;
    private const int Hidden = 2 | 32; // never shown, or not on a screen
    private const int Password = 1 << 13;

    public static List<FormField> Read(nint form, PdfPage page)
    {
        var fields = new List<FormField>();
        var count = Math.Min(Pdfium.FPDFPage_GetAnnotCount(page.Handle), Most);
        for (var i = 0; i < count; i++)
        {
            var annotation = Pdfium.FPDFPage_GetAnnot(page.Handle, i);
            if (annotation == 0) continue;
            if (Field(form, annotation, page) is { } field) fields.Add(field);
            Pdfium.FPDFPage_CloseAnnot(annotation);
        }

        return fields;
    }

    /// <summary>Marks what stands in fields, and adds, as characters in their places, the values that the page does not show as text.</summary>
    public static void Complete(IReadOnlyList<FormField> fields, List<Glyph> glyphs)
    {
        var written = glyphs.Count;
        foreach (var field in fields)
        {
            var place = new PageLink(field.Left - 1, field.Top - 1, field.Right + 1, field.Bottom + 1, "");
            var shown = false;
            for (var i = 0; i < written; i++)
            {
                if (!place.Holds(glyphs[i])) continue;
                glyphs[i] = glyphs[i] with { Filled = true };
                shown = true;
            }

            if (!shown) Write(field, glyphs);
        }
    }

    private static FormField? Field(nint form, nint annotation, PdfPage page)
    {
        if (Pdfium.FPDFAnnot_GetSubtype(annotation) != Pdfium.AnnotationWidget || (Pdfium.FPDFAnnot_GetFlags(annotation) & Hidden) != 0) return null;
        var type = Pdfium.FPDFAnnot_GetFormFieldType(form, annotation);
        if ((Pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & Password) != 0 && type == Pdfium.FieldText) return null;
        var value = type switch
        {
            Pdfium.FieldCheckBox or Pdfium.FieldRadioButton => State(form, annotation) is "" or "Off" ? "☐" : "☑",
            Pdfium.FieldComboBox or Pdfium.FieldListBox or Pdfium.FieldText => Value(form, annotation),
            _ => "",
        };
        if (value.Length == 0 || Pdfium.FPDFAnnot_GetRect(annotation, out var rect) == 0) return null;
        var (left, top, right, bottom) = page.Shown(rect);
        return right - left < 1 || bottom - top < 1 ? null : new FormField(value, left, top, right, bottom);
    }

    private static unsafe string Value(nint form, nint annotation) =>
        PdfiumText.Utf16((buffer, length) => Pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, length)).Trim();

    /// <summary>The name of the appearance that a box or a button shows; "Off" where it is not ticked.</summary>
    private static unsafe string State(nint form, nint annotation)
    {
        fixed (byte* key = "AS\0"u8)
        {
            var name = (nint)key;
            var state = PdfiumText.Utf16((buffer, length) => Pdfium.FPDFAnnot_GetStringValue(annotation, (byte*)name, buffer, length));
            return state.Length > 0 ? state : Value(form, annotation);
        }
    }

    private static void Write(FormField field, List<Glyph> glyphs)
    {
        var lines = field.Value.ReplaceLineEndings("\n").Split('\n');
        var size = Math.Clamp((field.Bottom - field.Top) / lines.Length * 0.7f, 4, 12);
        var longest = lines.Max(line => line.Sum(c => Width(c, size)));
        var shrink = Math.Min(1, (field.Right - field.Left) / Math.Max(1, longest));
        var baseline = ((field.Top + field.Bottom) / 2) + (0.35f * size) - ((lines.Length - 1) * 0.6f * size);
        foreach (var line in lines)
        {
            var (left, space) = (field.Left, false);
            foreach (var c in line)
            {
                var right = left + (Width(c, size) * shrink);
                if (!char.IsWhiteSpace(c))
                {
                    foreach (var unit in char.IsSurrogate(c) ? c.ToString() : GlyphText.Of(c)) glyphs.Add(new Glyph(unit, left, right, baseline, size, 0, false, false, space) { Filled = true });
                }

                (left, space) = (right, char.IsWhiteSpace(c));
            }

            baseline += 1.2f * size;
        }
    }

    private static float Width(char c, float size) => TextCleaning.IsCjk(c) ? size : 0.5f * size;
}
