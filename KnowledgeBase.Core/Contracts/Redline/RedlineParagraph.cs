using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Word;

namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>Marks within paragraphs: what was struck and what was put in, run by run, so that every other form stays as it is.</summary>
internal sealed class RedlineParagraph(RedlineMarks marks, ImportedFormatting formatting)
{
    /// <summary>Changes <paramref name="paragraph"/> of the original in place.</summary>
    /// <returns>Pairs of things that stand in both and may hold text boxes.</returns>
    public List<(XElement Original, XElement Revised)> Mark(XElement paragraph, XElement revised)
    {
        RefuseNewEquations(paragraph, revised);
        var (a, b) = (ParagraphAtoms.Of(paragraph), ParagraphAtoms.Of(revised));
        var pairs = AtomAlignment.Of(a, b);
        var partner = pairs.ToDictionary(pair => pair.A, pair => pair.B);
        var insertions = Insertions(a.Count, b, pairs);
        // Fragments in the order of the runs, each with its atom, and whether it is the atom's last.
        var fragments = a.SelectMany((atom, index) => atom.Fragments.Select(fragment => (fragment, index, IsLast: fragment == atom.Fragments[^1]))).ToList();
        var i = 0;
        // A paragraph without a run to hang at, or with something before its first.
        var first = insertions.GetValueOrDefault(-1);
        foreach (var run in ParagraphAtoms.Runs(paragraph).ToList())
        {
            var pieces = new List<XElement>();
            if (first is not null)
            {
                pieces.Add(first);
                first = null;
            }

            Split(run, pieces);
            run.ReplaceWith(pieces);
        }

        if (first is not null)
        {
            paragraph.Add(first);
        }

        JoinNeighbours(paragraph);
        return [.. pairs.Where(pair => a[pair.A].IsObject).Select(pair => (a[pair.A].Fragments[0].Element, b[pair.B].Fragments[0].Element))];

        void Split(XElement run, List<XElement> pieces)
        {
            var piece = Empty(run);
            var deleted = false;
            foreach (var element in run.Elements().Where(element => element.Name.LocalName != "rPr").ToList())
            {
                if (i >= fragments.Count || fragments[i].fragment.Element != element)
                {
                    piece.Add(element);     // a field's code, a page break that Word remembers: never touched
                    continue;
                }

                for (; i < fragments.Count && fragments[i].fragment.Element == element; i++)
                {
                    var (fragment, atom, isLast) = fragments[i];
                    if (partner.ContainsKey(atom) == deleted)
                    {
                        Close();
                        deleted = !deleted;
                    }

                    Append(piece, fragment);
                    if (isLast && insertions.GetValueOrDefault(atom) is { } inserted)
                    {
                        Close();
                        pieces.Add(inserted);
                    }
                }
            }

            Close();

            void Close()
            {
                if (piece.Elements().Any(element => element.Name.LocalName != "rPr"))
                {
                    pieces.Add(deleted ? marks.Deleted(piece) : piece);
                }

                piece = Empty(run);
            }
        }
    }

    /// <summary>Runs with all that a paragraph of the revised file says.</summary>
    public IEnumerable<XElement> NewRuns(XElement revised)
    {
        RefuseNewEquations(null, revised);
        return NewRuns(ParagraphAtoms.Of(revised));
    }

    /// <summary>Strikes a paragraph's whole content.</summary>
    public void Strike(XElement paragraph)
    {
        foreach (var run in ParagraphAtoms.Runs(paragraph).ToList())
        {
            if (run.Elements().Any(element => element.Name.LocalName != "rPr"))
            {
                run.ReplaceWith(marks.Deleted(new XElement(run)));
            }
        }

        JoinNeighbours(paragraph);
    }

    /// <summary>What goes in after which atom of the original; -1 for before the first. What is struck there comes before it.</summary>
    private Dictionary<int, XElement> Insertions(int count, List<Atom> b, List<(int A, int B)> pairs)
    {
        var insertions = new Dictionary<int, XElement>();
        var from = 0;
        foreach (var (nextA, nextB) in pairs.Append((count, b.Count)))
        {
            if (nextB > from)
            {
                insertions[nextA - 1] = marks.Inserted(NewRuns(b.GetRange(from, nextB - from)));
            }

            from = nextB + 1;
        }

        return insertions;
    }

    private IEnumerable<XElement> NewRuns(List<Atom> atoms)
    {
        if (atoms.Find(atom => atom.IsObject && atom.Fragments[0].Element.Name.LocalName != "sym") is { } thing)
        {
            var name = thing.Fragments[0].Element.Name.LocalName;
            throw new RedlineException(name is "footnoteReference" or "endnoteReference" ? RedlineException.Notes : RedlineException.Objects, $"The revised file has a {name} that the original lacks.");
        }

        XElement? last = null;
        XElement? made = null;
        foreach (var fragment in atoms.SelectMany(atom => atom.Fragments))
        {
            if (fragment.Run != last)
            {
                if (made is not null)
                {
                    yield return made;
                }

                last = fragment.Run;
                made = formatting.Run(Empty(fragment.Run));
            }

            Append(made!, fragment);
        }

        if (made is not null)
        {
            yield return made;
        }
    }

    private static XElement Empty(XElement run)
    {
        var empty = new XElement(WordXml.W + "r");
        if (run.Child("rPr") is { } properties)
        {
            empty.Add(new XElement(properties));
        }

        return empty;
    }

    private static void Append(XElement run, Fragment fragment)
    {
        if (fragment.Element.Name != WordXml.W + "t")
        {
            run.Add(new XElement(fragment.Element));
            return;
        }

        if (run.LastNode is not XElement { Name.LocalName: "t" } text)
        {
            run.Add(text = new XElement(WordXml.W + "t", new XAttribute(XNamespace.Xml + "space", "preserve")));
        }

        text.Value += fragment.Element.Value.Substring(fragment.Start, fragment.Length);
    }

    /// <summary>One change that runs through several runs is one mark; the marks of Word's spelling checker between them go.</summary>
    private static void JoinNeighbours(XElement paragraph)
    {
        paragraph.Descendants(WordXml.W + "proofErr").Remove();
        foreach (var mark in paragraph.Descendants().Where(element => element.Name == WordXml.W + "ins" || element.Name == WordXml.W + "del").ToList())
        {
            while (mark.Parent is not null && mark.NextNode is XElement next && next.Name == mark.Name)
            {
                mark.Add(next.Elements());
                next.Remove();
            }
        }
    }

    private static void RefuseNewEquations(XElement? paragraph, XElement revised)
    {
        if (Equations(revised) > (paragraph is null ? 0 : Equations(paragraph)))
        {
            throw new RedlineException(RedlineException.Objects, "The revised file has an equation that the original lacks.");
        }
    }

    private static int Equations(XElement paragraph) => paragraph.Descendants(WordXml.M + "oMath").Count();
}
