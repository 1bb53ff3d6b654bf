using System.Globalization;
using System.Text;
using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>A stretch of one run: what can be kept, struck or copied by itself.</summary>
/// <param name="Start">Where in the element's text it begins; 0 for a tab or picture.</param>
/// <param name="Length">Characters; 0 for a tab or picture.</param>
internal sealed record Fragment(XElement Run, XElement Element, int Start, int Length);

/// <summary>The smallest thing that is kept, deleted or inserted: a word or character, a tab, a picture. Word cuts words into runs as it likes, so a word may have several fragments.</summary>
/// <param name="Key">What it is compared by: its text, or the kind of thing.</param>
internal sealed record Atom(string Key, IReadOnlyList<Fragment> Fragments)
{
    /// <summary>Characters of text; 0 for a tab or picture.</summary>
    public int Length => Fragments.Sum(fragment => fragment.Length);

    /// <summary>A picture, equation or other thing that has no text; the original's is never exchanged for another.</summary>
    public bool IsObject => Key[0] == Thing;

    public const char Thing = '\uFFFC';
}

/// <summary>Cuts a paragraph into atoms: a Chinese character, a Latin word, a number with its points, a mark, each by itself.</summary>
internal static class ParagraphAtoms
{
    /// <summary>A paragraph no longer than this may be nothing but a number, as in a table's cell.</summary>
    private const int LongestNumber = 12;

    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "rPr", "fldChar", "instrText", "delInstrText", "lastRenderedPageBreak", "softHyphen", "annotationRef", "footnoteRef", "endnoteRef", "separator",
        "continuationSeparator", "commentReference", "pgNum", "ptab",
    };

    public static List<Atom> Of(XElement paragraph)
    {
        var text = new StringBuilder();
        var pieces = new List<(int From, Fragment Fragment)>();
        foreach (var run in Runs(paragraph))
        {
            foreach (var element in run.Elements().Where(element => !Silent.Contains(element.Name.LocalName)))
            {
                var isText = element.Name == WordXml.W + "t";
                if (!isText || element.Value.Length > 0)
                {
                    pieces.Add((text.Length, new Fragment(run, element, 0, isText ? element.Value.Length : 0)));
                    text.Append(isText ? element.Value.Replace(Atom.Thing, ' ') : Atom.Thing);
                }
            }
        }

        return Cut(text.ToString(), pieces);
    }

    /// <summary>Runs of a paragraph in order, those in links and content controls too; not those of a text box that hangs at it.</summary>
    public static IEnumerable<XElement> Runs(XElement parent)
    {
        foreach (var element in parent.Elements())
        {
            if (element.Name == WordXml.W + "r")
            {
                yield return element;
            }
            else if (element.Name.Namespace == WordXml.W && element.Name.LocalName is not ("pPr" or "p" or "tbl"))
            {
                foreach (var run in Runs(element))
                {
                    yield return run;
                }
            }
        }
    }

    /// <summary>Elements of a paragraph that stand for characters.</summary>
    public static IEnumerable<XElement> TextElements(XElement paragraph) => Runs(paragraph).SelectMany(run => run.Elements());

    private static List<Atom> Cut(string text, List<(int From, Fragment Fragment)> pieces)
    {
        var atoms = new List<Atom>();
        var piece = 0;
        for (var i = 0; i < text.Length;)
        {
            while (piece + 1 < pieces.Count && pieces[piece + 1].From <= i)
            {
                piece++;
            }

            if (text[i] == Atom.Thing)
            {
                atoms.Add(new Atom(KeyOf(pieces[piece].Fragment.Element), [pieces[piece].Fragment]));
                i++;
                continue;
            }

            var end = EndOf(text, i, isLabel: atoms.Count == 0 && text.Length > LongestNumber);
            var fragments = new List<Fragment>();
            for (var at = piece; at < pieces.Count && pieces[at].From < end; at++)
            {
                var (from, whole) = pieces[at];
                var start = Math.Max(i, from);
                fragments.Add(whole with { Start = start - from, Length = Math.Min(end, from + whole.Length) - start });
            }

            atoms.Add(new Atom(text[i..end], fragments));
            i = end;
        }

        return atoms;
    }

    /// <summary>A number keeps its points and commas, but for a clause number that begins a paragraph: of 6.1 only the 6 changes.</summary>
    private static int EndOf(string text, int start, bool isLabel)
    {
        var end = start + 1;
        if (IsWord(text[start]))
        {
            while (end < text.Length && (IsWord(text[end]) || (IsInner(text, end) && !(isLabel && text[end] == '.'))))
            {
                end++;
            }
        }
        else if (char.IsHighSurrogate(text[start]) && end < text.Length && char.IsLowSurrogate(text[end]))
        {
            end++;
        }

        return end;
    }

    private static string KeyOf(XElement element) => element.Name.LocalName switch
    {
        "tab" => "\t",
        "br" or "cr" => "\n",
        "noBreakHyphen" => "-",
        "sym" => Atom.Thing + "sym" + element.AttributeOf("char"),
        // By kind alone: numbers of notes and of pictures differ between two files that say the same.
        var name => Atom.Thing + name,
    };

    private static bool IsWord(char c) => c < '\u2E80' && (char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark);

    /// <summary>The point of 5.5 and the comma of 100,000 belong to the number: half a number is never struck.</summary>
    private static bool IsInner(string text, int at) =>
        text[at] is '.' or ',' && at + 1 < text.Length && char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1]);
}
