using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Benchmarks.Reading;

/// <summary>
/// All figures of how well documents are read, in one run: the reference texts' own score (score.py of the folder), how many
/// computed numbers stand before their paragraphs in the reference too, and the edge cases of the labelled contracts
/// (score_edge.py). Needs python3.
/// </summary>
public static class ReadingScore
{
    private const int Probe = 40; // letters of a paragraph that are looked for in the reference

    /// <param name="documents">Holds manifest.json, score.py and the files that the manifest names.</param>
    /// <param name="contracts">Holds fixtures/edge with expected.json, and score_edge.py; null leaves them out.</param>
    /// <returns>0 when every file was read or refused with a code and every score ran.</returns>
    public static async Task<int> RunAsync(string documents, string? contracts)
    {
        var output = Directory.CreateTempSubdirectory("kb-score-").FullName;
        try
        {
            var manifest = Path.Combine(documents, "manifest.json");
            var entries = JsonSerializer.Deserialize<JsonElement[]>(await File.ReadAllTextAsync(manifest)) ?? [];
            var failed = 0;
            foreach (var folder in entries.Select(entry => Path.GetDirectoryName(entry.GetProperty("file").GetString()!)!).Distinct(StringComparer.Ordinal))
            {
                var into = Path.Combine(output, "documents");
                failed += await ReadingBenchmark.RunAsync(Path.Combine(documents, folder), into, manifest, default);
                Numbering(documents, [.. entries.Where(entry => Path.GetDirectoryName(entry.GetProperty("file").GetString()!) == folder)], into);
            }

            failed += await PythonAsync(Path.Combine(documents, "score.py"), Path.Combine(output, "documents"));
            if (contracts is null) return failed;
            var edge = Path.Combine(contracts, "fixtures", "edge");
            failed += await ReadingBenchmark.RunAsync(edge, Path.Combine(output, "edge"), null, default);
            return failed + await PythonAsync(Path.Combine(contracts, "score_edge.py"), Path.Combine(edge, "expected.json"), Path.Combine(output, "edge", "blocks.json"));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    /// <summary>Of the numbered paragraphs that the reference has, how many have the same number before them there.</summary>
    private static void Numbering(string documents, IReadOnlyList<JsonElement> entries, string output)
    {
        using var read = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "blocks.json")));
        var sums = new SortedDictionary<string, (int Same, int All)>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var file = entry.GetProperty("file").GetString()!;
            if (Path.GetExtension(file) is not (".docx" or ".doc") || !read.RootElement.TryGetProperty(Path.GetFileName(file), out var found)) continue;
            var reference = Plain(File.ReadAllText(Path.Combine(documents, file + ".ref.txt")));
            var (same, all) = (0, 0);
            foreach (var block in found.GetProperty("blocks").EnumerateArray())
            {
                var (label, text) = (Plain(block[0].GetString()!), Plain(block[1].GetString()!));
                if (text.Length > Probe) text = text[..Probe];
                if (!label.Any(char.IsLetterOrDigit) || text.Length < 4 || !reference.Contains(text, StringComparison.Ordinal)) continue;
                all++;
                if (reference.Contains(label + text, StringComparison.Ordinal) || reference.Contains(label.TrimEnd('.') + text, StringComparison.Ordinal)) same++;
            }

            if (same < all) Console.WriteLine($"numbers {same,5} of {all,5} {Path.GetFileName(file)}");
            var (before, beforeAll) = sums.GetValueOrDefault(Path.GetExtension(file));
            sums[Path.GetExtension(file)] = (before + same, beforeAll + all);
        }

        foreach (var (kind, (same, all)) in sums) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"numbers {kind}: {same} of {all} as in the reference, {(double)same / Math.Max(1, all):0.0000}"));
    }

    private static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && c is not ('\u200B' or '\u00AD'))).ToUpperInvariant();

    private static async Task<int> PythonAsync(params string[] arguments)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", arguments) { UseShellExecute = false })!;
        await python.WaitForExitAsync();
        return python.ExitCode;
    }
}
