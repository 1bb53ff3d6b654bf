using System.Diagnostics;
using System.Globalization;

namespace KnowledgeBase.Core.Documents.Reading.Ocr;

/// <summary>A word that was recognised, in pixels of the picture, with the number of the line it belongs to.</summary>
/// <param name="Confidence">0 to 1.</param>
internal sealed record OcrWord(string Text, int Line, int Left, int Top, int Width, int Height, double Confidence);

/// <summary>Calls the tesseract program: text with places and confidence, and which way up a page is.</summary>
internal sealed class Tesseract(ReadingOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(50);
    private readonly string? _program = Find(options.TesseractPath);

    public bool IsInstalled => _program is not null;

    /// <summary>Where tesseract is; null when it is not installed.</summary>
    public static string? Find(string configured)
    {
        if (configured.Length > 0) return File.Exists(configured) ? configured : null;
        var name = OperatingSystem.IsWindows() ? "tesseract.exe" : "tesseract";
        return (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Words of a picture in reading order.</summary>
    /// <param name="path">A picture file of our own.</param>
    /// <param name="language">Such as chi_sim or eng.</param>
    public async Task<List<OcrWord>> ReadAsync(string path, string language, CancellationToken cancellationToken)
    {
        var words = new List<OcrWord>();
        var line = 0;
        foreach (var row in (await RunAsync([path, "stdout", "-l", language, "--psm", "3", "--dpi", "300", "tsv"], cancellationToken)).Split('\n'))
        {
            if (row.Split('\t') is not [var level, _, _, _, _, _, var left, var top, var width, var height, var confidence, var text]) continue;
            if (level == "4") line++;
            if (level != "5" || string.IsNullOrWhiteSpace(text)) continue;
            words.Add(new OcrWord(text.Trim(), line, Number(left), Number(top), Number(width), Number(height), double.Parse(confidence, CultureInfo.InvariantCulture) / 100));
        }

        return words;
    }

    /// <summary>Clockwise quarter turns that set a page upright, and whether its script is Latin. (0, false) where tesseract cannot tell.</summary>
    public async Task<(int Quarters, bool Latin)> OrientAsync(string path, CancellationToken cancellationToken)
    {
        var facts = (await RunAsync([path, "stdout", "--psm", "0", "--dpi", "300"], cancellationToken)).Split('\n')
            .Select(row => row.Split(':', 2, StringSplitOptions.TrimEntries)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var sure = Fact("Orientation confidence") > 2;
        return (sure ? (int)Fact("Rotate") / 90 : 0, facts.GetValueOrDefault("Script") == "Latin" && Fact("Script confidence") > 1);

        double Fact(string name) => double.TryParse(facts.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var value) ? value : 0;
    }

    private async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(_program!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.BeginErrorReadLine(); // drained
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return output;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ""; // one page that cannot be recognised in time is a page without text
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
