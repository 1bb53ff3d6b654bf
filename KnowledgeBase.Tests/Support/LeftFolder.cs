namespace KnowledgeBase.Tests.Support;

/// <summary>
/// Removes what a test leaves. A page that was left while it read, or a process that was just killed, may write its last
/// file (SQLite's -shm) in the very moment of the removal: that is no failure of the test.
/// </summary>
internal static class LeftFolder
{
    public static async Task RemoveAsync(string path)
    {
        for (var left = 50; ; left--)
        {
            try
            {
                Directory.Delete(path, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(100);
            }
        }
    }
}
