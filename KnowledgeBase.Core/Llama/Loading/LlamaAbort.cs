using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Llama.Loading;

/// <summary>
/// llama.cpp ends the process when one of its assertions fails. Its abort callback is called first, and does not return
/// here: the thread that failed is parked for good, everybody else lives on, and a new model and context work.
/// </summary>
public static unsafe class LlamaAbort
{
    [ThreadStatic]
    private static object? t_owner;

    /// <summary>
    /// Raised on a pool thread with ggml's message, after a native thread was parked, and with who said that it was his;
    /// null when nobody did, such as for a thread that ggml computes with.
    /// </summary>
    public static event Action<string, object?>? Parked;

    /// <summary>The calling thread is this one's from now on.</summary>
    public static void OwnThread(object owner) => t_owner = owner;

    /// <summary>How many threads are parked in this process.</summary>
    public static int Count => Volatile.Read(ref _count);

    private static int _count;

    internal static delegate* unmanaged[Cdecl]<byte*, void> Callback => &Park;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Park(byte* message)
    {
        var text = Marshal.PtrToStringUTF8((nint)message)?.Trim() ?? "assertion failed";
        Interlocked.Increment(ref _count);
        ThreadPool.QueueUserWorkItem(static parked => Parked?.Invoke(parked.Text, parked.Owner), (Text: text, Owner: t_owner), preferLocal: false);
        Thread.Sleep(Timeout.Infinite);
    }
}
