using System.Numerics;
using System.Text;

namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>
/// The head of a GGUF file (versions 2 and 3, little-endian): its keys and its tensor table, read and checked without
/// native code. See ggml's docs/gguf.md.
/// </summary>
internal sealed class GgufFile
{
    private const uint Magic = 0x46554747; // "GGUF"
    private const int MaxKeys = 4096;
    private const int MaxTensors = 16384;
    private const int MaxDimensions = 4;

    private GgufFile(string path, long length, GgufMetadata metadata, IReadOnlyList<GgufTensor> tensors)
    {
        Path = path;
        Length = length;
        Metadata = metadata;
        Tensors = tensors;
    }

    internal string Path { get; }

    internal long Length { get; }

    internal GgufMetadata Metadata { get; }

    internal IReadOnlyList<GgufTensor> Tensors { get; }

    /// <exception cref="LlamaException">model_missing or model_damaged.</exception>
    internal static GgufFile Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20);
            return Read(path, stream);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LlamaException(LlamaException.ModelMissing, $"There is no model file {path}.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new LlamaException(LlamaException.ModelMissing, $"{path} is a folder, or may not be read.", exception);
        }
        catch (Exception exception) when (exception is IOException and not EndOfStreamException)
        {
            throw new LlamaException(LlamaException.ModelMissing, $"{path} cannot be read: {exception.Message}", exception);
        }
        catch (EndOfStreamException exception)
        {
            throw new LlamaException(LlamaException.ModelDamaged, "The model file is damaged: it became shorter while it was read.", exception);
        }
    }

    private static GgufFile Read(string path, FileStream stream)
    {
        var length = stream.Length;
        var reader = new GgufReader(stream, length);
        if (length < 24 || reader.ReadUInt32() != Magic)
            throw GgufReader.Damaged("it is no GGUF file");
        if (reader.ReadUInt32() is var version and not (2 or 3))
            throw GgufReader.Damaged($"GGUF version {version} is unknown");
        var tensorCount = reader.ReadCount("the number of tensors", MaxTensors, 24);
        var keyCount = reader.ReadCount("the number of keys", MaxKeys, 13);
        var metadata = GgufMetadata.Read(reader, keyCount);
        var tensors = new GgufTensor[tensorCount];
        for (var index = 0; index < tensorCount; index++)
        {
            tensors[index] = ReadTensor(reader);
        }

        var alignment = metadata.TryGet<uint>("general.alignment", out var configured) ? configured : 32;
        if (!BitOperations.IsPow2(alignment) || alignment > 1 << 20)
            throw GgufReader.Damaged($"the alignment {alignment} is no power of two");
        CheckData(tensors, Align(reader.Position, alignment), length, alignment);
        return new GgufFile(path, length, metadata, tensors);
    }

    private static GgufTensor ReadTensor(GgufReader reader)
    {
        var name = reader.ReadString("a tensor's name", 63);
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(name) > 63)
            throw GgufReader.Damaged("a tensor has no name");
        var dimensions = reader.ReadUInt32();
        if (dimensions is < 1 or > MaxDimensions)
            throw GgufReader.Damaged($"the tensor {name} has {dimensions} dimensions");
        var shape = new long[dimensions];
        UInt128 elements = 1;
        for (var index = 0; index < shape.Length; index++)
        {
            var size = reader.ReadUInt64();
            elements *= size;
            if (size == 0 || elements > 1UL << 42)
                throw GgufReader.Damaged($"the tensor {name} has an impossible shape");
            shape[index] = (long)size;
        }

        var typeId = reader.ReadUInt32();
        var type = GgufTensorType.Find(typeId)
            ?? throw new LlamaException(LlamaException.ModelUnsupported, $"The tensor {name} has the type {typeId}, which is none for weights.");
        if (shape[0] % type.BlockLength != 0)
            throw GgufReader.Damaged($"a row of {name} does not consist of whole {type.Name} blocks");
        return new GgufTensor(name, shape, type, reader.ReadUInt64());
    }

    private static void CheckData(GgufTensor[] tensors, long start, long length, long alignment)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var next = 0L;
        foreach (var tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw GgufReader.Damaged($"the tensor {tensor.Name} is there twice");
            if (tensor.Offset != (ulong)next)
                throw GgufReader.Damaged($"the tensor {tensor.Name} does not follow the one before it");
            if (start + next + tensor.SizeBytes > length)
                throw GgufReader.Damaged($"it ends within the tensor {tensor.Name}");
            next = Align(next + tensor.SizeBytes, alignment);
        }
    }

    private static long Align(long position, long alignment) => (position + alignment - 1) / alignment * alignment;
}
