namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>The original with every change of the revised file as a tracked change.</summary>
/// <param name="File">A .docx.</param>
/// <param name="Insertions">Tracked insertions.</param>
/// <param name="Deletions">Tracked deletions.</param>
/// <param name="HadTrackedChanges">One of the files held tracked changes itself; it was taken as if all were accepted.</param>
public sealed record RedlineResult(byte[] File, int Insertions, int Deletions, bool HadTrackedChanges);
