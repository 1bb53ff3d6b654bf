#!/usr/bin/python3
"""Makes one table out of several that were trained apart: their vectors side by side, then the directions that matter most.

usage: merge.py CORPUS.npz OUT.npz DIMENSIONS TABLE.npz ...

The cosine of vectors laid side by side is about the mean of the models' cosines, which errs less than each of them. As a
vector is a mean of rows, turning and cutting the rows (principal components of text vectors) is turning and cutting the
vectors; the components come by importance, so a vector cut short keeps what it can.
"""
import sys

import numpy as np

SAMPLE = 30_000
LEVELLING = 0.3  # 0 keeps the components as strong as they are, 1 makes them all equally strong


def text_vectors(table, flat, offsets, chosen):
    length = offsets[chosen + 1] - offsets[chosen]
    chosen, length = chosen[length > 0], length[length > 0]
    index = np.concatenate([np.arange(offsets[text], offsets[text + 1]) for text in chosen])
    begins = np.concatenate([[0], np.cumsum(length)[:-1]])
    return np.add.reduceat(table[flat[index]], begins, axis=0) / length[:, None]


def main():
    corpus, out, dimensions, paths = np.load(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:]
    flat, offsets = corpus["flat"].astype(np.int64), corpus["offsets"]
    chosen = np.random.default_rng(5).integers(0, len(offsets) - 1, SAMPLE)
    tables, scales = [], []
    for path in paths:
        table = np.load(path)["table"].astype(np.float32)
        vectors = text_vectors(table, flat, offsets, chosen)
        scales.append(np.sqrt((vectors ** 2).sum(axis=1).mean()))
        tables.append(table / scales[-1])
    wide = np.concatenate(tables, axis=1)
    covariance = 0
    for part in np.array_split(chosen, 20):
        vectors = text_vectors(wide, flat, offsets, part)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        covariance = covariance + vectors.T @ vectors
    strength, directions = np.linalg.eigh(covariance)
    strength, directions = strength[::-1], directions[:, ::-1]
    kept = directions[:, :dimensions] * (strength[:dimensions] / strength[0]) ** (-LEVELLING / 2)
    print(f"{len(paths)} tables, {wide.shape[1]} values to {dimensions}: {strength[:dimensions].sum() / strength.sum():.3f} of the strength")
    np.savez(out, table=(wide @ kept * np.mean(scales)).astype(np.float32))


if __name__ == "__main__":
    main()
