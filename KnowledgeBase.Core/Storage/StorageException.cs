namespace KnowledgeBase.Core.Storage;

/// <summary>A refusal of the storage, with a stable code that the web project words in the user's language.</summary>
public sealed class StorageException(string code, string detail, Exception? innerException = null) : Exception(detail, innerException)
{
    public const string DiskFull = "disk_full";
    public const string DatabaseDamaged = "database_damaged";
    public const string DatabaseNewer = "database_newer";

    public string Code { get; } = code;
}
