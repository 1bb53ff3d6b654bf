using System.Text;
using System.Xml.Linq;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>What one paragraph holds: its text, and what hangs on it.</summary>
internal sealed class InlineContent
{
    public StringBuilder Text { get; } = new();

    /// <summary>Text that Word does not show.</summary>
    public StringBuilder Hidden { get; } = new();

    /// <summary>References to notes, in order.</summary>
    public List<(bool IsEndnote, string Id)> Notes { get; } = [];

    /// <summary>Contents of text boxes anchored here.</summary>
    public List<XElement> TextBoxes { get; } = [];

    /// <summary>Relationships of diagrams and charts; null for one whose text is not read.</summary>
    public List<string?> Graphics { get; } = [];

    public bool InTableOfContents { get; set; }
}

/// <summary>Reads runs and what wraps them, in one view of the tracked changes.</summary>
internal sealed class InlineReader(WordStyles styles, ReadingView view, ISet<string> warnings, Omissions omissions)
{
    public void Read(XElement parent, FieldState fields, string? paragraphStyle, InlineContent content)
    {
        content.InTableOfContents |= fields.InTableOfContents;
        foreach (var element in parent.Elements())
        {
            if (Revisions.IsChange(element)) warnings.Add(ReadingWarning.TrackedChanges);
            if (view.Drops(element))
            {
                omissions.AddRevision(element);
                continue;
            }

            if (element.Name == WordXml.Mc + "AlternateContent")
            {
                if (WordXml.Preferred(element) is { } preferred) Read(preferred, fields, paragraphStyle, content);
                continue;
            }

            if (element.Name.Namespace == WordXml.M)
            {
                if (fields.IsTextVisible) content.Text.AppendJoin("", element.DescendantsAndSelf(WordXml.M + "t").Select(text => text.Value));
                continue;
            }

            if (element.Name.Namespace != WordXml.W) continue;
            switch (element.Name.LocalName)
            {
                case "r":
                    ReadRun(element, fields, paragraphStyle, content);
                    break;
                case "fldSimple":
                    if (element.AttributeOf("instr")?.TrimStart().StartsWith("TOC ", StringComparison.OrdinalIgnoreCase) == true) content.InTableOfContents = true;
                    Read(element, fields, paragraphStyle, content);
                    break;
                case "sdt":
                    if (element.Child("sdtContent") is { } inner) Read(inner, fields, paragraphStyle, content);
                    break;
                case "hyperlink" or "smartTag" or "customXml" or "ins" or "del" or "moveTo" or "moveFrom" or "bdo" or "dir" or "ruby" or "rubyBase":
                    Read(element, fields, paragraphStyle, content);
                    break;
            }
        }

        content.InTableOfContents |= fields.InTableOfContents;
    }

    private void ReadRun(XElement run, FieldState fields, string? paragraphStyle, InlineContent content)
    {
        var hidden = styles.IsHidden(run.Child("rPr"), paragraphStyle);
        foreach (var element in run.Elements())
        {
            if (element.Name == WordXml.Mc + "AlternateContent")
            {
                if (WordXml.Preferred(element) is { } preferred) FindTextBoxes(preferred, content);
                continue;
            }

            if (element.Name.Namespace != WordXml.W) continue;
            var text = Text(element, fields, paragraphStyle, content);
            if (text.Length == 0 || !fields.IsTextVisible) continue;
            if (hidden) content.Hidden.Append(text);
            else content.Text.Append(text);
        }
    }

    private string Text(XElement element, FieldState fields, string? paragraphStyle, InlineContent content)
    {
        switch (element.Name.LocalName)
        {
            case "t" or "delText":
                return Symbols.Shown(element.Parent.Child("rPr").Child("rFonts").AttributeOf("ascii"), element.Value);
            case "tab" or "br" or "cr" or "ptab":
                return " ";
            case "noBreakHyphen":
                return "-";
            case "sym":
                return Symbols.Read(element.AttributeOf("font"), element.AttributeOf("char"));
            case "fldChar":
                return fields.Mark(element);
            case "instrText":
                fields.Code(element.Value);
                return "";
            case "footnoteReference" or "endnoteReference" when element.AttributeOf("id") is { } id:
                if (fields.IsTextVisible) content.Notes.Add((element.Name.LocalName[0] == 'e', id));
                return "";
            case "ruby" when element.Child("rubyBase") is { } ruby:
                Read(ruby, fields, paragraphStyle, content);
                return "";
            case "drawing" or "pict" or "object":
                FindTextBoxes(element, content);
                return "";
            default:
                return "";
        }
    }

    /// <summary>The outermost text boxes below an element; of alternate renderings only one.</summary>
    private static void FindTextBoxes(XElement parent, InlineContent content)
    {
        foreach (var element in parent.Elements())
        {
            if (element.Name == WordXml.W + "txbxContent") content.TextBoxes.Add(element);
            else if (element.Name.LocalName == "graphicData" && (WordGraphics.RelationOf(element, out var known) is not null || !known)) content.Graphics.Add(WordGraphics.RelationOf(element, out _));
            else if (element.Name == WordXml.Mc + "AlternateContent")
            {
                if (WordXml.Preferred(element) is { } preferred) FindTextBoxes(preferred, content);
            }
            else
            {
                FindTextBoxes(element, content);
            }
        }
    }
}
