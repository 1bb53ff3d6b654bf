using System.Text.RegularExpressions;

namespace KnowledgeBase.Core.Documents.Reading.Plain;

/// <summary>The text of a Markdown file without its marks. Links keep their words, pictures their description; HTML tags go.</summary>
internal static partial class MarkdownBlocks
{
    public static IReadOnlyList<DocumentBlock> Read(string[] lines)
    {
        var blocks = new List<DocumentBlock>();
        var paragraph = new List<string>();
        var rows = new List<string>();
        var fenced = false;
        foreach (var raw in lines)
        {
            var line = raw.TrimEnd();
            if (Fence().IsMatch(line))
            {
                fenced = !fenced;
                Finish();
                continue;
            }

            if (!fenced && TableRow().IsMatch(line))
            {
                FinishParagraph();
                if (!TableRule().IsMatch(line)) rows.Add(string.Join(" | ", line.Trim().Trim('|').Split('|').Select(Plain)));
                continue;
            }

            FinishTable();
            if (fenced || line.Length == 0 || Rule().IsMatch(line))
            {
                FinishParagraph();
                if (fenced) Add(new DocumentBlock(BlockKind.Paragraph, TextCleaning.OneLine(line)));
            }
            else if (Heading().Match(line) is { Success: true } heading)
            {
                FinishParagraph();
                Add(ParagraphBlocks.OfTyped(Plain(heading.Groups["text"].Value), null, heading.Groups["marks"].Length));
            }
            else if (Bullet().Match(line) is { Success: true } bullet)
            {
                FinishParagraph();
                Add(new DocumentBlock(BlockKind.ListItem, Plain(bullet.Groups["text"].Value)));
            }
            else
            {
                var text = line.TrimStart(' ', '\t', '>');
                if (ClauseLabels.TrySplit(text, out _, out _)) FinishParagraph();
                paragraph.Add(text);
                if (raw.EndsWith("  ", StringComparison.Ordinal)) FinishParagraph();
            }
        }

        Finish();
        return blocks;

        void Finish()
        {
            FinishParagraph();
            FinishTable();
        }

        void FinishParagraph()
        {
            if (paragraph.Count == 0) return;
            var text = paragraph.Aggregate((a, b) => a.Length > 0 && b.Length > 0 && TextCleaning.IsCjk(a[^1]) && TextCleaning.IsCjk(b[0]) ? a + b : $"{a} {b}");
            paragraph.Clear();
            Add(ParagraphBlocks.OfTyped(Plain(text), null));
        }

        void FinishTable()
        {
            if (rows.Count > 0) Add(new DocumentBlock(BlockKind.Table, string.Join('\n', rows)));
            rows.Clear();
        }

        void Add(DocumentBlock? block)
        {
            if (block is { Line.Length: > 0 }) blocks.Add(block);
        }
    }

    private static string Plain(string text)
    {
        text = Link().Replace(text, "${text}");
        text = Tag().Replace(text, " ");
        text = Emphasis().Replace(text, "");
        return TextCleaning.OneLine(System.Net.WebUtility.HtmlDecode(text));
    }

    [GeneratedRegex(@"^\s{0,3}(```|~~~)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s{0,3}\|.*\|\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex TableRow();

    [GeneratedRegex(@"^[\s|:\-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex TableRule();

    [GeneratedRegex(@"^\s{0,3}([-*_]\s*){3,}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s{0,3}(?<marks>#{1,6})\s+(?<text>.*?)\s*#*$", RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*[-*+]\s+(?<text>.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"!?\[(?<text>[^\[\]]{0,2000})\]\([^()\s]{0,2000}\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"</?[A-Za-z][^<>]{0,2000}>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\*{1,3}|`+|__", RegexOptions.NonBacktracking)]
    private static partial Regex Emphasis();
}
