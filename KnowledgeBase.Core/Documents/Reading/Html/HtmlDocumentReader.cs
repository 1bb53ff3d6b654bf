using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Core.Documents.Reading.Plain;

namespace KnowledgeBase.Core.Documents.Reading.Html;

/// <summary>Reads web pages, also those that web systems save as .doc or .xls. Nothing is fetched and no script is run.</summary>
internal sealed partial class HtmlDocumentReader(ReadingOptions options) : IDocumentReader
{
    public IReadOnlyCollection<DocumentFormat> Formats { get; } = [DocumentFormat.Html];

    public async Task<DocumentText> ReadAsync(ReadingRequest request, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(request.Path, cancellationToken);
        var (text, guessed) = Decode(bytes);
        if (string.IsNullOrWhiteSpace(text)) throw new DocumentReadingException(ReadingOutcome.Empty, "Only white space.");
        var warnings = new SortedSet<string>(StringComparer.Ordinal);
        if (guessed) warnings.Add(ReadingWarning.EncodingGuessed);
        var blocks = HtmlBlocks.Read(text, options, warnings);
        if (blocks.Count == 0) throw new DocumentReadingException(ReadingOutcome.NoText, "No readable character.");
        if (blocks.Sum(block => (long)block.Line.Length) > options.MaxCharacters) throw new DocumentReadingException(ReadingOutcome.TooLarge, "More text than one document may have.");
        return new DocumentText("html", blocks, null, [.. warnings]);
    }

    /// <summary>The encoding that the page names, if its bytes are valid in it; else what they look like.</summary>
    private static (string Text, bool Guessed) Decode(byte[] bytes)
    {
        var (text, guessed) = TextEncodings.Decode(bytes);
        if (!guessed) return (text, false);
        var named = Charset().Match(Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 4096)))).Groups["name"].Value;
        return TextEncodings.TryDecode(named, bytes) is { } declared ? (declared, false) : (text, true);
    }

    [GeneratedRegex(@"charset\s{0,5}=\s{0,5}[""']?(?<name>[\w-]{2,20})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Charset();
}
