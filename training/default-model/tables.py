"""The data folder: gzipped tab-separated tables under train/ and dev/ (see docs/default-model.md for what they hold)."""
import gzip
import json
import os
import re
import unicodedata


def rows(path):
    """Yields the cells of each line; lines that start with # are remarks."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as file:
        for line in file:
            if not line.startswith("#") and line.strip():
                yield line.rstrip("\n").split("\t")


def key(text):
    """What is compared when held-out sentences are kept away from training: letters and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def _bigrams(text):
    text = key(text)
    return {text[i:i + 2] for i in range(len(text) - 1)} or {text}


class HeldOut:
    """Sentences that must not be trained on: all of dev/ word for word, our own hand-written sets also nearly so."""

    NEAR = 0.7  # shared character pairs (Jaccard) from which two sentences count as nearly the same

    def __init__(self, folder):
        with gzip.open(os.path.join(folder, "dev", "held_keys.json.gz"), "rt", encoding="utf-8") as file:
            self._keys = set(json.load(file))
        written = []
        for name in ("contract_zh.tsv", "faq_zh.tsv", "cross.tsv"):
            written += [cell for row in rows(os.path.join(folder, "dev", name)) for cell in row]
        with open(os.path.join(folder, "dev", "seed.json"), encoding="utf-8") as file:
            for value in json.load(file).values():
                written += value if isinstance(value, list) else [value]
        here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "unseen")
        for name in sorted(os.listdir(here)):
            written += [cell for row in rows(os.path.join(here, name)) for cell in row]
        self._keys.update(map(key, written))
        self._near = [_bigrams(text) for text in written if len(key(text)) >= 4]
        self._index = {}
        for number, grams in enumerate(self._near):
            for gram in grams:
                self._index.setdefault(gram, []).append(number)

    def has(self, text):
        return key(text) in self._keys

    def has_near(self, text):
        """Also true for a sentence that differs from a hand-written one in a word or two."""
        if self.has(text):
            return True
        grams = _bigrams(text)
        shared = {}
        for gram in grams:
            for number in self._index.get(gram, ()):
                shared[number] = shared.get(number, 0) + 1
        return any(count / (len(grams) + len(self._near[number]) - count) >= self.NEAR
                   for number, count in shared.items())
