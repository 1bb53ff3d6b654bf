#!/usr/bin/python3
"""One table: how well the model finds meaning on the held-out sets, beside TF-IDF and BM25.

usage: evaluate.py DATA MODEL [--libraries FOLDER] [--tokenizer FILE] [--prefixes] [--fast] [--json OUT]

MODEL is a .gguf (run by llama.cpp; --libraries names the folder of its shared libraries) or a table .npz of train.py.
--prefixes instead shows what the two instruction prefixes of the product change. --fast leaves the keyword columns out.
"""
import argparse
import csv
import json
import os

import numpy as np
from scipy.stats import rankdata, spearmanr

from encoders import GgufEncoder, Scorer, TableEncoder
from keyword_search import Bm25, TfIdf
from tables import rows

CONTRACT_PREFIX, QUESTION_PREFIX = "用于法律合同相似度计算：", "用于客服意图识别："
QWEN_PREFIX = "Instruct: Given a customer question, retrieve the matching FAQ\nQuery:"
HERE = os.path.dirname(os.path.abspath(__file__))
UNSEEN = os.path.join(HERE, "unseen")
FIXTURES = os.path.join(HERE, "..", "..", "KnowledgeBase.Tests", "Fixtures")  # written for the tests of the product


def area_under_curve(scores, labels):
    rank, right = rankdata(scores), np.asarray(labels) == 1
    positive, negative = right.sum(), (~right).sum()
    return (rank[right].sum() - positive * (positive + 1) / 2) / (positive * negative)


def found(scores, right, first):
    best = np.argsort(-scores, axis=1, kind="stable")[:, :first]
    return float(np.mean([bool(set(np.atleast_1d(answer)) & set(row)) for answer, row in zip(right, best)]))


