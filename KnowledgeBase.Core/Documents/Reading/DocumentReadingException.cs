namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Stable codes of why a file cannot be read; each has a message in both languages in the web project.</summary>
public static class ReadingOutcome
{
    public const string Empty = "empty";
    public const string TypeMismatch = "type_mismatch";
    public const string Unsupported = "unsupported";
    public const string Encrypted = "encrypted";
    public const string WrongPassword = "wrong_password";
    public const string Corrupt = "corrupt";
    public const string TooLarge = "too_large";
    public const string Bomb = "bomb";
    public const string TooManyPages = "too_many_pages";
    public const string Timeout = "timeout";
    public const string ParserCrash = "parser_crash";
    public const string EngineMissing = "engine_missing";
    public const string ConverterMissing = "converter_missing";
    public const string OcrMissing = "ocr_missing";
    public const string NoText = "no_text";
}

/// <summary>A file that cannot be read. <see cref="Code"/> is one of <see cref="ReadingOutcome"/>.</summary>
public sealed class DocumentReadingException : Exception
{
    public DocumentReadingException(string code, string detail, Exception? innerException = null)
        : base(detail, innerException) => Code = code;

    /// <summary>The stable code, shown to the user as a sentence in his language.</summary>
    public string Code { get; }
}
