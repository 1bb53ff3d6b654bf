namespace KnowledgeBase.Core.Ingestion.Rereading;

public enum TextChangeKind
{
    Same,
    Deleted,
    Inserted,
}

/// <summary>Characters of a place where two texts differ; line feeds part its paragraphs.</summary>
public sealed record TextChangePiece(TextChangeKind Kind, string Text);

/// <summary>One place where two texts differ: whole paragraphs, with the characters that differ in them told apart.</summary>
/// <param name="Page">Where it begins, from 1; null where the format has no pages.</param>
/// <param name="Label">Number of the clause it begins with; null without one.</param>
public sealed record TextChange(int? Page, string? Label, IReadOnlyList<TextChangePiece> Pieces);
