using KnowledgeBase.Core.Documents.Reading.Html;
using KnowledgeBase.Core.Documents.Reading.Office;
using KnowledgeBase.Core.Documents.Reading.Plain;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>Reads what w:altChunk puts into a document: web pages, text and other Word files, one level deep.</summary>
internal static class WordChunks
{
    /// <summary>Bytes of one part that is read.</summary>
    public const int LongestPart = 16 << 20;

    public static IReadOnlyList<DocumentBlock> Read(
        (string ContentType, byte[] Content) chunk, ReadingView view, HashSet<string> warnings, Omissions omissions, ReadingOptions options)
    {
        if (chunk.ContentType.Contains("html", StringComparison.OrdinalIgnoreCase)) return HtmlBlocks.Read(TextEncodings.Decode(chunk.Content).Text, options, warnings);
        if (chunk.ContentType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
        {
            return [.. TextEncodings.Decode(chunk.Content).Text.Split('\n').Select(line => ParagraphBlocks.OfTyped(TextCleaning.OneLine(line), null)).OfType<DocumentBlock>()];
        }

        if (!chunk.ContentType.Contains("wordprocessingml", StringComparison.OrdinalIgnoreCase)) return [];
        try
        {
            using var file = new MemoryStream(chunk.Content);
            var findings = PackageGuard.Check(file, CancellationToken.None);
            return new WordBody(WordPackage.Open(file, findings.NeedsRepair), view, warnings, omissions, options, isInner: true).Read();
        }
        catch (DocumentReadingException e) when (e.Code is ReadingOutcome.Corrupt or ReadingOutcome.Encrypted)
        {
            return []; // the document around it is still worth reading
        }
    }
}
