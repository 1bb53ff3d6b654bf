using System.Diagnostics;
using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Loading;

namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>
/// Loads a model and embeds a text with it in a child process first. What passes the validator should load; if some file
/// ends the process all the same, it is the child's.
/// </summary>
public static class ModelProbe
{
    private const string Argument = "--probe-model";
    private const string Passed = "probe passed";
    private const string Refused = "probe refused ";
    private const int Aborted = 134;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>In the child, before the application is built: true when it was one. A line per file says what came of it.</summary>
    public static bool Ran(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Count < 2 || !string.Equals(arguments[0], Argument, StringComparison.Ordinal))
            return false;

        // The application parks the thread and lives on; this process has nothing else to do.
        LlamaAbort.Parked += static (_, _) => Environment.Exit(Aborted);
        foreach (var path in arguments.Skip(1))
        {
            Console.Out.WriteLine(Try(path));
            Console.Out.Flush();
        }

        return true;
    }

    /// <summary>In the parent.</summary>
    /// <exception cref="EmbeddingException">The file's own code, or model_damaged when the child did not survive it.</exception>
    public static async Task RequireAsync(string path, CancellationToken cancellationToken)
    {
        var answers = await AskAsync([path], cancellationToken);
        var answer = answers.Count > 0 ? answers[0] : null;
        if (answer == Passed)
            return;
        if (answer?.StartsWith(Refused, StringComparison.Ordinal) != true)
            throw new EmbeddingException(LlamaException.ModelDamaged, $"llama.cpp does not survive {Path.GetFileName(path)}.");
        var words = answer[Refused.Length..].Split(' ', 2);
        throw new EmbeddingException(words[0], words[1]);
    }

    /// <summary>A line per file, fewer when the child did not survive one of them.</summary>
    internal static async Task<IReadOnlyList<string>> AskAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Dotnet) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "KnowledgeBase.Web.dll"));
        start.ArgumentList.Add(Argument);
        foreach (var path in paths)
        {
            start.ArgumentList.Add(path);
        }

        // Without it ggml calls a debugger for a trace before it ends the process.
        start.Environment["GGML_NO_BACKTRACE"] = "1";
        using var process = Process.Start(start) ?? throw new EmbeddingException(LlamaException.EngineFailed, "The probe cannot be started.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            await errors;
            return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => line == Passed || line.StartsWith(Refused, StringComparison.Ordinal))];
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Dotnet => Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";

    private static string Try(string path)
    {
        try
        {
            LlamaLibrary.Load(LlamaLibraryOptions.Default with { Backend = LlamaBackend.Cpu });
            using var model = LlamaModel.Load(path, new LlamaModelOptions(GpuLayerCount: 0), null, CancellationToken.None);
            using var context = new LlamaContext(model, new LlamaContextOptions(ContextSize: 256, BatchSize: 256, MaxTexts: 2));
            var vectors = context.Embed([model.Tokenize("供应商延迟交货", 256), model.Tokenize("text", 256)], CancellationToken.None);
            return Array.TrueForAll(vectors, static vector => Matryoshka.Cut(vector, Math.Min(32, vector.Length)) is not null)
                ? Passed
                : $"{Refused}{LlamaException.EngineFailed} The model gives no usable vector.";
        }
        catch (LlamaException exception)
        {
            return $"{Refused}{exception.Code} {exception.Message.ReplaceLineEndings(" ")}";
        }
    }
}
