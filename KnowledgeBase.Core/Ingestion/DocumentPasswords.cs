using System.Collections.Concurrent;

namespace KnowledgeBase.Core.Ingestion;

/// <summary>
/// Passwords of encrypted files between the page that asks and the reading that uses it: in memory only, each for one
/// reading, gone when the process ends.
/// </summary>
public sealed class DocumentPasswords
{
    private readonly ConcurrentDictionary<Guid, string> _waiting = new();

    internal void Keep(Guid documentId, string password) => _waiting[documentId] = password;

    internal string? Take(Guid documentId) => _waiting.TryRemove(documentId, out var password) ? password : null;
}
