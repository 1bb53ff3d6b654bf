namespace KnowledgeBase.Core.Documents.Reading.Worker;

/// <summary>A worker died over a file, or was ended. <paramref name="code"/> is what the file is refused with.</summary>
internal sealed class WorkerEndedException(string code, string detail, Exception? innerException = null) : Exception(detail, innerException)
{
    public string Code { get; } = code;
}
