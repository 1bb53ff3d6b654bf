using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Embeddings.Files;
using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Gguf;
using KnowledgeBase.Tests.Llama;

namespace KnowledgeBase.Tests.Embeddings;

/// <summary>Files that were damaged at random: what the validator lets through does llama.cpp no harm, in a process where it could.</summary>
public sealed class ModelProbeTests(TinyModelFile file) : IClassFixture<TinyModelFile>
{
    private const int Mutants = 400;

    [Fact]
    public async Task NoDamagedFileThatPassesTheValidatorEndsTheProcess()
    {
        var whole = await File.ReadAllBytesAsync(file.Path);
        var random = new Random(20261124);
        var passed = new List<string>();
        var refused = 0;
        for (var index = 0; index < Mutants; index++)
        {
            var bytes = Damage(whole, random);
            var path = Path.Combine(file.Folder, $"mutant-{index}.gguf");
            await File.WriteAllBytesAsync(path, bytes);
            try
            {
                GgufValidator.Validate(path);
                passed.Add(path);
            }
            catch (LlamaException exception)
            {
                Assert.NotEmpty(exception.Message);
                refused++;
                File.Delete(path);
            }
        }

        // Damage within the weights or the text of a token is none that a reader of the head can see.
        Assert.True(refused > Mutants / 3, $"Only {refused} of {Mutants} were refused.");
        Assert.NotEmpty(passed);
        var answers = await ModelProbe.AskAsync(passed, CancellationToken.None);
        Assert.True(answers.Count == passed.Count, $"llama.cpp did not survive {passed.ElementAtOrDefault(answers.Count)}.");
    }

    [Fact]
    public async Task SaysWhyAFileIsRefused()
    {
        await ModelProbe.RequireAsync(file.Path, CancellationToken.None);
        var path = Path.Combine(file.Folder, "half.gguf");
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(file.Path))[..100_000]);
        var failure = await Assert.ThrowsAsync<EmbeddingException>(() => ModelProbe.RequireAsync(path, CancellationToken.None));
        Assert.Equal(LlamaException.ModelDamaged, failure.Code);
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = whole.ToArray();
        const int Head = 12_000; // keys, vocabulary and tensor table of the tiny model
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                for (var count = random.Next(1, 4); count > 0; count--)
                {
                    bytes[random.Next(Head)] ^= (byte)(1 << random.Next(8));
                }

                return bytes;
            case 2:
                random.NextBytes(bytes.AsSpan(random.Next(Head), random.Next(1, 9)));
                return bytes;
            default:
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
        }
    }
}
