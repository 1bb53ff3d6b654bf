using System.Text.Json;
using System.Threading.Channels;
using KnowledgeBase.Core.Documents.Reading.Pdf;
using KnowledgeBase.Core.Documents.Reading.Worker.Native;

namespace KnowledgeBase.Core.Documents.Reading.Worker;

/// <summary>
/// The child process: reads one file after another, as it is asked on its standard input, and ends when that is closed.
/// Whatever a file does to it, the application goes on.
/// </summary>
public static class ParseWorker
{
    public const string Argument = "--parse-worker";

    private const int BlocksPerLine = 200;

    /// <summary>Does a worker's work if the arguments say that this process is one.</summary>
    /// <returns>False when the process is the application itself.</returns>
    public static async Task<bool> RanAsync(string[] args)
    {
        if (args is not [Argument]) return false;
        await using var output = Console.OpenStandardOutput();
        // What a library prints must not look like an answer.
        Console.SetOut(TextWriter.Null);
        var requests = Listen(Console.OpenStandardInput());
        if (await requests.ReadAsync() is not { Options: { } options }) return true;
        ProcessLimits.Apply(options.MaxWorkerBytes, 1L << 30);
        var reading = ReadingServices.Direct(options);
        await foreach (var request in requests.ReadAllAsync())
        {
            if (request.Read is { } read) await AnswerAsync(output, () => ReadAsync(reading, read, output));
            if (request.Draw is { } draw) await AnswerAsync(output, () => DrawAsync(draw, options));
        }

        return true;
    }

    private static async Task<WorkerMessage> ReadAsync(DirectReading reading, ReadingRequest request, Stream output)
    {
        var text = await reading.ReadAsync(request, new Progress(output), CancellationToken.None);
        foreach (var blocks in text.Blocks.Chunk(BlocksPerLine)) Write(output, new WorkerMessage { Blocks = blocks });
        return new WorkerMessage { Engine = text.Engine, PageCount = text.PageCount, Warnings = [.. text.Warnings], Omissions = [.. text.Omissions] };
    }

    private static async Task<WorkerMessage> DrawAsync(DrawRequest request, ReadingOptions options)
    {
        return new WorkerMessage { Engine = await PageDrawing.DrawAsync(request.Path, request.Page, request.DotsPerInch, request.Output, options) };
    }

    private static async Task AnswerAsync(Stream output, Func<Task<WorkerMessage>> answer)
    {
        WorkerMessage last;
        try
        {
            last = await answer();
        }
        catch (DocumentReadingException e)
        {
            last = new WorkerMessage { Code = e.Code, Detail = e.Message };
        }
#pragma warning disable CA1031 // Any failure of a reader is an answer; the type's name tells, the message could hold text of the file.
        catch (Exception e)
#pragma warning restore CA1031
        {
            last = new WorkerMessage { Code = ReadingOutcome.ParserCrash, Detail = $"The reader failed with {e.GetType().Name}." };
        }

        Write(output, last);
    }

    private static void Write(Stream output, WorkerMessage message)
    {
        JsonSerializer.Serialize(output, message, WorkerJson.Options);
        output.WriteByte((byte)'\n');
        output.Flush();
    }

    /// <summary>Reads requests on a thread of its own, so that the end of the parent ends this process in the middle of a file.</summary>
    private static ChannelReader<WorkerRequest> Listen(Stream input)
    {
        var requests = Channel.CreateUnbounded<WorkerRequest>();
        new Thread(() =>
        {
            using var reader = new StreamReader(input);
            while (reader.ReadLine() is { } line)
            {
                if (JsonSerializer.Deserialize<WorkerRequest>(line, WorkerJson.Options) is { } request) requests.Writer.TryWrite(request);
            }

            Environment.Exit(0);
        })
        { IsBackground = true }.Start();
        return requests.Reader;
    }

    private sealed class Progress(Stream output) : IProgress<(int Read, int? Total)>
    {
        public void Report((int Read, int? Total) value) => Write(output, new WorkerMessage { PagesRead = value.Read, PageCount = value.Total });
    }
}
