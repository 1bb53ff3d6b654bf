using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Documents;

/// <summary>How a document is to be read from now on; what is null stays as it was.</summary>
/// <param name="View">Which side of its tracked changes.</param>
/// <param name="Engine">Which program, if it is a PDF file.</param>
/// <param name="OcrPages">The pages, from 1, that are recognised from their pictures whatever text they have; an empty list takes all back.</param>
public sealed record ReadingChoice(ReadingView? View = null, PdfEngine? Engine = null, IReadOnlyList<int>? OcrPages = null);
