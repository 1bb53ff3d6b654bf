using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Web.Contracts;

/// <summary>A contract that somebody chose: one of a collection, a file, or a text that was pasted.</summary>
public sealed class ChosenContract : IDisposable
{
    public Guid? CollectionId { get; set; }

    public Guid? DocumentId { get; set; }

    /// <summary>An uploaded file; null when a document is chosen.</summary>
    public StagedFile? File { get; private set; }

    /// <summary>Pasted text; null when a document or a file is chosen.</summary>
    public string? Text { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Which side of tracked changes is read.</summary>
    public ReadingView View { get; set; }

    public bool IsComplete => File is not null || Text is not null || DocumentId is not null;

    public void Take(StagedFile file, string name)
    {
        Drop();
        (File, Name, DocumentId) = (file, name, null);
    }

    public void Take(string text, string name)
    {
        Drop();
        (Text, Name, DocumentId) = (text, name, null);
    }

    public void Drop()
    {
        File?.Dispose();
        (File, Text, Name) = (null, null, "");
    }

    public void Dispose() => Drop();
}
