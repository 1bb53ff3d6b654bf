using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Tests.Documents.Reading;

/// <summary>Files of the Fixtures folder, and files made on the spot, read as the worker reads them.</summary>
internal static class Fixture
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    public static Task<DocumentText> ReadAsync(string name, ReadingOptions? options = null, ReadingView view = ReadingView.Accepted) =>
        ReadingServices.Direct(options ?? new ReadingOptions()).ReadAsync(new ReadingRequest(Path(name), System.IO.Path.GetFileName(name)) { View = view }, null, TestContext.Current.CancellationToken);

    public static async Task<DocumentText> ReadBytesAsync(byte[] bytes, string name, ReadingOptions? options = null, ReadingView view = ReadingView.Accepted)
    {
        var path = System.IO.Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            return await ReadingServices.Direct(options ?? new ReadingOptions()).ReadAsync(new ReadingRequest(path, name) { View = view }, null, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The code with which the bytes are refused.</summary>
    public static async Task<string> RefusalAsync(byte[] bytes, string name, ReadingOptions? options = null) =>
        (await Assert.ThrowsAsync<DocumentReadingException>(() => ReadBytesAsync(bytes, name, options))).Code;
}
