namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>The original with every change of the revised file as a tracked change.</summary>
/// <param name="File">A .docx.</param>
/// <param name="Insertions">Tracked insertions.</param>
/// <param name="Deletions">Tracked deletions.</param>
/// <param name="HadTrackedChanges">One of the files held tracked changes itself; it was taken as if all were accepted.</param>
/// <param name="LeftOut">Parts whose texts differ and stay the original's: headers, notes; empty when there are none.</param>
public sealed record RedlineResult(byte[] File, int Insertions, int Deletions, bool HadTrackedChanges, IReadOnlyList<string> LeftOut)
{
    /// <summary>Page headers or footers say something else in the revised file.</summary>
    public const string Headers = "headers";

    /// <summary>Footnotes or endnotes do.</summary>
    public const string Notes = "notes";
}
