using System.Reflection;
using System.Runtime.InteropServices;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Web.Components.Status;

/// <summary>What the application holds at one moment; sizes in bytes.</summary>
/// <param name="Counts">Documents by state, in all collections; a state without any is left out.</param>
/// <param name="ChunksLeft">Passages that wait for their vector.</param>
public sealed record FactsNow(
    IReadOnlyDictionary<DocumentStatus, int> Counts, long ChunksLeft, long FreeBytes, long TotalBytes, long MinimumFreeBytes, long DatabaseBytes, long OriginalBytes);

/// <summary>Reads for the status page what the application holds and of what it is made.</summary>
public sealed class ApplicationFacts(DataFolder folder, KnowledgeBaseDatabase database, DocumentStore documents, IngestionStore ingestion)
{
    /// <summary>The application's own version, with the start of its commit where it is known.</summary>
    public static string Version { get; } = Short(
        typeof(ApplicationFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");

    public static string Runtime => RuntimeInformation.FrameworkDescription;

    public static string OperatingSystem => $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})";

    public string SqliteVersion => database.SqliteVersion;

    /// <summary>The data folder; for administrators.</summary>
    public string DataPath => folder.Path;

    public async Task<FactsNow> ReadAsync(CancellationToken cancellationToken) => new(
        (await ingestion.CountAsync(cancellationToken)).ToDictionary(row => row.Status, row => row.Count),
        await ingestion.ChunksLeftAsync(cancellationToken),
        folder.FreeBytes,
        folder.TotalBytes,
        folder.MinimumFreeBytes,
        await database.SizeAsync(cancellationToken),
        await documents.OriginalBytesAsync(cancellationToken));

    private static string Short(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus ? $"{version[..plus]} ({version[(plus + 1)..Math.Min(version.Length, plus + 9)]})" : version;
}
