using System.Xml;

namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>
/// Reads a file in this very process: what the worker does, and nothing else should. A file may end the process that
/// reads it.
/// </summary>
internal sealed class DirectReading(ReadingOptions options, IEnumerable<IDocumentReader> readers) : IDocumentReading
{
    private readonly Dictionary<DocumentFormat, IDocumentReader> _readers = readers
        .SelectMany(reader => reader.Formats, (reader, format) => (format, reader))
        .ToDictionary(pair => pair.format, pair => pair.reader);

    public async Task<DocumentText> ReadAsync(
        ReadingRequest request, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        var length = new FileInfo(request.Path).Length;
        if (length > options.MaxFileBytes) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"{length} bytes; at most {options.MaxFileBytes} are read.");
        var format = DocumentFormats.Detect(request.Path, request.OriginalName, options.MaxPictureDots);
        if (!_readers.TryGetValue(format, out var reader)) throw new DocumentReadingException(ReadingOutcome.Unsupported, $"No reader for {format}.");
        try
        {
            return await reader.ReadAsync(request, format, pagesRead, cancellationToken);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or EndOfStreamException)
        {
            throw new DocumentReadingException(ReadingOutcome.Corrupt, "The file is damaged inside.", e);
        }
        catch (OutOfMemoryException e)
        {
            throw new DocumentReadingException(ReadingOutcome.Bomb, "Reading it takes more memory than a file may take.", e);
        }
    }
}
