using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Gguf;
using KnowledgeBase.Core.Llama.Loading;

namespace KnowledgeBase.Tests.Llama;

/// <summary>
/// Damaged and foreign files, among them every one known to end the process inside llama.cpp: each is refused before.
/// </summary>
public sealed class GgufValidatorTests(TinyModelFile file) : IClassFixture<TinyModelFile>
{
    private static readonly string Bundled = Path.Combine(AppContext.BaseDirectory, "DefaultModel", "knowledgebase-small-v2.gguf");

    private static readonly Dictionary<string, (string Code, Action<GgufWriter> Damage)> Wrong = new()
    {
        ["an unknown version"] = (LlamaException.ModelDamaged, gguf => gguf.Version = 999),
        ["version 1"] = (LlamaException.ModelDamaged, gguf => gguf.Version = 1),
        ["more keys than it says"] = (LlamaException.ModelDamaged, gguf => gguf.KeyCount = 5),
        ["fewer keys than it says"] = (LlamaException.ModelDamaged, gguf => gguf.KeyCount = 100),
        ["a huge number of keys"] = (LlamaException.ModelDamaged, gguf => gguf.KeyCount = ulong.MaxValue),
        ["a huge number of tensors"] = (LlamaException.ModelDamaged, gguf => gguf.TensorCount = ulong.MaxValue / 2),
        ["fewer tensors than it says"] = (LlamaException.ModelDamaged, gguf => gguf.TensorCount = 99),
        ["no layers"] = Key("qwen3.block_count", 0u),
        ["too many layers"] = Key("qwen3.block_count", 100_000u),
        ["layers that are not there"] = Key("qwen3.block_count", 3u),
        ["experts"] = Key("qwen3.expert_count", 4u, LlamaException.ModelUnsupported),
        ["another rope than its heads"] = Key("qwen3.rope.dimension_count", 8u),
        ["keys of another length than values"] = Key("qwen3.attention.value_length", 32u),
        ["odd heads"] = Key("qwen3.attention.key_length", 15u),
        ["heads that cannot be shared"] = Key("qwen3.attention.head_count", 3u),
        ["no heads"] = Key("qwen3.attention.head_count_kv", 0u),
        ["an impossible pooling"] = Key("qwen3.pooling_type", 7u),
        ["a chat model's pooling"] = Key("qwen3.pooling_type", 0u, LlamaException.ModelNotEmbedding),
        ["a reranker's pooling"] = Key("qwen3.pooling_type", 4u, LlamaException.ModelNotEmbedding),
        ["no pooling"] = (LlamaException.ModelNotEmbedding, gguf => gguf.Keys.Remove("qwen3.pooling_type")),
        ["another architecture"] = Key("general.architecture", "llama", LlamaException.ModelUnsupported),
        ["a part of a model"] = Key("split.count", (ushort)3, LlamaException.ModelUnsupported),
        ["a number where text belongs"] = Key("general.architecture", 3u),
        ["another tokenizer"] = Key("tokenizer.ggml.model", "llama", LlamaException.ModelUnsupported),
        ["no end token"] = (LlamaException.ModelDamaged, gguf => gguf.Keys.Remove("tokenizer.ggml.eos_token_id")),
        ["an end token outside the vocabulary"] = Key("tokenizer.ggml.eos_token_id", 270u),
        ["a number for a flag"] = Key("tokenizer.ggml.add_eos_token", 1u),
        ["no merges"] = (LlamaException.ModelDamaged, gguf => gguf.Keys.Remove("tokenizer.ggml.merges")),
        ["a merge of one part"] = Key("tokenizer.ggml.merges", (string[])["ab"]),
        ["a token twice"] = Token(256, "the"),
        ["tokens that are alike up to a NUL"] = Token(256, "th\0x"),
        ["a byte without a token"] = Token(65, "AA"),
        ["an empty token"] = Token(256, ""),
        ["too few token types"] = Key("tokenizer.ggml.token_type", (int[])[1, 1, 1]),
        ["an impossible epsilon"] = Key("qwen3.attention.layer_norm_rms_epsilon", float.NaN),
        ["an alignment that is none"] = Key("general.alignment", 33u),
        ["a huge alignment"] = Key("general.alignment", 1u << 31),
        ["a context of no tokens"] = Key("qwen3.context_length", 0u),
        ["more dimensions than its vectors have"] = Key("knowledgebase.dimensions", 65u),
        ["a missing tensor"] = (LlamaException.ModelDamaged, gguf => gguf.Tensors.RemoveAt(5)),
        ["a tensor too many"] = (LlamaException.ModelUnsupported, gguf => gguf.Tensors.Add(gguf.Tensors[1] with { Name = "extra.weight" })),
        ["a tensor twice"] = (LlamaException.ModelDamaged, gguf => gguf.Tensors.Add(gguf.Tensors[1])),
        ["overlapping tensors"] = Tensor(tensor => tensor with { Offset = 0 }),
        ["a tensor far outside"] = Tensor(tensor => tensor with { Offset = ulong.MaxValue - 31 }),
        ["a gap between tensors"] = Tensor(tensor => tensor with { Offset = tensor.Offset + 4096 ?? 1 << 20 }),
        ["a tensor of another shape"] = Tensor(tensor => tensor with { Shape = [64, 32] }),
        ["a tensor without dimensions"] = Tensor(tensor => tensor with { Shape = [] }),
        ["a tensor of five dimensions"] = Tensor(tensor => tensor with { Shape = [64, 64, 1, 1, 1] }),
        ["an empty tensor"] = Tensor(tensor => tensor with { Shape = [64, 0] }),
        ["a tensor whose size overflows"] = Tensor(tensor => tensor with { Shape = [1UL << 33, 1UL << 33] }),
        ["weights that are whole numbers"] = Tensor(tensor => tensor with { Type = 26 }, LlamaException.ModelUnsupported),
        ["an unknown weight type"] = Tensor(tensor => tensor with { Type = 12345 }, LlamaException.ModelUnsupported),
        ["a norm that is not F32"] = (LlamaException.ModelDamaged, gguf => gguf.Change("output_norm.weight", norm => norm with { Type = 1 })),
        ["a tensor name that is too long"] = Tensor(tensor => tensor with { Name = new string('x', 64) }),
    };

