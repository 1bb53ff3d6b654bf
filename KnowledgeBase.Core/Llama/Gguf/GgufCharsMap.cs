using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>
/// SentencePiece's precompiled character map: the size of a double-array trie in bytes, the trie, and NUL-terminated
/// replacements. llama.cpp throws a C++ exception through its C API, which ends the process, when a text leads outside;
/// so every state that any text can reach is visited here beforehand (llama-vocab.cpp, xcda_array_view).
/// </summary>
internal static class GgufCharsMap
{
    internal static bool IsSound(ReadOnlySpan<byte> map)
    {
        if (map.IsEmpty)
            return true;
        if (map.Length < 4)
            return false;
        var trieBytes = BinaryPrimitives.ReadUInt32LittleEndian(map);
        if (trieBytes == 0 || trieBytes % 4 != 0 || trieBytes >= map.Length - 4)
            return false;
        var trie = MemoryMarshal.Cast<byte, uint>(map.Slice(4, (int)trieBytes));
        var replacements = map[(4 + (int)trieBytes)..];
        return replacements[^1] == 0 && EveryStateIsInside(trie, replacements.Length);
    }

    private static bool EveryStateIsInside(ReadOnlySpan<uint> trie, int replacementBytes)
    {
        var seen = new HashSet<uint>();
        var states = new Stack<uint>([Base(trie[0])]);
        while (states.TryPop(out var state))
        {
            if (!seen.Add(state))
                continue;
            for (uint next = 1; next < 256; next++)
            {
                var index = state ^ next;
                if (index >= trie.Length)
                    return false;
                var node = trie[(int)index];
                if ((node & 0x800000FF) != next)
                    continue;
                var child = index ^ Base(node);
                if ((node >> 8 & 1) != 0 && (child >= trie.Length || (trie[(int)child] & 0x7FFFFFFF) >= replacementBytes))
                    return false;
                states.Push(child);
            }
        }

        return true;
    }

    private static uint Base(uint node) => node >> 10 << (int)((node & 1U << 9) >> 6);
}
