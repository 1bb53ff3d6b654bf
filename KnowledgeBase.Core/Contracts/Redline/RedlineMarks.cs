using System.Globalization;
using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>
/// Makes the elements of tracked changes. Every one has an id of its own: Word calls a file with an id twice unreadable.
/// </summary>
internal sealed class RedlineMarks(string author, DateTimeOffset time, long greatestId)
{
    private static readonly XName Space = XNamespace.Xml + "space";
    private readonly string _date = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    private long _id = greatestId;

    public int Insertions { get; private set; }

    public int Deletions { get; private set; }

    /// <summary>w:ins around runs.</summary>
    public XElement Inserted(params IEnumerable<XElement> runs)
    {
        Insertions++;
        return Mark("ins", runs);
    }

    /// <summary>w:del around runs, whose text becomes deleted text.</summary>
    public XElement Deleted(params IEnumerable<XElement> runs)
    {
        Deletions++;
        var mark = Mark("del", runs);
        foreach (var text in mark.Descendants(WordXml.W + "t").ToList())
        {
            text.Name = WordXml.W + "delText";
            text.SetAttributeValue(Space, "preserve");
        }

        foreach (var code in mark.Descendants(WordXml.W + "instrText").ToList())
        {
            code.Name = WordXml.W + "delInstrText";
        }

        return mark;
    }

    /// <summary>Marks the end of a paragraph as inserted or deleted.</summary>
    /// <param name="kind">ins or del.</param>
    public void MarkEnd(XElement paragraph, string kind)
    {
        var properties = paragraph.Child("pPr");
        if (properties is null)
        {
            paragraph.AddFirst(properties = new XElement(WordXml.W + "pPr"));
        }

        var run = properties.Child("rPr");
        if (run is null)
        {
            run = new XElement(WordXml.W + "rPr");
            // After it only the section and the record of an earlier form may stand.
            var after = properties.Elements().FirstOrDefault(element => element.Name.LocalName is "sectPr" or "pPrChange");
            if (after is null)
            {
                properties.Add(run);
            }
            else
            {
                after.AddBeforeSelf(run);
            }
        }

        run.AddFirst(Mark(kind, []));
    }

    /// <summary>Marks a table row as inserted or deleted.</summary>
    public void MarkRow(XElement row, string kind)
    {
        var properties = row.Child("trPr");
        if (properties is null)
        {
            properties = new XElement(WordXml.W + "trPr");
            if (row.Child("tblPrEx") is { } exceptions)
            {
                exceptions.AddAfterSelf(properties);
            }
            else
            {
                row.AddFirst(properties);
            }
        }

        properties.Add(Mark(kind, []));
    }

    /// <summary>A paragraph's properties as they become, with a record of what they were.</summary>
    public void ChangeProperties(XElement paragraph, XElement properties)
    {
        var before = paragraph.Child("pPr");
        var record = new XElement(before ?? new XElement(WordXml.W + "pPr"));
        record.Elements().Where(element => element.Name.LocalName is "rPr" or "sectPr" or "pPrChange").Remove();
        var after = new XElement(properties);
        after.Elements().Where(element => element.Name.LocalName is "rPr" or "sectPr" or "pPrChange").Remove();
        after.Add(before?.Elements().Where(element => element.Name.LocalName is "rPr" or "sectPr"));
        var change = Mark("pPrChange", [record]);
        after.Add(change);
        before?.Remove();
        paragraph.AddFirst(after);
    }

    private XElement Mark(string name, IEnumerable<XElement> content) => new(
        WordXml.W + name,
        new XAttribute(WordXml.W + "id", (++_id).ToString(CultureInfo.InvariantCulture)),
        new XAttribute(WordXml.W + "author", author),
        new XAttribute(WordXml.W + "date", _date),
        content);
}
