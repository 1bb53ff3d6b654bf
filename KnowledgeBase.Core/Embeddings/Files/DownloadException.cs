namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>Why a download has stopped; the codes of <see cref="ModelDownload.ErrorCode"/>.</summary>
internal sealed class DownloadException(string code) : Exception(code)
{
    public string Code { get; } = code;
}
