using System.Collections.Concurrent;
using KnowledgeBase.Core.Llama;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>Turns the inputs of a request into token sequences, on the caller's thread or beside it; never on one that decodes.</summary>
internal sealed class EmbeddingTokenizer(LlamaModel model, int maxTokens)
{
    /// <summary>Fewer characters take less time than the start of other threads.</summary>
    private const int ParallelFrom = 20_000;

    /// <summary>A shorter prefix is decoded again in less time than it takes to look after it.</summary>
    private const int ShortestKept = 4;

    private const int MaxPrefixes = 64;

    private readonly ConcurrentDictionary<string, int[]> _prefixes = new(StringComparer.Ordinal);

    /// <exception cref="EmbeddingInputException">An input is too long and must not be cut, or has an unknown token.</exception>
    internal async Task<TokenizedRequest> TokenizeAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        var prefix = PrefixOf(request.Prefix);
        var inputs = request.Inputs;
        var sequences = new int[inputs.Count][];
        if (inputs.Sum(static input => (long)(input.Text?.Length ?? 0)) < ParallelFrom)
        {
            for (var index = 0; index < sequences.Length; index++)
            {
                sequences[index] = Tokenize(request.Prefix, prefix, inputs[index], index);
            }
        }
        else
        {
            await Parallel.ForAsync(0, sequences.Length, cancellationToken, (index, _) =>
            {
                sequences[index] = Tokenize(request.Prefix, prefix, inputs[index], index);
                return ValueTask.CompletedTask;
            });
        }

        var uses = new TokenUse[sequences.Length];
        for (var index = 0; index < sequences.Length; index++)
        {
            var given = sequences[index].Length;
            if (given > maxTokens && !request.Truncate)
                throw new EmbeddingInputException(EmbeddingInputException.TooLong, index, given, maxTokens, $"Input {index} has {given} tokens; the model takes {maxTokens}.");
            if (given > maxTokens)
                sequences[index] = model.Close(sequences[index], maxTokens);
            uses[index] = new TokenUse(given, sequences[index].Length);
        }

        return new TokenizedRequest(sequences, uses, SharedBy(sequences, prefix));
    }

    private int[] Tokenize(string prefixText, int[] prefix, EmbeddingInput input, int index)
    {
        if (input.Text is { } text)
            return model.Tokenize(prefixText + text, int.MaxValue);
        int[] tokens = [.. input.Tokens!];
        var unknown = tokens.AsSpan().IndexOfAnyExceptInRange(0, model.Info.VocabularySize - 1);
        return unknown < 0
            ? model.Close([.. prefix, .. tokens], int.MaxValue)
            : throw new EmbeddingInputException(
                EmbeddingInputException.UnknownToken, index, tokens[unknown], model.Info.VocabularySize,
                $"Input {index} has the token {tokens[unknown]}; the model's vocabulary ends with {model.Info.VocabularySize - 1}.");
    }

    /// <summary>Tokens of a prefix, without the end token.</summary>
    private int[] PrefixOf(string prefix)
    {
        if (prefix.Length == 0)
            return [];
        if (_prefixes.TryGetValue(prefix, out var known))
            return known;
        var tokens = model.Tokenize(prefix, int.MaxValue);
        if (model.Info.EndToken is not null)
            tokens = tokens[..^1];
        if (_prefixes.Count < MaxPrefixes)
            _prefixes.TryAdd(prefix, tokens);
        return tokens;
    }

    /// <summary>How many tokens of the prefix all sequences begin with: its last one may have become one with what follows it.</summary>
    private static int SharedBy(int[][] sequences, int[] prefix)
    {
        var length = prefix.Length - 1;
        return length >= ShortestKept && Array.TrueForAll(sequences, tokens => tokens.Length > length + 1 && tokens.AsSpan(0, length).SequenceEqual(prefix.AsSpan(0, length)))
            ? length
            : 0;
    }
}

/// <summary>A request as tokens; the first <paramref name="Shared"/> are the same in every sequence.</summary>
internal sealed record TokenizedRequest(int[][] Sequences, TokenUse[] Uses, int Shared);
