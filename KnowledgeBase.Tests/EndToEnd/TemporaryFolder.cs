using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kb-test-").FullName;

    public void Dispose() => LeftFolder.RemoveAsync(Path).GetAwaiter().GetResult();
}
