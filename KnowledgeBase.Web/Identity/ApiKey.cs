namespace KnowledgeBase.Web.Identity;

/// <summary>What a key may be used for, at most what its owner may.</summary>
public static class ApiKeyScopes
{
    /// <summary>List, read, search, download.</summary>
    public const string Read = "read";

    /// <summary>Create, upload, retry, delete, share.</summary>
    public const string Write = "write";

    /// <summary>Users and keys, if the owner is an admin.</summary>
    public const string Admin = "admin";

    /// <summary>POST /v1/embeddings.</summary>
    public const string Embeddings = "embeddings";

    /// <summary>Ask an FAQ, and nothing else: the key of a widget, which every visitor of its page can read.</summary>
    public const string Faq = "faq";

    public static IReadOnlyList<string> All { get; } = [Read, Write, Admin, Embeddings, Faq];
}

/// <summary>A stored key: its SHA-256 and its first characters, never the key itself.</summary>
public sealed class ApiKey
{
    public Guid Id { get; set; }

    public required string UserId { get; set; }

    public required string Name { get; set; }

    /// <summary>The first characters, by which its owner knows it again.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of the key's UTF-8 bytes. A key has 256 random bits: no salt or slow hash is needed.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Scopes, separated by spaces.</summary>
    public required string Scopes { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>To the hour, so that reading does not mean writing.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The only collection that it is for, such as a widget's; null: all of its owner.</summary>
    public Guid? CollectionId { get; set; }
}
