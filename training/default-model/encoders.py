"""Texts to vectors: with the trained table (fast, for training), or with the GGUF through llama.cpp (what users get)."""
import numpy as np
import sentencepiece

import llama

EOS, UNKNOWN = 1, 2
LONGEST = 2047  # tokens, without the end token: the context of the GGUF


class TableEncoder:
    """table.npz and a tokenizer: the mean of the rows of a text's tokens."""

    def __init__(self, table, tokenizer_path):
        self.table = table.astype(np.float32)
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=tokenizer_path)

    def tokens(self, text):
        return self._pieces.encode(text)[:LONGEST] + [EOS]

    def __call__(self, texts):
        return np.stack([self.table[self.tokens(text)].mean(axis=0) for text in texts])


class GgufEncoder:
    def __init__(self, libraries, path):
        self._model = llama.LlamaEmbedder(libraries, path)
        self._used = llama.metadata_u32(path, "knowledgebase.dimensions")

    def tokens(self, text):
        return self._model.tokenize(text)[:LONGEST + 1]

    def __call__(self, texts):
        return np.stack([self._model.embed_tokens(self.tokens(text))[:self._used] for text in texts])


class Scorer:
    """Cosines of vectors cut to their first values; every text is embedded once."""

    def __init__(self, encode, dimensions=None, seen=None):
        self._encode, self._dimensions = encode, dimensions
        self._seen = {} if seen is None else seen

    def cut(self, dimensions):
        return Scorer(self._encode, dimensions, self._seen)

    def vectors(self, texts):
        new = [text for text in dict.fromkeys(texts) if text not in self._seen]
        if new:
            self._seen.update(zip(new, self._encode(new)))
        out = np.stack([self._seen[text] for text in texts])[:, :self._dimensions]
        return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)

    def scores(self, queries, documents):
        return self.vectors(queries) @ self.vectors(documents).T

    def pairs(self, left, right):
        return (self.vectors(left) * self.vectors(right)).sum(axis=1)
