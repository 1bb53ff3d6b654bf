#!/usr/bin/python3
"""Makes the tokenizer: SentencePiece unigram over the training texts.

usage: tokenizer.py DATA GENERATED OUT.model [--pieces N]

Its normaliser folds width and case (NFKC) and writes traditional Chinese as simplified (OpenCC's table), so that llama.cpp,
which reads the same table from the GGUF, treats 快遞 and 快递 alike. Afterwards Chinese pieces that are no words are taken
out: statistics alone make pieces like 甲方有权 and 但我, whose parts are then not learnt from each other. A word is what the
two lexicons or our own list of synonyms hold. So are pieces that hold the mark of a word's beginning before a Chinese
character: whether a text begins with a word would change its pieces.
"""
import argparse
import os
import random
import re
import tempfile
import unicodedata

import sentencepiece

import sentencepiece_file
from tables import rows

HERE = os.path.dirname(os.path.abspath(__file__))
AMBIGUOUS = {"没收"}  # confiscated; but what customers write is 没 收到, not received
LONGEST_CHINESE = 4  # longer words are made of words
COVERAGE = 0.9997
LONGEST_TEXT = 200
SHARES = {"law_head": .1, "law_halves": .1, "laws": .12, "lawyerllama": .4, "lawyerllama_qa": .4, "cmrc": .7, "drcd": .7,
          "cedict": .5, "cow": .5, "contractnli": .3, "clause": .1, "frame": .08, "question": .1, "variant": .04, "mixed": 0}
SPACES, NOTHING = "　\t\n\r ", "​‌‍﻿"


def simplified(data):
    table = {}
    for row in rows(os.path.join(data, "train", "TSCharacters.txt")):
        choices = row[1].split(" ") if len(row) == 2 else []
        if choices and len(row[0]) == 1 and row[0] not in choices and len(choices[0]) == 1:
            table[row[0]] = choices[0]
    return table


def normalisation(data):
    """Lines "code points TAB code points" of every character that is written differently."""
    table, lines = simplified(data), []
    for code in list(range(0x20, 0xD800)) + list(range(0xE000, 0xFFFE)):
        character = chr(code)
        written = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
        written = "".join(table.get(part, part) for part in written)
        written = " " if character in SPACES else "" if character in NOTHING else written
        if written != character and (written or character in NOTHING):
            lines.append(f"{code:04X}\t" + " ".join(f"{ord(part):04X}" for part in written))
    return lines


def texts(data, generated):
    """A sample of everything that is trained on, about 10 million characters: statutes would be most of it by far."""
    train = os.path.join(data, "train")
    for path, columns in ((os.path.join(train, "pairs.tsv.gz"), (1, 2)), (os.path.join(train, "groups.tsv.gz"), (2,)),
                          (os.path.join(train, "mono.tsv.gz"), (1,)), (os.path.join(train, "lexicon.tsv.gz"), (1, 2)),
                          (os.path.join(generated, "triples.tsv.gz"), (1,))):
        for row in rows(path):
            if random.random() < SHARES.get(row[0], 1):
                for column in columns:
                    yield row[column][:LONGEST_TEXT]


def words(data):
    found = {row[1] for row in rows(os.path.join(data, "train", "lexicon.tsv.gz"))}
    found |= {row[2] for row in rows(os.path.join(data, "train", "lexicon.tsv.gz")) if row[0] == "cow"}
    found |= {word for row in rows(os.path.join(HERE, "phrases", "synonyms.txt")) for word in row[0].split("|")}
    return {word for word in found if len(word) <= LONGEST_CHINESE} - AMBIGUOUS


def is_fit(piece, known):
    if re.match("▁[⺀-鿿　-〿＀-￯]", piece):
        return False
    return len(piece) == 1 or not re.search("[一-鿿]", piece) or piece in known


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("generated")
    parser.add_argument("out")
    parser.add_argument("--pieces", type=int, default=60000)
    options = parser.parse_args()
    random.seed(3)
    with tempfile.TemporaryDirectory() as folder:
        rules, sample, model = (os.path.join(folder, name) for name in ("rules.tsv", "texts.txt", "model"))
        with open(rules, "w", encoding="utf-8") as file:
            file.write("\n".join(normalisation(options.data)) + "\n")
        chosen = list(texts(options.data, options.generated))
        random.shuffle(chosen)
        with open(sample, "w", encoding="utf-8") as file:
            file.write("\n".join(chosen))
        sentencepiece.SentencePieceTrainer.train(
            input=sample, model_prefix=model, vocab_size=options.pieces, model_type="unigram", character_coverage=COVERAGE,
            normalization_rule_tsv=rules, max_sentencepiece_length=12, pad_id=0, eos_id=1, unk_id=2, bos_id=-1, num_threads=2,
            num_sub_iterations=2, seed_sentencepiece_size=300000, remove_extra_whitespaces=True, add_dummy_prefix=True, minloglevel=1)
        pieces, others, _ = sentencepiece_file.load(model + ".model")
        known = words(options.data)
        kept = [piece for piece in pieces if is_fit(piece[0], known)]
        sentencepiece_file.save(options.out, kept, others)
    print(f"{len(pieces):,} pieces, {len(kept):,} kept")


if __name__ == "__main__":
    main()
