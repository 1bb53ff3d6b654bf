namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>
/// The tokenizer's tables. llama.cpp asserts that tokens are unique and that every byte has one, and takes wrong special
/// tokens silently.
/// </summary>
internal sealed record GgufVocabulary(int Size, int? EndToken)
{
    private const string Prefix = "tokenizer.ggml.";

    internal static GgufVocabulary Check(GgufMetadata metadata, string architecture)
    {
        var tokens = metadata.Get<string[]>(Prefix + "tokens");
        if (tokens.Length is < 1 or > 1 << 20)
            throw GgufReader.Damaged($"a vocabulary of {tokens.Length} tokens is impossible");
        var known = new HashSet<string>(tokens.Length, StringComparer.Ordinal);
        foreach (var token in tokens)
        {
            // llama.cpp reads them as C strings, so that two tokens equal up to a NUL would be the same.
            if (token.Length == 0 || token.Contains('\0', StringComparison.Ordinal) || !known.Add(token))
                throw GgufReader.Damaged("a token of the vocabulary is empty or there twice");
        }

        if (metadata.Get<int[]>(Prefix + "token_type") is var types && (types.Length != tokens.Length || types.Any(static type => type is < 0 or > 6)))
            throw GgufReader.Damaged("the token types do not fit the tokens");
        if (metadata.TryGet<uint>(architecture + ".vocab_size", out var size) && size != tokens.Length)
            throw GgufReader.Damaged($"{architecture}.vocab_size is {size}, but there are {tokens.Length} tokens");
        foreach (var key in metadata.Keys.Where(static key => key.StartsWith(Prefix, StringComparison.Ordinal) && key.EndsWith("_token_id", StringComparison.Ordinal)))
        {
            _ = metadata.GetNumber(key, 0, tokens.Length - 1);
        }

        CheckModel(metadata, known, tokens.Length);
        return new GgufVocabulary(tokens.Length, EndTokenOf(metadata));
    }

    private static void CheckModel(GgufMetadata metadata, HashSet<string> tokens, int size)
    {
        switch (metadata.Get<string>(Prefix + "model"))
        {
            case "gpt2":
                if (metadata.Get<string>(Prefix + "pre") is var pre && !string.Equals(pre, "qwen2", StringComparison.Ordinal))
                    throw new LlamaException(LlamaException.ModelUnsupported, $"The tokenizer gpt2/{pre} is not supported.");
                CheckBytes(tokens);
                CheckMerges(metadata.Get<string[]>(Prefix + "merges"));
                _ = metadata.Get<uint>(Prefix + "eos_token_id");
                break;
            case "t5":
                var scores = metadata.Get<float[]>(Prefix + "scores");
                if (scores.Length != size || scores.Any(static score => !float.IsFinite(score)))
                    throw GgufReader.Damaged("the token scores do not fit the tokens");
                _ = metadata.Get<uint>(Prefix + "unknown_token_id");
                CheckCharsMap(metadata);
                break;
            case var model:
                throw new LlamaException(LlamaException.ModelUnsupported, $"The tokenizer {model} is not supported.");
        }

        _ = metadata.TryGet<bool>(Prefix + "add_bos_token", out _);
        _ = metadata.TryGet<bool>(Prefix + "add_space_prefix", out _);
        _ = metadata.TryGet<bool>(Prefix + "remove_extra_whitespaces", out _);
    }

    /// <summary>qwen3 files made before August 2025 lack add_eos_token, and their vectors need the end token all the same.</summary>
    private static int? EndTokenOf(GgufMetadata metadata)
    {
        var adds = metadata.TryGet<bool>(Prefix + "add_eos_token", out var configured) && configured;
        return (adds || string.Equals(metadata.Get<string>(Prefix + "model"), "gpt2", StringComparison.Ordinal))
            && metadata.TryGet<uint>(Prefix + "eos_token_id", out var token) ? (int)token
            : adds ? throw GgufReader.Damaged("the end token is missing")
            : null;
    }

    private static void CheckBytes(HashSet<string> tokens)
    {
        // GPT-2's printable stand-ins: a byte that is printable in Latin-1 is itself, the others follow from U+0100 on.
        var next = 0x100;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            var character = (char)(printable ? value : next++);
            if (!tokens.Contains(character.ToString()))
                throw GgufReader.Damaged($"the vocabulary has no token for the byte {value}");
        }
    }

    private static void CheckMerges(string[] merges)
    {
        foreach (var merge in merges)
        {
            var space = merge.IndexOf(' ', StringComparison.Ordinal);
            if (space <= 0 || space == merge.Length - 1 || merge.IndexOf(' ', space + 1) >= 0)
                throw GgufReader.Damaged("a merge of the vocabulary does not consist of two parts");
        }
    }

    private static void CheckCharsMap(GgufMetadata metadata)
    {
        const string key = Prefix + "precompiled_charsmap";
        if (metadata.Contains(key) && !GgufCharsMap.IsSound((byte[])(Array)metadata.Get<sbyte[]>(key)))
            throw GgufReader.Damaged("the tokenizer's character map points outside itself");
    }
}
