using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace KnowledgeBase.Core.Llama.Loading;

/// <summary>
/// Keeps what llama.cpp says of its failures: its functions return only null. Its lines hold file names, tensor names and
/// sizes, never a text that is embedded.
/// </summary>
internal static unsafe class LlamaLog
{
    private const int Capacity = 20;
    private const int Warning = 3;
    private const int Error = 4;
    private const int Continued = 5;

    private static readonly ConcurrentQueue<string> Lines = new();

    [ThreadStatic]
    private static StringBuilder? _line;

    [ThreadStatic]
    private static int _level;

    internal static delegate* unmanaged[Cdecl]<int, byte*, nint, void> Callback => &Receive;

    /// <summary>The last warnings and errors as one sentence, and forgets them.</summary>
    internal static string TakeErrors()
    {
        var lines = new List<string>();
        while (Lines.TryDequeue(out var line))
        {
            lines.Add(line);
        }

        return string.Join("; ", lines);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Receive(int level, byte* text, nint userData)
    {
        // Level 5 continues the line before it, so a message counts when its end of line has come.
        var line = _line ??= new StringBuilder();
        if (level != Continued)
        {
            line.Clear();
            _level = level;
        }

        if (_level is not (Warning or Error))
            return;
        line.Append(Marshal.PtrToStringUTF8((nint)text));
        if (line.Length == 0 || line[^1] != '\n')
            return;
        Lines.Enqueue(line.ToString().Trim());
        line.Clear();
        while (Lines.Count > Capacity && Lines.TryDequeue(out _))
        {
            // The oldest give way.
        }
    }
}
