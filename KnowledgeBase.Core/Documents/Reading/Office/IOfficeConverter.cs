namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>What an old or foreign office file is turned into.</summary>
public enum OfficeTarget
{
    /// <summary>.docx, from text documents.</summary>
    Word,

    /// <summary>.xlsx, from spreadsheets.</summary>
    Excel,

    /// <summary>.pdf, for a preview with pages.</summary>
    Pdf,
}

/// <summary>Turns office files that the readers do not know into ones that they do, in a sandbox without network.</summary>
public interface IOfficeConverter
{
    /// <summary>The program that is missing on this machine; null when conversions can be made.</summary>
    string? Missing { get; }

    /// <summary>Converts one file.</summary>
    /// <param name="path">A path that we made ourselves.</param>
    /// <param name="extension">What the file is by its bytes, such as ".doc".</param>
    /// <param name="progress">Is told every few seconds that the conversion is still alive.</param>
    /// <exception cref="DocumentReadingException">converter_missing, timeout, or corrupt: nothing came out.</exception>
    Task<ConvertedFile> ConvertAsync(string path, string extension, OfficeTarget target, Action? progress, CancellationToken cancellationToken);
}

/// <summary>The result of a conversion, in a folder of its own that disposing it removes.</summary>
public sealed class ConvertedFile(string folder, string path) : IDisposable
{
    /// <summary>Where the result is.</summary>
    public string Path { get; } = path;

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