    public static TheoryData<string> WrongFiles => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void RefusesAFileWith(string what)
    {
        var gguf = TinyQwen3.Create();
        Wrong[what].Damage(gguf);
        var refused = Assert.Throws<LlamaException>(() => GgufValidator.Validate(gguf.Save(Temporary())));
        Assert.Equal(Wrong[what].Code, refused.Code);
        Assert.NotEmpty(refused.Message);
    }

    [Fact]
    public void ReadsWhatARightFileSays()
    {
        var model = GgufValidator.Validate(file.Path);
        Assert.Equal(("qwen3", "Tiny Qwen3 Embedding", "F32", true), (model.Architecture, model.Name, model.Quantization, model.IsCausal));
        Assert.Equal((64, 64, 32768, 2, 270), (model.EmbeddingLength, model.Dimensions, model.ContextLength, model.LayerCount, model.VocabularySize));
        Assert.Equal((LlamaPooling.Last, TinyQwen3.EndToken), (model.Pooling, model.EndToken));
        Assert.Equal((288, 256), (GgufValidator.Validate(Bundled).EmbeddingLength, GgufValidator.Validate(Bundled).Dimensions));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GGUF")]
    [InlineData("<!DOCTYPE html><html><body>404 Not Found</body></html>")]
    [InlineData("version https://git-lfs.github.com/spec/v1")]
    public void RefusesWhatIsNoGguf(string content)
    {
        var path = Temporary();
        File.WriteAllText(path, content);
        Assert.Equal(LlamaException.ModelDamaged, Assert.Throws<LlamaException>(() => GgufValidator.Validate(path)).Code);
    }

    [Fact]
    public void RefusesAFolderAndAFileThatIsNotThere()
    {
        Assert.Equal(LlamaException.ModelMissing, Assert.Throws<LlamaException>(() => GgufValidator.Validate(file.Folder)).Code);
        Assert.Equal(LlamaException.ModelMissing, Assert.Throws<LlamaException>(() => GgufValidator.Validate(file.Path + ".none")).Code);
        Assert.Equal(LlamaException.ModelMissing, Assert.Throws<LlamaException>(() => GgufValidator.Validate(Path.Combine(file.Folder, "no", "x.gguf"))).Code);
    }

    /// <summary>Every length in the head of the file, then steps through its data to the last byte.</summary>
    [Fact]
    public void RefusesAFileThatIsCutAnywhere()
    {
        var whole = File.ReadAllBytes(file.Path);
        var path = Temporary();
        var data = whole.Length - TinyQwen3.Create().Tensors.Sum(tensor => tensor.Data.Length) - 4096;
        var lengths = Enumerable.Range(0, data / 7).Select(step => step * 7).Concat(Enumerable.Range(1, 60).Select(step => whole.Length - (step * step * 90) - 1 + 90));
        foreach (var length in lengths.Where(length => length < whole.Length))
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Equal(LlamaException.ModelDamaged, Assert.Throws<LlamaException>(() => GgufValidator.Validate(path)).Code);
        }
    }

    /// <summary>
    /// Whatever the validator lets through, llama.cpp has to load or refuse: were it to end the process instead, this
    /// run would end with it.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void LetsNothingThroughThatEndsTheProcess(int seed)
    {
        LlamaLibrary.Load(LlamaLibraryOptions.Default with { Backend = LlamaBackend.Cpu });
        var whole = File.ReadAllBytes(file.Path);
        var head = whole.Length - TinyQwen3.Create().Tensors.Sum(tensor => tensor.Data.Length);
        var random = new Random(seed);
        var path = Temporary();
        var (refused, loaded) = (0, 0);
        for (var mutant = 0; mutant < 400; mutant++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(head)] = random.Next(3) switch { 0 => 0, 1 => 255, _ => (byte)random.Next(256) };
            }

            File.WriteAllBytes(path, bytes);
            try
            {
                using var model = LlamaModel.Load(path, new LlamaModelOptions(GpuLayerCount: 0), null, CancellationToken.None);
                using var context = new LlamaContext(model, new LlamaContextOptions(ContextSize: 256, BatchSize: 64, MaxTexts: 2));
                context.Embed([model.Tokenize("the answer 合同", 256)], CancellationToken.None);
                loaded++;
            }
            catch (LlamaException)
            {
                refused++;
            }
        }

        Assert.Equal(0, LlamaAbort.Count);
        Assert.True(refused > 0 && loaded > 0, $"{refused} refused, {loaded} loaded");
    }

    private string Temporary() => Path.Combine(file.Folder, Guid.NewGuid().ToString("N") + ".gguf");

    private static (string, Action<GgufWriter>) Key(string key, object value, string code = LlamaException.ModelDamaged) =>
        (code, gguf => gguf.Keys[key] = value);

    private static (string, Action<GgufWriter>) Token(int index, string token) =>
        (LlamaException.ModelDamaged, gguf => ((string[])gguf.Keys["tokenizer.ggml.tokens"])[index] = token);

    private static (string, Action<GgufWriter>) Tensor(Func<GgufWriter.Tensor, GgufWriter.Tensor> change, string code = LlamaException.ModelDamaged) =>
        (code, gguf => gguf.Change("blk.0.attn_q.weight", change));
}
