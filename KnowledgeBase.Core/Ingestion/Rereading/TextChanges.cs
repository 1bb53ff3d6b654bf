using DiffPlex;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Ingestion.Rereading;

/// <summary>Finds the paragraphs that differ, and in them the characters.</summary>
internal static class TextChanges
{
    private const int LongestCompared = 4_000; // characters; beyond, what was replaced is shown as a whole
    private const int ShortestShared = 3; // a shorter run of characters in common is chance, and makes the rest unreadable

    public static IReadOnlyList<TextChange> Find(DocumentText before, DocumentText after)
    {
        var differ = new Differ();
        var lines = differ.CreateCustomDiffs(
            Text(before), Text(after), false, text => text.Split('\n'));
        return
        [
            .. from block in lines.DiffBlocks
               let deleted = string.Join('\n', lines.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA))
               let inserted = string.Join('\n', lines.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB))
               let first = block.InsertCountB > 0 ? after.Blocks[block.InsertStartB] : before.Blocks[block.DeleteStartA]
               select new TextChange(first.Page, first.Label, Pieces(differ, deleted, inserted)),
        ];
    }

    /// <summary>One line per block: what a block itself breaks into lines is not a paragraph.</summary>
    private static string Text(DocumentText text) => string.Join('\n', text.Blocks.Select(block => block.Line.Replace('\n', '⏎')));

    private static List<TextChangePiece> Pieces(Differ differ, string deleted, string inserted)
    {
        var pieces = new List<TextChangePiece>();
        if (deleted.Length == 0 || inserted.Length == 0 || deleted.Length > LongestCompared || inserted.Length > LongestCompared)
        {
            Add(TextChangeKind.Deleted, deleted);
            Add(TextChangeKind.Inserted, inserted);
            return pieces;
        }

        var at = 0;
        var (gone, come) = ("", "");
        foreach (var block in differ.CreateCharacterDiffs(deleted, inserted, false).DiffBlocks)
        {
            var same = deleted[at..block.DeleteStartA];
            if (same.Length < ShortestShared && (gone.Length > 0 || come.Length > 0))
            {
                (gone, come) = (gone + same, come + same);
            }
            else
            {
                Flush();
                Add(TextChangeKind.Same, same);
            }

            gone += deleted.Substring(block.DeleteStartA, block.DeleteCountA);
            come += inserted.Substring(block.InsertStartB, block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Flush();
        Add(TextChangeKind.Same, deleted[at..]);
        return pieces;

        void Flush()
        {
            Add(TextChangeKind.Deleted, gone);
            Add(TextChangeKind.Inserted, come);
            (gone, come) = ("", "");
        }

        void Add(TextChangeKind kind, string text)
        {
            if (text.Length > 0) pieces.Add(new TextChangePiece(kind, text.Replace('⏎', '\n')));
        }
    }
}
