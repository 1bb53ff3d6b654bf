namespace KnowledgeBase.Tests.Llama;

/// <summary>The tiny model as a file, and a folder for more, gone after the tests.</summary>
public sealed class TinyModelFile : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("gguf-").FullName;

    public string Path { get; }

    public TinyModelFile() => Path = TinyQwen3.Create().Save(System.IO.Path.Combine(Folder, "tiny.gguf"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
