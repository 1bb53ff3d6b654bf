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
        var blocks = new WordBody(package, request.View, warnings, options).Read();
        if (blocks.Count == 0) throw new DocumentReadingException(ReadingOutcome.NoText, "No text in the body.");
        return new DocumentText("openxml", blocks, null, [.. warnings.Order(StringComparer.Ordinal)]);
    }
}
