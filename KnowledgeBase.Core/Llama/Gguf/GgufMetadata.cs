using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>
/// The keys of a GGUF file. llama.cpp takes a key only in its own type, so the readers here do the same: a wrong type is
/// a damaged file.
/// </summary>
internal sealed class GgufMetadata
{
    private const int MaxKeyLength = 256;
    private const int MaxStringLength = 16 * 1024 * 1024;
    private const int MaxArrayLength = 4 * 1024 * 1024;

    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    internal IEnumerable<string> Keys => _values.Keys;

    internal static GgufMetadata Read(GgufReader reader, int count)
    {
        var metadata = new GgufMetadata();
        for (var index = 0; index < count; index++)
        {
            var key = reader.ReadString("a key", MaxKeyLength);
            if (key.Length == 0 || key.Contains('\0', StringComparison.Ordinal))
                throw GgufReader.Damaged("a key is empty");
            if (!metadata._values.TryAdd(key, ReadValue(reader, key, reader.ReadUInt32())))
                throw GgufReader.Damaged($"the key {key} is there twice");
        }

        return metadata;
    }

    internal bool Contains(string key) => _values.ContainsKey(key);

    internal bool TryGet<T>(string key, [MaybeNullWhen(false)] out T value)
    {
        if (!_values.TryGetValue(key, out var found))
        {
            value = default;
            return false;
        }

        value = found is T typed ? typed : throw GgufReader.Damaged($"the key {key} has another type than {typeof(T).Name}");
        return true;
    }

    internal T Get<T>(string key) =>
        TryGet<T>(key, out var value) ? value : throw GgufReader.Damaged($"the key {key} is missing");

    /// <summary>A required whole number between two bounds.</summary>
    internal int GetNumber(string key, int least, int most)
    {
        var value = Get<uint>(key);
        return value >= least && value <= most
            ? (int)value
            : throw GgufReader.Damaged($"{key} is {value}, not between {least} and {most}");
    }

    private static object ReadValue(GgufReader reader, string key, uint type) => type switch
    {
        0 => reader.ReadBytes(1)[0],
        1 => (sbyte)reader.ReadBytes(1)[0],
        2 => BitConverter.ToUInt16(reader.ReadBytes(2)),
        3 => BitConverter.ToInt16(reader.ReadBytes(2)),
        4 => reader.ReadUInt32(),
        5 => (int)reader.ReadUInt32(),
        6 => BitConverter.UInt32BitsToSingle(reader.ReadUInt32()),
        7 => ReadBool(reader, key),
        8 => reader.ReadString(key, MaxStringLength),
        9 => ReadArray(reader, key),
        10 => reader.ReadUInt64(),
        11 => (long)reader.ReadUInt64(),
        12 => BitConverter.UInt64BitsToDouble(reader.ReadUInt64()),
        _ => throw GgufReader.Damaged($"the key {key} has the unknown type {type}"),
    };

    private static bool ReadBool(GgufReader reader, string key) => reader.ReadBytes(1)[0] switch
    {
        0 => false,
        1 => true,
        var value => throw GgufReader.Damaged($"{key} is neither true nor false but {value}"),
    };

    private static Array ReadArray(GgufReader reader, string key) => reader.ReadUInt32() switch
    {
        0 => ReadNumbers<byte>(reader, key),
        1 => ReadNumbers<sbyte>(reader, key),
        2 => ReadNumbers<ushort>(reader, key),
        3 => ReadNumbers<short>(reader, key),
        4 => ReadNumbers<uint>(reader, key),
        5 => ReadNumbers<int>(reader, key),
        6 => ReadNumbers<float>(reader, key),
        7 => ReadNumbers<byte>(reader, key),
        8 => ReadStrings(reader, key),
        10 => ReadNumbers<ulong>(reader, key),
        11 => ReadNumbers<long>(reader, key),
        12 => ReadNumbers<double>(reader, key),
        var type => throw GgufReader.Damaged($"the array {key} has the impossible type {type}"),
    };

    private static T[] ReadNumbers<T>(GgufReader reader, string key)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        var count = reader.ReadCount($"the number of items of {key}", MaxArrayLength, size);
        return MemoryMarshal.Cast<byte, T>(reader.ReadBytes(count * size)).ToArray();
    }

    private static string[] ReadStrings(GgufReader reader, string key)
    {
        var strings = new string[reader.ReadCount($"the number of items of {key}", MaxArrayLength, 8)];
        for (var index = 0; index < strings.Length; index++)
        {
            strings[index] = reader.ReadString(key, MaxStringLength);
        }

        return strings;
    }
}
