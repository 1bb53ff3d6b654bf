using System.Xml.Linq;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>
/// Follows w:fldChar marks through one story, so that only the results of fields become text. A field that never ends,
/// or has no result and runs over several paragraphs, is ignored: it must not swallow the text after it.
/// </summary>
internal sealed class FieldState
{
    private readonly HashSet<XElement> _broken = [];
    private readonly Stack<Field> _open = new();

    public FieldState(XElement story, ReadingView view)
    {
        var begins = new Stack<(XElement Begin, bool Separated)>();
        foreach (var mark in story.Descendants(WordXml.W + "fldChar").Where(mark => BelongsTo(mark, story, view)))
        {
            switch (mark.AttributeOf("fldCharType"))
            {
                case "begin":
                    begins.Push((mark, false));
                    break;
                case "separate" when begins.TryPop(out var top):
                    begins.Push((top.Begin, true));
                    break;
                case "end" when begins.TryPop(out var begun):
                    if (!begun.Separated && ParagraphOf(begun.Begin) != ParagraphOf(mark)) _broken.Add(begun.Begin);
                    break;
            }
        }

        foreach (var (begin, _) in begins) _broken.Add(begin);
    }

    /// <summary>False between a field's begin and its result: that is code.</summary>
    public bool IsTextVisible => _open.All(open => open.InResult);

    /// <summary>Inside a table of contents.</summary>
    public bool InTableOfContents => _open.Any(open => open.InResult && open.Code.TrimStart().StartsWith("TOC ", StringComparison.OrdinalIgnoreCase));

    /// <returns>Text that the field shows without a result, such as the mark of a check box.</returns>
    public string Mark(XElement fieldChar)
    {
        switch (fieldChar.AttributeOf("fldCharType"))
        {
            case "begin" when !_broken.Contains(fieldChar):
                var visible = IsTextVisible;
                _open.Push(new Field());
                return visible ? FormMark(fieldChar.Child("ffData")) : "";
            case "separate" when _open.Count > 0:
                _open.Peek().InResult = true;
                break;
            case "end" when _open.Count > 0:
                _open.Pop();
                break;
        }

        return "";
    }

    public void Code(string text)
    {
        if (_open.Count > 0 && _open.Peek().Code.Length < 1024) _open.Peek().Code += text;
    }

    private static string FormMark(XElement? form)
    {
        if (form.Child("checkBox") is { } box) return box.SwitchOf("checked") ?? box.SwitchOf("default") ?? false ? "☑" : "☐";
        if (form.Child("ddList") is not { } list) return "";
        var entries = list.Elements(WordXml.W + "listEntry").Select(entry => entry.AttributeOf("val")).ToList();
        return entries.ElementAtOrDefault(list.NumberOf("result") ?? list.NumberOf("default") ?? 0) ?? "";
    }

    private static bool BelongsTo(XElement mark, XElement story, ReadingView view)
    {
        for (var parent = mark.Parent; parent is not null && parent != story; parent = parent.Parent)
        {
            if (parent.Name == WordXml.W + "txbxContent" || view.Drops(parent)) return false;
        }

        return true;
    }

    private static XElement? ParagraphOf(XElement mark) => mark.Ancestors(WordXml.W + "p").FirstOrDefault();

    private sealed class Field
    {
        public bool InResult { get; set; }

        public string Code { get; set; } = "";
    }
}
