using System.Globalization;
using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>
/// Styles and numbering of what comes from the revised file: those that the original has under the same name or form are
/// used, others are brought over. Both trees of the original may grow.
/// </summary>
internal sealed class ImportedFormatting(XElement? styles, XElement? numbering, XElement? revisedStyles, XElement? revisedNumbering)
{
    private static readonly string[] StyleReferences = ["basedOn", "next", "link"];
    private readonly bool _hadNumbering = numbering is not null;
    private readonly Dictionary<string, string?> _numbers = new(StringComparer.Ordinal);

    /// <summary>The original's numbering, with what was brought over; null when neither file has any.</summary>
    public XElement? Numbering { get; private set; } = numbering;

    /// <summary>Whether the original had no numbering part at all and now needs one.</summary>
    public bool NumberingIsNew => !_hadNumbering && Numbering is not null;

    /// <summary>A copy of a paragraph's properties that means the same in the original; null when it has none.</summary>
    public XElement? Paragraph(XElement? properties)
    {
        if (properties is null)
        {
            return null;
        }

        var copy = new XElement(properties);
        copy.Elements().Where(element => element.Name.LocalName is "sectPr" or "pPrChange" or "rPr").Remove();
        Style(copy, "pStyle");
        if (copy.Child("numPr").Child("numId") is { } number)
        {
            var known = Number(number.AttributeOf("val") ?? "0");
            if (known is null)
            {
                copy.Child("numPr")!.Remove();
            }
            else
            {
                number.SetAttributeValue(WordXml.W + "val", known);
            }
        }

        copy.Child("numPr")?.Elements().Where(element => element.Name.LocalName is "numberingChange" or "ins").Remove();
        return copy;
    }

    /// <summary>A run of the revised file, its style known to the original.</summary>
    public XElement Run(XElement run)
    {
        if (run.Child("rPr") is { } properties)
        {
            properties.Elements().Where(element => element.Name.LocalName is "rPrChange" or "ins" or "del" or "moveFrom" or "moveTo").Remove();
            Style(properties, "rStyle");
        }

        return run;
    }

    /// <summary>A table's properties.</summary>
    public XElement Table(XElement properties)
    {
        var copy = new XElement(properties);
        copy.Elements().Where(element => element.Name.LocalName == "tblPrChange").Remove();
        Style(copy, "tblStyle");
        return copy;
    }

    private void Style(XElement properties, string name)
    {
        if (properties.Child(name) is { } reference && (reference.AttributeOf("val") is not { } id || !BringStyle(id)))
        {
            reference.Remove();
        }
    }

    private bool BringStyle(string id)
    {
        if (styles is null)
        {
            return false;
        }

        if (Find(styles, id) is not null)
        {
            return true;
        }

        if (revisedStyles is null || Find(revisedStyles, id) is not { } style)
        {
            return false;
        }

        var copy = new XElement(style);
        copy.Attribute(WordXml.W + "default")?.Remove();
        styles.Add(copy);
        foreach (var reference in StyleReferences.Select(name => copy.Child(name)).OfType<XElement>().ToList())
        {
            if (reference.AttributeOf("val") is not { } other || !BringStyle(other))
            {
                reference.Remove();
            }
        }

        if (copy.Child("pPr") is { } properties)
        {
            properties.ReplaceWith(Paragraph(properties));
        }

        return true;
    }

    private string? Number(string id)
    {
        if (id == "0")
        {
            return id;      // numbering switched off
        }

        if (!_numbers.TryGetValue(id, out var known))
        {
            _numbers[id] = known = BringNumber(id);
        }

        return known;
    }

    private string? BringNumber(string id)
    {
        if (Num(revisedNumbering, id) is not { } wanted || Abstract(revisedNumbering, wanted) is not { } definition)
        {
            return null;
        }

        var form = Form(definition, wanted);
        if (Num(Numbering, id) is { } same && Abstract(Numbering, same) is { } own && Form(own, same) == form)
        {
            return id;
        }

        foreach (var candidate in Numbering?.Elements(WordXml.W + "num") ?? [])
        {
            if (Abstract(Numbering, candidate) is { } other && Form(other, candidate) == form)
            {
                return candidate.AttributeOf("numId");
            }
        }

        Numbering ??= new XElement(WordXml.W + "numbering", new XAttribute(XNamespace.Xmlns + "w", WordXml.W.NamespaceName));
        var abstractId = Next("abstractNum", "abstractNumId");
        var numId = Next("num", "numId");
        var copy = new XElement(definition);
        copy.SetAttributeValue(WordXml.W + "abstractNumId", abstractId);
        copy.Elements().Where(element => element.Name.LocalName is "nsid" or "tmpl" or "styleLink" or "numStyleLink").Remove();
        copy.Descendants(WordXml.W + "lvlPicBulletId").Remove();
        var number = new XElement(wanted);
        number.SetAttributeValue(WordXml.W + "numId", numId);
        number.Child("abstractNumId")!.SetAttributeValue(WordXml.W + "val", abstractId);
        if (Numbering.Elements(WordXml.W + "abstractNum").LastOrDefault() is { } last)
        {
            last.AddAfterSelf(copy);
        }
        else
        {
            Numbering.AddFirst(copy);
        }

        (Numbering.Elements(WordXml.W + "num").LastOrDefault() ?? copy).AddAfterSelf(number);
        return numId;
    }

    private string Next(string element, string attribute) => ((Numbering!.Elements(WordXml.W + element)
        .Select(item => int.TryParse(item.AttributeOf(attribute), CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty(0).Max()) + 1)
        .ToString(CultureInfo.InvariantCulture);

    private static XElement? Find(XElement? styles, string id) => styles?.Elements(WordXml.W + "style").FirstOrDefault(style => style.AttributeOf("styleId") == id);

    private static XElement? Num(XElement? numbering, string id) => numbering?.Elements(WordXml.W + "num").FirstOrDefault(num => num.AttributeOf("numId") == id);

    private static XElement? Abstract(XElement? numbering, XElement num) =>
        numbering?.Elements(WordXml.W + "abstractNum").FirstOrDefault(definition => definition.AttributeOf("abstractNumId") == num.ValueOf("abstractNumId"));

    /// <summary>What a reader sees of a list: the form of every level, and where it starts.</summary>
    private static string Form(XElement definition, XElement num) => string.Join(
        '|',
        definition.Elements(WordXml.W + "lvl").Select(level => string.Join(
            ';', level.AttributeOf("ilvl"), level.ValueOf("numFmt"), level.ValueOf("lvlText"), level.ValueOf("start"), level.ValueOf("lvlRestart"), level.ValueOf("pStyle"), level.SwitchOf("isLgl")))
            .Concat(num.Elements(WordXml.W + "lvlOverride").Select(item => item.ToString(SaveOptions.DisableFormatting))));
}
