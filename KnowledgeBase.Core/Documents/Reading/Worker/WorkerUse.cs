namespace KnowledgeBase.Core.Documents.Reading.Worker;

/// <summary>What reading one file took, the programs that the worker starts included.</summary>
/// <param name="Processor">Processor time.</param>
/// <param name="PeakBytes">The most memory held at once, looked at ten times a second.</param>
internal readonly record struct WorkerUse(TimeSpan Processor, long PeakBytes)
{
    /// <summary>Both of two attempts.</summary>
    public WorkerUse And(WorkerUse other) => new(Processor + other.Processor, Math.Max(PeakBytes, other.PeakBytes));
}
