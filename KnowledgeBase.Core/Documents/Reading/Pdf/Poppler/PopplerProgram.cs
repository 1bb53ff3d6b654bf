using System.Diagnostics;
using System.Runtime.CompilerServices;
using KnowledgeBase.Core.Documents.Reading.Office;

namespace KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;

/// <summary>Runs one of Poppler's programs on a file, boxed, and names what went wrong.</summary>
internal sealed class PopplerProgram(string path, int processorSeconds)
{
    private const int MostErrorCharacters = 4_000;
    private const long MostBytes = 1L << 30;

    /// <summary>Whether the programs are installed.</summary>
    public static bool IsInstalled => ProgramBox.Find("pdftotext") is not null && ProgramBox.Find("pdfinfo") is not null && ProgramBox.Find("pdftoppm") is not null;

    /// <summary>The lines that it writes, one after another as they come.</summary>
    /// <param name="arguments">Without the file.</param>
    /// <param name="after">Arguments behind the file, such as "-" for the output.</param>
    /// <exception cref="DocumentReadingException">engine_missing, encrypted, timeout, bomb or corrupt.</exception>
    public async IAsyncEnumerable<string> LinesAsync(
        string name, string[] arguments, string[] after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var process = Start(name, arguments, after);
        try
        {
            var errors = ErrorsAsync(process);
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line) yield return line;
            await EndAsync(name, process, errors, cancellationToken);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>All that it writes.</summary>
    public async Task<byte[]> BytesAsync(string name, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Start(name, arguments, []);
        try
        {
            var errors = ErrorsAsync(process);
            using var bytes = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(bytes, cancellationToken);
            await EndAsync(name, process, errors, cancellationToken);
            return bytes.ToArray();
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private Process Start(string name, string[] arguments, string[] after)
    {
        var program = ProgramBox.Find(name) ?? throw new DocumentReadingException(ReadingOutcome.EngineMissing, $"{name} is not installed: install poppler-utils.");
        var process = Process.Start(ProgramBox.Start(program, [.. arguments, path, .. after], path, processorSeconds, MostBytes))!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>The beginning of what it says on its error output, which a hostile file makes endless.</summary>
    private static async Task<string> ErrorsAsync(Process process)
    {
        var (said, buffer) = ("", new char[1024]);
        while (await process.StandardError.ReadAsync(buffer) is > 0 and var read)
        {
            if (said.Length < MostErrorCharacters) said += new string(buffer, 0, read);
        }

        return said;
    }

    private static async Task EndAsync(string name, Process process, Task<string> errors, CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        var said = await errors;
        if (process.ExitCode == 0) return;
        throw process.ExitCode switch
        {
            _ when said.Contains("Incorrect password", StringComparison.Ordinal) => new DocumentReadingException(ReadingOutcome.Encrypted, "The file asks for a password."),
            128 + 24 or 128 + 9 => new DocumentReadingException(ReadingOutcome.Timeout, $"{name} takes too much processor time."),
            128 + 6 => new DocumentReadingException(ReadingOutcome.Bomb, $"{name} takes too much memory."),
            var code => new DocumentReadingException(ReadingOutcome.Corrupt, $"{name} cannot read the file (exit code {code})."),
        };
    }
}
