using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>
/// What LibreOffice loses of the lists of an old .doc: legal numbering (1.1 under 第一条, not 一.1), and levels that do
/// not start again under every chapter. Read from the list tables of the file itself ([MS-DOC] 2.9.150, LVLF), and put
/// into the converted file's definitions, which are found again by their patterns.
/// </summary>
internal sealed class LegacyNumbering
{
    private const int ListTable = 0x2E2; // fcPlfLst and lcbPlfLst in the file information block
    private readonly Dictionary<string, (bool Legal, int? Restart)[]> _lists = new(StringComparer.Ordinal);

    /// <summary>The lists of a .doc; empty when it has none, or none that can be read.</summary>
    public static LegacyNumbering Of(string path)
    {
        var numbering = new LegacyNumbering();
        try
        {
            var file = new CompoundFile(File.ReadAllBytes(path));
            if (file.Read("WordDocument") is { Length: > ListTable + 8 } block
                && file.Read((block[11] & 2) != 0 ? "1Table" : "0Table") is { } table)
            {
                numbering.Read(table, BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(ListTable)));
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or DocumentReadingException)
        {
            // Tables that lead nowhere: LibreOffice's own idea of the lists has to do.
        }

        return numbering;
    }

    /// <summary>Completes the definitions of a converted file's numbering part.</summary>
    public void Complete(XElement? numbering)
    {
        foreach (var definition in numbering?.Elements(WordXml.W + "abstractNum") ?? [])
        {
            var levels = definition.Elements(WordXml.W + "lvl").ToList();
            if (!_lists.TryGetValue(Key(levels.Select(level => (level.NumberOf("start") ?? 0, level.ValueOf("lvlText") ?? ""))), out var known)) continue;
            foreach (var (level, (legal, restart)) in levels.Zip(known))
            {
                if (restart is { } after) level.Add(new XElement(WordXml.W + "lvlRestart", new XAttribute(WordXml.W + "val", after)));
                if (legal) level.Add(new XElement(WordXml.W + "isLgl"));
            }
        }
    }

    private void Read(ReadOnlySpan<byte> table, int start)
    {
        var count = BinaryPrimitives.ReadUInt16LittleEndian(table[start..]);
        var position = start + 2 + (count * 28);
        for (var list = 0; list < count; list++)
        {
            var simple = (table[start + 2 + (list * 28) + 26] & 1) != 0;
            var levels = new List<(int Start, string Text)>();
            var flags = new List<(bool, int?)>();
            for (var level = 0; level < (simple ? 1 : 9); level++)
            {
                var head = table[position..];
                var bits = head[5];
                flags.Add(((bits & 4) != 0, (bits & 8) != 0 ? head[26] : null));
                position += 28 + head[24] + head[25];
                var length = BinaryPrimitives.ReadUInt16LittleEndian(table[position..]);
                levels.Add((BinaryPrimitives.ReadInt32LittleEndian(head), Pattern(Encoding.Unicode.GetString(table.Slice(position + 2, length * 2)))));
                position += 2 + (length * 2);
            }

            // Where two lists look alike but differ in this, neither is told.
            var key = Key(levels);
            if (_lists.TryGetValue(key, out var other) && !other.SequenceEqual(flags)) flags = [.. flags.Select(_ => (false, (int?)null))];
            _lists[key] = [.. flags];
        }
    }

    /// <summary>A level's number stands as its index: "第\0条" is "第%1条".</summary>
    private static string Pattern(string stored) =>
        string.Concat(stored.Select(c => c < 9 ? "%" + ((char)('1' + c)) : c.ToString()));

    private static string Key(IEnumerable<(int Start, string Text)> levels) =>
        string.Join('\n', levels.Select(level => level.Start.ToString(CultureInfo.InvariantCulture) + level.Text));
}
