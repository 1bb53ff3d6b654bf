using System.Runtime.InteropServices;
using KnowledgeBase.Core.Llama.Gguf;

namespace KnowledgeBase.Tests.Generations;

/// <summary>A model that means the same as the bundled one but gives other numbers: some values of its last layer are turned down.</summary>
internal static class OtherModel
{
    public static string Save(string path)
    {
        var bundled = Path.Combine(AppContext.BaseDirectory, "DefaultModel", "knowledgebase-small-v2.gguf");
        var bytes = File.ReadAllBytes(bundled);
        var tensors = GgufFile.Read(bundled).Tensors;
        var last = tensors.MaxBy(tensor => tensor.Offset)!;
        var start = (bytes.Length - (long)last.Offset - last.SizeBytes) / 32 * 32;
        var norm = tensors.Single(tensor => tensor.Name == "output_norm.weight");
        var values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan((int)(start + (long)norm.Offset), (int)norm.SizeBytes));
        Assert.All(values.ToArray(), value => Assert.InRange(Math.Abs(value), 0, 1e3));
        for (var index = 0; index < values.Length; index++)
        {
            values[index] *= index % 4 == 0 ? 3f : index % 4 == 1 ? 0.1f : 1f;
        }

        File.WriteAllBytes(path, bytes);
        return path;
    }
}