class Evaluation:
    def __init__(self, folder):
        self._folder = os.path.join(folder, "dev")

    def _rows(self, name):
        for ending in (".tsv.gz", ".tsv"):
            path = os.path.join(self._folder, name + ending)
            if os.path.exists(path):
                return list(rows(path))
        return list(rows(os.path.join(UNSEEN, name + ".tsv")))

    def run(self, model, contract="", question=""):
        """Figures by name. The prefixes are put before both sides of the in-domain sets, as the product does."""
        out = {}
        for name, title in (("stsb_zh_test", "STS-B zh rho"), ("stsb_en_test", "STS-B en rho")):
            left, right, gold = zip(*[row[:3] for row in self._rows(name)])
            out[title] = spearmanr(model.pairs(left, right), np.array(gold, float)).correlation
        for name in ("lcqmc_test", "bq_test", "afqmc_dev", "atec_tail", "pawsx_zh_test"):
            left, right, gold = zip(*[row[:3] for row in self._rows(name)][:5000])
            title = {"pawsx_zh_test": "PAWS-X zh"}.get(name, name.split("_")[0].upper())
            out[title + " AUC"] = area_under_curve(model.pairs(left, right), np.array(gold, float))
        self._banking(model, out)
        self._in_domain(model, contract, question, out)
        self._fixtures(model, contract, question, out)
        self._cross_lingual(model, out)
        self._passages(model, out)
        return out

    def _banking(self, model, out):
        texts, labels = zip(*self._rows("banking77_test"))
        names = sorted(set(labels))
        scores = model.scores(texts, [name.replace("_", " ").replace("?", "") for name in names])
        right = [names.index(label) for label in labels]
        out["banking77 title @1"], out["banking77 title @3"] = found(scores, right, 1), found(scores, right, 3)

    def _in_domain(self, model, contract, question, out):
        for name, title in (("faq_zh", "FAQ zh"), ("unseen_questions_zh", "FAQ zh, unseen topics"),
                            ("unseen_questions_en", "FAQ en, unseen topics")):
            table = self._rows(name)
            asked = [question + cell for row in table for cell in row[1:]]
            right = [number for number, row in enumerate(table) for _ in row[1:]]
            scores = model.scores(asked, [question + row[0] for row in table])
            out[title + " @1"], out[title + " @3"] = found(scores, right, 1), found(scores, right, 3)
        for name, title in (("contract_zh", "clause zh"), ("unseen_clauses_zh", "clause zh, unseen topics")):
            table = [row[-3:] for row in self._rows(name)]
            # The hard negatives were written from the clause: they share its words, the paraphrase does not.
            scores = model.scores([contract + row[0] for row in table],
                                  [contract + row[1] for row in table] + [contract + row[2] for row in table])
            at = np.arange(len(table))
            out[title + " @1, with hard negatives"] = found(scores, at, 1)
            out[title + " before its hard negative"] = float(np.mean(scores[at, at] > scores[at, at + len(table)]))
        seed = json.load(open(os.path.join(self._folder, "seed.json"), encoding="utf-8"))
        pair = [contract + text for text in seed["pair_087"]]
        out["seed: cosine of the pair"] = float(model.pairs(pair[:1], pair[1:])[0])
        for name, title in (("new_clause", "clause"), ("search_query", "search")):
            scores = model.scores([contract + seed[name]], [contract + text for text in seed["history"]])[0]
            out[f"seed: {title}, right one ahead by"] = float(scores[0] - scores[1:].max())
        scores = model.scores([question + text for text in seed["questions"]], [question + text for text in seed["faqs"]])
        out["seed: questions @1"] = found(scores, range(3), 1)
        scores = model.scores([question + seed["order"][0]], [question + text for text in seed["order"][1:]])[0]
        out["seed: same meaning before same words by"] = float(scores[1] - scores[0])

    def _fixtures(self, model, contract, question, out):
        with open(os.path.join(FIXTURES, "faqs", "entries.csv"), encoding="utf-8-sig") as file:
            entries = [[row["question"], *filter(None, row["phrasings"].split("\n"))] for row in csv.DictReader(file)]
        with open(os.path.join(FIXTURES, "faqs", "questions.csv"), encoding="utf-8-sig") as file:
            asked = list(csv.DictReader(file))
        scores = model.scores([question + row["question"] for row in asked], [question + text for texts in entries for text in texts])
        begins = np.cumsum([0] + [len(texts) for texts in entries[:-1]])
        scores = np.maximum.reduceat(scores, begins, axis=1)  # an entry is as near as the nearest of its phrasings
        numbers = {texts[0]: number for number, texts in enumerate(entries)}
        right = [numbers[row["expected"]] for row in asked]
        out["product's FAQ, 410 questions @1"], out["product's FAQ, 410 questions @3"] = found(scores, right, 1), found(scores, right, 3)
        with open(os.path.join(FIXTURES, "contracts", "rewrite-truth.json"), encoding="utf-8") as file:
            rewrite = json.load(file)[0]
        with open(os.path.join(FIXTURES, "contracts", "truth.json"), encoding="utf-8") as file:
            clauses = next(pair for pair in json.load(file) if rewrite["original"] in str(pair["files"]))["units_a"]
        texts = {unit["id"]: unit["text"] for unit in rewrite["units_b"]}
        numbers = {unit["id"]: number for number, unit in enumerate(clauses)}
        pairs = [(texts[row["b"][0]], numbers[row["a"][0]]) for row in rewrite["alignment"] if row["a"] and row["b"]]
        scores = model.scores([contract + text for text, _ in pairs], [contract + unit["text"] for unit in clauses])
        out["product's rewritten contract, clause @1"] = found(scores, [number for _, number in pairs], 1)

    def _cross_lingual(self, model, out):
        for name, title, left, right in (("tatoeba_test", "Tatoeba en-zh", 0, 1), ("tatoeba_test", "Tatoeba zh-en", 1, 0),
                                         ("xquad", "XQuAD question zh-en", 1, 0), ("cross", "clause/FAQ zh-en", 0, 1),
                                         ("unseen_cross", "clause/FAQ zh-en, unseen topics", 0, 1)):
            table = self._rows(name)
            scores = model.scores([row[left] for row in table], [row[right] for row in table])
            out[title + " @1"] = found(scores, range(len(table)), 1)

    def _passages(self, model, out):
        for name, title, asked, passage in (("xquad", "XQuAD question-paragraph zh @1", 1, 2),
                                            ("drcd_test", "DRCD traditional question-paragraph @1", 0, 1)):
            table = self._rows(name)
            passages = sorted({row[passage] for row in table})
            scores = model.scores([row[asked] for row in table], passages)
            out[title] = found(scores, [passages.index(row[passage]) for row in table], 1)
        articles = self._rows("stard_corpus")
        numbers = {row[0]: number for number, row in enumerate(articles)}
        table = self._rows("stard_test")
        scores = model.scores([row[0] for row in table], [row[1] for row in articles])
        out["STARD question-article hit@5"] = found(scores, [[numbers[n] for n in row[1].split("|")] for row in table], 5)


def show(columns):
    names = list(next(iter(columns.values())))
    print("| set | " + " | ".join(columns) + " |\n|---|" + "---|" * len(columns))
    for name in names:
        print(f"| {name} | " + " | ".join(f"{column[name]:.3f}" for column in columns.values()) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("model")
    parser.add_argument("--libraries", default="artifacts/native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64")
    parser.add_argument("--tokenizer")
    parser.add_argument("--prefixes", action="store_true")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()

    encode = (GgufEncoder(options.libraries, options.model) if options.model.endswith(".gguf")
              else TableEncoder(np.load(options.model)["table"], options.tokenizer))
    model, evaluation, columns = Scorer(encode), Evaluation(options.data), {}
    if options.prefixes:
        plain = evaluation.run(model)
        columns = {"no prefix": plain, "Chinese prefixes": evaluation.run(model, CONTRACT_PREFIX, QUESTION_PREFIX),
                   "Qwen's form": evaluation.run(model, QWEN_PREFIX, QWEN_PREFIX)}
        changed = [name for name in plain if any(column[name] != plain[name] for column in columns.values())]
        columns = {title: {name: column[name] for name in changed} for title, column in columns.items()}
    else:
        if not options.fast:
            columns = {"TF-IDF": evaluation.run(TfIdf()), "BM25": evaluation.run(Bm25())}
        for dimensions in (256, 128, 64):
            columns[str(dimensions)] = evaluation.run(model.cut(dimensions))
    show(columns)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(columns, file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
