#!/usr/bin/python3
"""Turns the tables and the generated pairs into token numbers, once, for fast training.

usage: corpus.py DATA GENERATED TOKENIZER OUT.npz

Every text is kept in two cuttings into pieces: the tokenizer's best one, and one drawn at random among the likely ones.
Training on both makes the model less dependent on where a word happens to be cut.
"""
import itertools
import os
import random
import re
import sys

import numpy as np
import sentencepiece

from tables import HeldOut, rows

LONGEST = 96   # tokens kept of a training text
CHARACTERS = {True: 450, False: 180}  # read of a text in ASCII, of any other: more than LONGEST tokens need
SMOOTHING = 0.2  # the lower, the more varied the random cutting
PIVOTS = 6     # pairs taken at most from one text that has several translations


class Texts:
    def __init__(self):
        self.all, self._numbers = [], {}

    def number(self, text):
        if text not in self._numbers:
            self._numbers[text] = len(self.all)
            self.all.append(text)
        return self._numbers[text]


def read(data, generated):
    """Sources by name: pairs of text numbers (a, b, hard negative or -1, label or -1), groups of (text, label)."""
    held, texts, pairs, groups, labels = HeldOut(data), Texts(), {}, {}, {}

    def label(name):
        return labels.setdefault(name, len(labels))

    def add(source, *cells, name=None):
        if any(held.has(cell) for cell in cells if cell):
            return
        numbers = [texts.number(cell) if cell else -1 for cell in cells] + [-1] * (3 - len(cells))
        pairs.setdefault(source, []).append(numbers + [label(name) if name else -1])

    train = os.path.join(data, "train")
    table = list(rows(os.path.join(train, "pairs.tsv.gz")))
    for source, left, right in table:
        add(source, left, right)
    for left, right in pivots([row[1:] for row in table if row[0].startswith("tatoeba")]):
        add("pivot", left, right)
    table = list(rows(os.path.join(train, "lexicon.tsv.gz")))
    for source, left, right in table:
        add("lexicon_" + source, left, right)
    glosses = [(word, re.sub("^to ", "", gloss)) for source, word, meaning in table if source == "cedict"
               for gloss in meaning.split("; ")]
    for left, right in pivots(glosses):
        add("gloss", left, right)
    for text in alone(train):
        add("alone", text, text)
    for source, name, text in rows(os.path.join(train, "groups.tsv.gz")):
        if not held.has(text):
            groups.setdefault(source, []).append([texts.number(text), label(source + name)])
    if os.path.isdir(generated):
        for source, left, right, negative, name in rows(os.path.join(generated, "triples.tsv.gz")):
            add(source, left, right, negative, name=name)
        for source, left, right in rows(os.path.join(generated, "pairs.tsv.gz")):
            add(source, left, right)
    return texts.all, pairs, groups


def pivots(translations):
    """Texts of one language that are translations of the same text: paraphrases."""
    for side in (0, 1):
        others = {}
        for row in translations:
            others.setdefault(row[side], []).append(row[1 - side])
        for texts in others.values():
            yield from itertools.islice(itertools.combinations(dict.fromkeys(texts), 2), PIVOTS)


def alone(train):
    """Texts that are paired with themselves, other words left out of each: what a text is about must show in any half."""
    for source, left, right in rows(os.path.join(train, "pairs.tsv.gz")):
        if source in ("tatoeba", "cmrc", "drcd", "stard", "lawyerllama", "lawyerllama_qa", "bagisto"):
            yield left
            if source == "tatoeba":
                yield right
    for source, _, text in rows(os.path.join(train, "groups.tsv.gz")):
        if source in ("clinc", "nlu_eval") and random.random() < .3:
            yield text
    for source, text in rows(os.path.join(train, "mono.tsv.gz")):
        if random.random() < .15 and len(text) > 20:
            yield text


def main():
    data, generated, tokenizer, out = sys.argv[1:5]
    random.seed(11)
    texts, pairs, groups = read(data, generated)
    sentencepiece.set_random_generator_seed(11)
    pieces = sentencepiece.SentencePieceProcessor(model_file=tokenizer)
    begins = [text[:CHARACTERS[text.isascii()]] for text in texts]
    best = pieces.encode(begins)
    drawn = pieces.encode(begins, enable_sampling=True, alpha=SMOOTHING, nbest_size=-1)
    cut = [ids[:LONGEST] for two in zip(best, drawn) for ids in two]
    offsets = np.concatenate([[0], np.cumsum([len(ids) for ids in cut])])
    np.savez(out, flat=np.concatenate([np.array(ids, np.uint16) for ids in cut]), offsets=offsets, size=len(pieces),
             **{"pairs:" + name: np.array(table, np.int32) for name, table in pairs.items()},
             **{"groups:" + name: np.array(table, np.int32) for name, table in groups.items()})
    print(f"{len(texts):,} texts, {offsets[-1]:,} tokens;", {name: len(table) for name, table in (pairs | groups).items()})


if __name__ == "__main__":
    main()
