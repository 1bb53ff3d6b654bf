using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace KnowledgeBase.Benchmarks.Embeddings;

/// <summary>node-llama-cpp with the same model and threads, in a process of its own; see peer.mjs.</summary>
internal sealed class Peer : IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Process _process;

    private Peer(Process process) => _process = process;

    /// <param name="folder">Where `npm install node-llama-cpp` was run.</param>
    public static async Task<Peer> StartAsync(string folder, string modelPath, int threads)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Embeddings", "peer.mjs"), Path.GetFullPath(folder), modelPath, threads.ToString(CultureInfo.InvariantCulture)];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var peer = new Peer(Process.Start(start)!);
        await peer.ReadAsync();
        return peer;
    }

    public async Task<Answer> EmbedAsync(IReadOnlyList<string> texts)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { texts }));
        return JsonSerializer.Deserialize<Answer>(await ReadAsync(), Web)!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<string> ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                return line;
            }
        }

        throw new InvalidOperationException("The peer has ended; is node-llama-cpp installed in its folder?");
    }

    /// <param name="Vector">The first text's, as llama.cpp gave it.</param>
    internal sealed record Answer(double Ms, double CpuMs, float[] Vector, int PeakMiB);
}
