namespace KnowledgeBase.Core.Embeddings;

/// <summary>Counts the cores that this process may use; two threads of one core gain nothing in a decode.</summary>
internal static class PhysicalCores
{
    /// <summary>From here on a model's decode takes nearly all of indexing; a smaller one shares the time with reading.</summary>
    private const long LargeModelBytes = 256L << 20;

    /// <summary>Threads of one decode that measured best on an idle machine (docs/performance.md).</summary>
    internal static int ThreadsFor(long modelBytes) => modelBytes >= LargeModelBytes ? Count() : Math.Max(1, Count() - 1);

    internal static int Count()
    {
        try
        {
            // One line per logical processor, such as "0,4" or "0-1": the processors of its core.
            var cores = Directory.EnumerateDirectories("/sys/devices/system/cpu", "cpu*")
                .Select(static folder => Path.Combine(folder, "topology", "thread_siblings_list"))
                .Where(File.Exists).Select(File.ReadAllText).Distinct(StringComparer.Ordinal).Count();
            return cores > 0 ? Math.Min(cores, Environment.ProcessorCount) : Environment.ProcessorCount;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Environment.ProcessorCount;
        }
    }
}
