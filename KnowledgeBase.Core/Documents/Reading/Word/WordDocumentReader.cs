using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Office;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>Reads .docx, .docm and .dotx: numbers computed, tracked changes in the view asked for, headers and footers apart.</summary>
internal sealed class WordDocumentReader(ReadingOptions options) : IDocumentReader
{
    public IReadOnlyCollection<DocumentFormat> Formats { get; } = [DocumentFormat.Word];

    public Task<DocumentText> ReadAsync(ReadingRequest request, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken) =>
        Task.FromResult(Read(request, null, cancellationToken));

    /// <param name="lists">Completes the numbering of a file that was made from an old one.</param>
    public DocumentText Read(ReadingRequest request, LegacyNumbering? lists, CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(request.Path);
        var findings = PackageGuard.Check(file, cancellationToken);
        var warnings = new HashSet<string>(StringComparer.Ordinal);
        if (findings.HasMacros) warnings.Add(ReadingWarning.HasMacros);
        if (findings.HasExternalLinks) warnings.Add(ReadingWarning.ExternalLinks);
        if (findings.HasAttachments) warnings.Add(ReadingWarning.HasAttachments);
        var package = WordPackage.Open(file, findings.NeedsRepair);
        lists?.Complete(package.Numbering);
        var omissions = new Omissions();
        var blocks = new WordBody(package, request.View, warnings, omissions, options).Read();
        AddMargins(package, omissions);
        if (blocks.Count == 0) throw new DocumentReadingException(ReadingOutcome.NoText, "No text in the body.");
        return new DocumentText("openxml", blocks, null, [.. warnings.Order(StringComparer.Ordinal)]) { Omissions = omissions.Items };
    }

    /// <summary>What stands around the text: repeated on every page, or beside it.</summary>
    private static void AddMargins(WordPackage package, Omissions omissions)
    {
        foreach (var text in package.Headers.Select(TextOf).Distinct(StringComparer.Ordinal)) omissions.Add(OmissionKind.Header, text);
        foreach (var text in package.Footers.Select(TextOf).Distinct(StringComparer.Ordinal)) omissions.Add(OmissionKind.Footer, text);
        foreach (var comment in package.Comments?.Elements(WordXml.W + "comment") ?? []) omissions.Add(OmissionKind.Comment, TextOf(comment), comment.AttributeOf("author"));
    }

    private static string TextOf(XElement story) => string.Join(' ', story.Descendants(WordXml.W + "p").Select(
        paragraph => string.Concat(paragraph.Descendants(WordXml.W + "t").Select(text => text.Value))));
}
