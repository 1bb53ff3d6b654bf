using System.Globalization;
using System.Xml.Linq;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>
/// Computes the automatic numbers that Word shows but does not store (ECMA-376, 17.9). Paragraphs must be told to it in
/// document order. Counters belong to the abstract definition, so that lists which share one go on counting.
/// </summary>
internal sealed class Numbering
{
    private const int Levels = 9;
    private const int MaxLabel = 64;
    private readonly WordStyles _styles;
    private readonly Dictionary<int, XElement> _abstracts = [];
    private readonly Dictionary<int, XElement> _nums = [];
    private readonly Dictionary<int, NumberedList?> _lists = [];
    private readonly Dictionary<XElement, int?[]> _counters = [];
    private readonly HashSet<(int Num, int Level)> _restarted = [];

    public Numbering(XElement? part, WordStyles styles)
    {
        _styles = styles;
        foreach (var item in part?.Elements(WordXml.W + "abstractNum") ?? [])
        {
            if (Id(item, "abstractNumId") is { } id) _abstracts.TryAdd(id, item);
        }

        foreach (var item in part?.Elements(WordXml.W + "num") ?? [])
        {
            if (Id(item, "numId") is { } id) _nums.TryAdd(id, item);
        }
    }

    /// <summary>The number before a paragraph. Null: none. An empty label is a bullet or a level without a number.</summary>
    public string? Next(XElement? paragraphProperties)
    {
        if (Find(paragraphProperties) is not var (num, level) || List(num) is not { } list) return null;
        if (!_counters.TryGetValue(list.Abstract, out var counters)) _counters[list.Abstract] = counters = new int?[Levels];

        if (list.StartOverride(level) is { } start && _restarted.Add((num, level))) counters[level] = start;
        else counters[level] = counters[level] is { } last ? Math.Min(last, int.MaxValue - 1) + 1 : list.Start(level);

        for (var above = 0; above < level; above++) counters[above] ??= list.Start(above); // Word shows a parent that never came as its first number
        for (var below = level + 1; below < Levels; below++)
        {
            // lvlRestart: 0 never; n only after a paragraph of level n (counted from 1) or above it.
            if (list.Restart(below) is not { } restart || level < restart) counters[below] = null;
        }

        return Label(list, level, counters);
    }

    private static string Label(NumberedList list, int level, int?[] counters)
    {
        var pattern = list.Text(level);
        if (list.Format(level) == "bullet" || pattern.Length == 0) return "";
        var legal = list.IsLegal(level);
        var label = new System.Text.StringBuilder();
        for (var i = 0; i < pattern.Length && label.Length < MaxLabel; i++)
        {
            if (pattern[i] == '%' && i + 1 < pattern.Length && pattern[i + 1] is >= '1' and <= '9')
            {
                var part = pattern[++i] - '1';
                var format = list.Format(part);
                label.Append(NumberFormats.Write(counters[part] ?? list.Start(part), legal && format is not "none" ? "decimal" : format));
            }
            else
            {
                label.Append(pattern[i]);
            }
        }

        return TextCleaning.OneLine(label.ToString(0, Math.Min(label.Length, MaxLabel)));
    }

    /// <summary>The list and level of a paragraph: its own numPr, else that of its style and what the style is based on.</summary>
    private (int Num, int Level)? Find(XElement? paragraphProperties)
    {
        var own = paragraphProperties.Child("numPr");
        if (own.NumberOf("numId") is 0) return null; // switched off
        var styleId = _styles.IdOf(paragraphProperties);
        var (inheritedNum, inheritedLevel) = Inherited(styleId);
        var num = own.NumberOf("numId") ?? inheritedNum;
        if (num is null or 0) return null;
        var level = own.NumberOf("ilvl") ?? (own.NumberOf("numId") is not null && own.NumberOf("numId") != inheritedNum ? LinkedLevel(num.Value, styleId) ?? 0 : inheritedLevel);
        return (num.Value, Math.Clamp(level, 0, Levels - 1));
    }

    private (int? Num, int Level) Inherited(string? styleId)
    {
        int? level = null;
        foreach (var (id, style) in _styles.Chain(styleId))
        {
            var properties = style.Child("pPr").Child("numPr");
            level ??= properties.NumberOf("ilvl");
            if (properties.NumberOf("numId") is { } num)
            {
                // A level that names the style in w:pStyle wins over the style's own w:ilvl.
                return (num, LinkedLevel(num, styleId) ?? level ?? LinkedLevel(num, id) ?? 0);
            }
        }

        return (null, 0);
    }

    private int? LinkedLevel(int num, string? styleId) => styleId is null ? null : List(num)?.LevelOfStyle(styleId);

    private NumberedList? List(int num)
    {
        if (_lists.TryGetValue(num, out var known)) return known;
        _lists[num] = null; // ends a circle of w:numStyleLink
        NumberedList? list = null;
        if (_nums.TryGetValue(num, out var element) && element.NumberOf("abstractNumId") is { } id && _abstracts.TryGetValue(id, out var definition))
        {
            if (definition.ValueOf("numStyleLink") is { } link && _styles.NumberingOf(link) is { } linked && List(linked) is { } target) definition = target.Abstract;
            list = new NumberedList(definition, element);
        }

        return _lists[num] = list;
    }

    private static int? Id(XElement element, string name) =>
        int.TryParse(element.AttributeOf(name), CultureInfo.InvariantCulture, out var id) ? id : null;
}
