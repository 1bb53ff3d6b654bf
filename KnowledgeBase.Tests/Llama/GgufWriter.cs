using System.Text;

namespace KnowledgeBase.Tests.Llama;

/// <summary>Writes GGUF files (version 3), right ones and, as everything in them can be changed, wrong ones.</summary>
internal sealed class GgufWriter
{
    private const int Alignment = 32;

    public Dictionary<string, object> Keys { get; } = [];

    public List<Tensor> Tensors { get; } = [];

    public uint Version { get; set; } = 3;

    public ulong? KeyCount { get; set; }

    public ulong? TensorCount { get; set; }

    /// <summary>Tensor type numbers are ggml's; offsets follow each other unless one is given.</summary>
    public sealed record Tensor(string Name, ulong[] Shape, uint Type, byte[] Data, ulong? Offset = null)
    {
        /// <summary>Bytes in the file, the data over and over; null: the data once.</summary>
        public long? Repeated { get; init; }

        public long Length => Repeated ?? Data.Length;
    }

    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        Write(stream);
        return stream.ToArray();
    }

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write("GGUF"u8);
        writer.Write(Version);
        writer.Write(TensorCount ?? (ulong)Tensors.Count);
        writer.Write(KeyCount ?? (ulong)Keys.Count);
        foreach (var (key, value) in Keys)
        {
            WriteString(writer, key);
            WriteValue(writer, value);
        }

        ulong next = 0;
        foreach (var tensor in Tensors)
        {
            WriteString(writer, tensor.Name);
            writer.Write((uint)tensor.Shape.Length);
            Array.ForEach(tensor.Shape, writer.Write);
            writer.Write(tensor.Type);
            writer.Write(tensor.Offset ?? next);
            next += (ulong)((tensor.Length + Alignment - 1) / Alignment * Alignment);
        }

        foreach (var tensor in Tensors)
        {
            Pad(writer);
            for (var left = tensor.Length; left > 0; left -= tensor.Data.Length)
            {
                writer.Write(tensor.Data, 0, (int)Math.Min(left, tensor.Data.Length));
            }
        }

        Pad(writer);
    }

    public string Save(string path)
    {
        File.WriteAllBytes(path, ToArray());
        return path;
    }

    /// <summary>Replaces a tensor by what is made of it.</summary>
    public void Change(string name, Func<Tensor, Tensor> change)
    {
        var index = Tensors.FindIndex(tensor => tensor.Name == name);
        Tensors[index] = change(Tensors[index]);
    }

    private static void Pad(BinaryWriter writer)
    {
        writer.Flush();
        while (writer.BaseStream.Position % Alignment != 0)
        {
            writer.Write((byte)0);
        }
    }

    private static void WriteString(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void WriteValue(BinaryWriter writer, object value)
    {
        writer.Write(TypeOf(value.GetType()));
        WriteBare(writer, value);
    }

    private static void WriteBare(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case uint number: writer.Write(number); break;
            case int number: writer.Write(number); break;
            case ushort number: writer.Write(number); break;
            case float number: writer.Write(number); break;
            case ulong number: writer.Write(number); break;
            case bool flag: writer.Write(flag); break;
            case string text: WriteString(writer, text); break;
            case Array items:
                writer.Write(TypeOf(items.GetType().GetElementType()!));
                writer.Write((ulong)items.Length);
                foreach (var item in items)
                {
                    WriteBare(writer, item);
                }

                break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static uint TypeOf(Type type) => type switch
    {
        _ when type == typeof(ushort) => 2,
        _ when type == typeof(uint) => 4,
        _ when type == typeof(int) => 5,
        _ when type == typeof(float) => 6,
        _ when type == typeof(bool) => 7,
        _ when type == typeof(string) => 8,
        _ when type.IsArray => 9,
        _ => 10,
    };
}
