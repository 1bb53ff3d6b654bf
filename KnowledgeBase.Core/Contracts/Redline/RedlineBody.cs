using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>Goes through the paragraphs and tables of both files and marks in the original what became of each.</summary>
internal sealed class RedlineBody(RedlineMarks marks, ImportedFormatting formatting, CancellationToken cancellationToken)
{
    private readonly RedlineParagraph _paragraph = new(marks, formatting);

    /// <summary>Marks the content of a body, a cell or a text box of the original in place.</summary>
    public void Mark(XElement container, XElement revised)
    {
        var (a, b) = (BlockList.Of(container), BlockList.Of(revised));
        var pairs = BlockList.Align(a, b);
        XElement? last = null;
        var (nextA, nextB) = (0, 0);
        foreach (var (pairA, pairB) in pairs.Append((a.Count, b.Count)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (; nextA < pairA; nextA++)
            {
                // The last paragraph of a cell or text box must stay, if only as an empty one.
                Strike(a[nextA].Element, keepEnd: nextA == a.Count - 1);
                last = a[nextA].Element;
            }

            for (; nextB < pairB; nextB++)
            {
                last = Put(New(b[nextB].Element), container, last);
            }

            if (pairA < a.Count)
            {
                last = a[pairA].Element;
                Change(last, b[pairB].Element);
                (nextA, nextB) = (pairA + 1, pairB + 1);
            }
        }
    }

    private void Change(XElement element, XElement revised)
    {
        if (element.Name == WordXml.W + "tbl")
        {
            ChangeTable(element, revised);
            return;
        }

        var properties = formatting.Paragraph(revised.Child("pPr"));
        if (FormOf(element.Child("pPr")) != FormOf(properties))
        {
            marks.ChangeProperties(element, properties ?? new XElement(WordXml.W + "pPr"));
        }

        foreach (var (original, other) in _paragraph.Mark(element, revised))
        {
            // The thing was copied when its run was split: the text boxes of the copy are the ones in the file now.
            foreach (var (box, otherBox) in Boxes(element, original).Zip(other.Descendants(WordXml.W + "txbxContent")))
            {
                Mark(box, otherBox);
            }
        }
    }

    private static IEnumerable<XElement> Boxes(XElement paragraph, XElement original)
    {
        var wanted = original.Descendants(WordXml.W + "txbxContent").Count();
        return wanted == 0 ? [] : paragraph.Descendants().First(element => XNode.DeepEquals(element, original)).Descendants(WordXml.W + "txbxContent");
    }

    private void ChangeTable(XElement table, XElement revised)
    {
        var (a, b) = (Rows(table), Rows(revised));
        var pairs = BlockList.WithLonelyPairs(
            a.Count, b.Count,
            SequenceAlignment.Of(a.Count, b.Count, (i, j) => SameCells(a[i], b[j]) && a[i].Text == b[j].Text, (i, j) => RowWorth(a[i], b[j])),
            (i, j) => SameCells(a[i], b[j]));
        var last = a.Count > 0 ? null : table.Elements().LastOrDefault(element => element.Name != WordXml.W + "tr");
        var (nextA, nextB) = (0, 0);
        foreach (var (pairA, pairB) in pairs.Append((a.Count, b.Count)))
        {
            for (; nextA < pairA; nextA++)
            {
                StrikeRow(a[nextA].Element);
                last = a[nextA].Element;
            }

            for (; nextB < pairB; nextB++)
            {
                var row = NewRow(b[nextB].Element);
                if (last is null)
                {
                    a[0].Element.AddBeforeSelf(row);
                }
                else
                {
                    last.AddAfterSelf(row);
                }

                last = row;
            }

            if (pairA < a.Count)
            {
                last = a[pairA].Element;
                foreach (var (cell, other) in Cells(last).Zip(Cells(b[pairB].Element)).ToList())
                {
                    Mark(cell, other);
                }

                (nextA, nextB) = (pairA + 1, pairB + 1);
            }
        }
    }

    private static double RowWorth(Block a, Block b)
    {
        if (!SameCells(a, b))
        {
            return 0;
        }

        // What a row is about stands in its longest cell; the first is often nothing but its number.
        var (nameA, nameB) = (Name(a), Name(b));
        var likeness = a.Text == b.Text ? 1 : a.Likeness(b);
        return likeness + (nameA.Length > 0 && nameA == nameB ? 0.3 : 0) is var worth && worth >= 0.35 ? worth : 0;
    }

    private static string Name(Block row) => Cells(row.Element).Select(cell => Block.Of(cell).Text).MaxBy(text => text.Length) ?? "";

    private static bool SameCells(Block a, Block b) => Cells(a.Element).Count() == Cells(b.Element).Count();

    private static List<Block> Rows(XElement table) => [.. Inside(table, "tr").Select(Block.Of)];

    private static IEnumerable<XElement> Cells(XElement row) => Inside(row, "tc");

    private static IEnumerable<XElement> Inside(XElement parent, string name) => parent.Elements().SelectMany(element =>
        element.Name == WordXml.W + name ? [element]
        : element.Name.LocalName is "sdt" or "sdtContent" or "customXml" ? Inside(element, name)
        : []);

    private void Strike(XElement element, bool keepEnd)
    {
        if (element.Name == WordXml.W + "tbl")
        {
            Rows(element).ForEach(row => StrikeRow(row.Element));
            return;
        }

        _paragraph.Strike(element);
        if (!keepEnd && element.Child("pPr").Child("sectPr") is null)
        {
            marks.MarkEnd(element, "del");
        }
    }

    private void StrikeRow(XElement row)
    {
        foreach (var cell in Cells(row))
        {
            var blocks = BlockList.Of(cell);
            blocks.ForEach(block => Strike(block.Element, keepEnd: block == blocks[^1]));
        }

        marks.MarkRow(row, "del");
    }

    private static XElement Put(XElement made, XElement container, XElement? after)
    {
        if (after is not null)
        {
            after.AddAfterSelf(made);
        }
        else if (container.Child("tcPr") is { } properties)
        {
            properties.AddAfterSelf(made);
        }
        else
        {
            container.AddFirst(made);
        }

        return made;
    }

    private XElement New(XElement revised)
    {
        if (revised.Name == WordXml.W + "tbl")
        {
            var table = new XElement(
                WordXml.W + "tbl",
                revised.Child("tblPr") is { } tableProperties ? formatting.Table(tableProperties) : null,
                revised.Child("tblGrid"),
                Rows(revised).Select(row => NewRow(row.Element)));
            table.Descendants(WordXml.W + "tblGridChange").Remove();
            return table;
        }

        var paragraph = new XElement(WordXml.W + "p", formatting.Paragraph(revised.Child("pPr")));
        XElement[] runs = [.. _paragraph.NewRuns(revised)];
        if (runs.Length > 0)
        {
            paragraph.Add(marks.Inserted(runs));
        }

        marks.MarkEnd(paragraph, "ins");
        return paragraph;
    }

    private XElement NewRow(XElement revised)
    {
        var row = new XElement(WordXml.W + "tr", revised.Child("tblPrEx"), revised.Child("trPr"));
        foreach (var cell in Cells(revised))
        {
            var blocks = BlockList.Of(cell).Select(block => New(block.Element)).ToList();
            // A cell ends with a paragraph, whose end cannot be an inserted one.
            blocks.LastOrDefault(block => block.Name == WordXml.W + "p")?.Child("pPr")?.Child("rPr")?.Child("ins")?.Remove();
            row.Add(new XElement(WordXml.W + "tc", cell.Child("tcPr"), blocks));
        }

        row.Descendants().Where(element => element.Name.LocalName is "trPrChange" or "tcPrChange" or "tblPrExChange").Remove();
        marks.MarkRow(row, "ins");
        return row;
    }

    /// <summary>What decides which number a paragraph has; other changes of form are not a lawyer's business.</summary>
    private static (string?, string?, string?) FormOf(XElement? properties) =>
        (properties.ValueOf("pStyle"), properties.Child("numPr").ValueOf("numId"), properties.Child("numPr").ValueOf("ilvl"));
}
