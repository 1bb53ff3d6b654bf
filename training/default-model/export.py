#!/usr/bin/python3
"""Writes the trained token table as a GGUF file that llama.cpp runs.

usage: export.py TABLE.npz TOKENIZER.model OUT.gguf [q8_0|f16|f32]

llama.cpp has no architecture for a bare table of token vectors, so the table goes into "eurobert" (bidirectional
pre-norm transformer, mean pooling) with one layer whose projections are all zero: the residual stream passes
unchanged. The last RMSNorm would rescale every token to the same length and so lose what training put into the
lengths (a common word is short, a telling one long). Therefore every row gets PADDING further values that bring all
rows to the same length; the norm then multiplies everything by one and the same constant. The gain of the last norm
is 0 for those further values: they never reach the output.
"""
import hashlib
import math
import os
import sys

import numpy as np

import sentencepiece_file
from gguf_file import F32, FILE_TYPES, I32, U32, GgufFile

PADDING = 32        # one Q8_0 block, all values equal, hence exact in Q8_0
HEAD = 32           # (256 + 32) / 32 = 9 attention heads, all idle
FEED_FORWARD = 32   # the smallest that Q8_0 can hold
CONTEXT = 2048
EOS, UNKNOWN, PAD = 1, 2, 0
MATRYOSHKA = [256, 128, 64, 32]
NAME = "KnowledgeBase small v3"
ABOUT = ("Small Chinese-English sentence embedding model that ships with KnowledgeBase: token vectors averaged over "
         "the text, trained from scratch. Only the first knowledgebase.dimensions values of a vector are used.")


def same_length_rows(table):
    """The table with PADDING more columns, every row scaled to root mean square 1."""
    length = np.linalg.norm(table, axis=1)
    longest = float(length.max()) * 1.02
    rest = np.sqrt(np.maximum(longest ** 2 - length ** 2, 0) / PADDING)
    rows = np.concatenate([table, np.repeat(rest[:, None], PADDING, axis=1)], axis=1)
    return rows * (math.sqrt(rows.shape[1]) / longest)


def export(table, tokenizer_path, out_path, kind):
    pieces, _, charsmap = sentencepiece_file.load(tokenizer_path)
    if len(pieces) != len(table):
        raise SystemExit(f"the table has {len(table)} rows, the tokenizer {len(pieces)} pieces")
    used = table.shape[1]
    rows = same_length_rows(table)
    width = rows.shape[1]

    file = GgufFile()
    file.string("general.architecture", "eurobert")
    file.string("general.name", NAME)
    file.string("general.description", ABOUT)
    file.string("general.license", "MIT")
    file.u32("general.file_type", FILE_TYPES[kind])
    file.u32("general.quantization_version", 2)
    file.u32("eurobert.context_length", CONTEXT)
    file.u32("eurobert.embedding_length", width)
    file.u32("eurobert.block_count", 1)
    file.u32("eurobert.feed_forward_length", FEED_FORWARD)
    file.u32("eurobert.attention.head_count", width // HEAD)
    file.u32("eurobert.attention.head_count_kv", width // HEAD)
    file.f32("eurobert.attention.layer_norm_rms_epsilon", 1e-6)
    file.flag("eurobert.attention.causal", False)
    file.f32("eurobert.rope.freq_base", 10000.0)
    file.u32("eurobert.pooling_type", 1)  # mean
    file.string("tokenizer.ggml.model", "t5")  # SentencePiece unigram
    file.string("tokenizer.ggml.pre", "default")
    file.strings("tokenizer.ggml.tokens", [text for text, _, _ in pieces])
    file.numbers("tokenizer.ggml.scores", [score for _, score, _ in pieces], F32)
    file.numbers("tokenizer.ggml.token_type", [kind_ for _, _, kind_ in pieces], I32)
    file.u32("tokenizer.ggml.eos_token_id", EOS)
    file.u32("tokenizer.ggml.unknown_token_id", UNKNOWN)
    file.u32("tokenizer.ggml.padding_token_id", PAD)
    file.flag("tokenizer.ggml.add_bos_token", False)
    file.flag("tokenizer.ggml.add_eos_token", True)
    file.flag("tokenizer.ggml.add_space_prefix", True)
    file.flag("tokenizer.ggml.remove_extra_whitespaces", True)
    file.bytes_as_i8("tokenizer.ggml.precompiled_charsmap", charsmap)
    file.u32("knowledgebase.dimensions", used)
    file.numbers("knowledgebase.matryoshka_dimensions", MATRYOSHKA, U32)

    def zeros(*shape):
        return np.zeros(shape, np.float32)

    gain = np.ones(width, np.float32)
    gain[used:] = 0
    file.tensor("token_embd.weight", rows, kind)
    file.tensor("output_norm.weight", gain, "f32")
    file.tensor("blk.0.attn_norm.weight", np.ones(width), "f32")
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        file.tensor(f"blk.0.{name}.weight", zeros(width, width), kind)
    file.tensor("blk.0.ffn_norm.weight", np.ones(width), "f32")
    file.tensor("blk.0.ffn_gate.weight", zeros(FEED_FORWARD, width), kind)
    file.tensor("blk.0.ffn_up.weight", zeros(FEED_FORWARD, width), kind)
    file.tensor("blk.0.ffn_down.weight", zeros(width, FEED_FORWARD), kind)
    file.write(out_path)


def main():
    kind = sys.argv[4] if len(sys.argv) > 4 else "q8_0"
    export(np.load(sys.argv[1])["table"], sys.argv[2], sys.argv[3], kind)
    with open(sys.argv[3], "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    with open(sys.argv[3] + ".sha256", "w", encoding="ascii") as file:
        file.write(f"{digest}  {os.path.basename(sys.argv[3])}\n")
    print(f"{sys.argv[3]}: {os.path.getsize(sys.argv[3]):,} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
