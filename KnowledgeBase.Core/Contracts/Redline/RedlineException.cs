namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>A redline that cannot be made safely: better none than a damaged file.</summary>
/// <param name="code">redline_not_word, redline_objects, redline_notes, redline_check_failed or redline_invalid; each has a sentence in both languages.</param>
/// <param name="detail">An English sentence for the administrator, without text of the contract.</param>
public sealed class RedlineException(string code, string detail, Exception? innerException = null) : Exception(detail, innerException)
{
    /// <summary>One of the two is no Word file of the newer form.</summary>
    public const string NotWord = "redline_not_word";

    /// <summary>The revised file brings in objects (pictures, embedded files, equations) that only exist there.</summary>
    public const string Objects = "redline_objects";

    /// <summary>The revised file has a footnote or endnote that the original lacks.</summary>
    public const string Notes = "redline_notes";

    /// <summary>Accepting or rejecting all changes would not have given the two texts.</summary>
    public const string CheckFailed = "redline_check_failed";

    /// <summary>The result breaks rules of the format that the original kept.</summary>
    public const string Invalid = "redline_invalid";

    public string Code { get; } = code;
}
