namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>Where official models can be had.</summary>
/// <param name="Name">Stable: huggingface, modelscope or mirror.</param>
/// <param name="Address">https, with {repository}, {revision} and {file}.</param>
/// <param name="Hosts">That of the address and those that it redirects to; "*.example.com" for all below one.</param>
public sealed record ModelHub(string Name, string Address, IReadOnlyList<string> Hosts)
{
    public static ModelHub HuggingFace { get; } = new(
        "huggingface", "https://huggingface.co/{repository}/resolve/{revision}/{file}", ["huggingface.co", "*.huggingface.co", "*.hf.co"]);

    /// <summary>It has revisions of its own; the checksum says whether the file is the same.</summary>
    public static ModelHub ModelScope { get; } = new(
        "modelscope", "https://modelscope.cn/models/{repository}/resolve/master/{file}", ["modelscope.cn", "*.modelscope.cn"]);

    internal Uri AddressOf(OfficialModel model) => new(Address
        .Replace("{repository}", model.Repository, StringComparison.Ordinal)
        .Replace("{revision}", model.Revision, StringComparison.Ordinal)
        .Replace("{file}", model.FileName, StringComparison.Ordinal));
}
