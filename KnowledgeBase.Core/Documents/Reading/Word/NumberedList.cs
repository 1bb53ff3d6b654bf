using System.Globalization;
using System.Xml.Linq;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>One w:num: the levels of its abstract definition with its own overrides.</summary>
internal sealed class NumberedList
{
    private readonly XElement?[] _levels = new XElement?[9];
    private readonly int?[] _overrides = new int?[9];

    public NumberedList(XElement definition, XElement num)
    {
        Abstract = definition;
        foreach (var level in definition.Elements(WordXml.W + "lvl"))
        {
            if (Index(level) is { } index) _levels[index] = level;
        }

        foreach (var change in num.Elements(WordXml.W + "lvlOverride"))
        {
            if (Index(change) is not { } index) continue;
            _overrides[index] = change.NumberOf("startOverride");
            if (change.Child("lvl") is { } level) _levels[index] = level;
        }
    }

    /// <summary>The abstract definition, to which the counters belong.</summary>
    public XElement Abstract { get; }

    /// <summary>The number from which this list starts anew, once.</summary>
    public int? StartOverride(int level) => _overrides[level];

    /// <summary>The first number, also after every restart; a missing w:start means 0.</summary>
    public int Start(int level) => _overrides[level] ?? _levels[level].NumberOf("start") ?? 0;

    /// <summary>The level, counted from 1, after which this one starts again; 0 never; null after every level above it.</summary>
    public int? Restart(int level) => _levels[level].NumberOf("lvlRestart");

    public string Format(int level) => _levels[level].ValueOf("numFmt")
        ?? _levels[level]?.Descendants(WordXml.W + "numFmt").FirstOrDefault()?.AttributeOf("val") // inside mc:AlternateContent
        ?? "decimal";

    public string Text(int level) => _levels[level].ValueOf("lvlText") ?? "";

    /// <summary>All numbers of this label are decimal, whatever their levels say.</summary>
    public bool IsLegal(int level) => _levels[level].SwitchOf("isLgl") is true;

    /// <summary>The level that a paragraph style is linked to.</summary>
    public int? LevelOfStyle(string styleId)
    {
        var index = Array.FindIndex(_levels, level => level.ValueOf("pStyle") == styleId);
        return index < 0 ? null : index;
    }

    private static int? Index(XElement level) =>
        int.TryParse(level.AttributeOf("ilvl"), CultureInfo.InvariantCulture, out var index) && index is >= 0 and < 9 ? index : null;
}
