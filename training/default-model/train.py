#!/usr/bin/python3
"""Trains the table of token vectors: texts that mean the same come close, all others of the batch move away.

usage: train.py CORPUS.npz TOKENIZER OUT.npz [--steps N] [--seed N] [--dimensions N] [--start TABLE.npz] ...

Every batch comes from one source, so that the texts to be told apart are alike. The loss is taken on the whole vectors
and, in turn, on their first 128, 64 or 32 values (Matryoshka).
"""
import argparse
import time

import numpy as np
import sentencepiece
import torch
import torch.nn.functional as functional
from scipy import sparse

EOS = 1
# How often a source is drawn. The in-domain ones (clauses, questions) carry half of the steps.
WEIGHTS = {
    "clause": 1.1, "question": 1.2, "frame": 0.5, "variant": 0.5, "mixed": 0.5, "synonym": 0.1,
    "law_head": 0.5, "law_halves": 0.5, "tatoeba": 1.4, "tatoeba_zz": 0.05, "lawyerllama": 0.5, "lawyerllama_qa": 0.5,
    "stard": 0.25, "cmrc": 0.4, "drcd": 0.4, "bagisto": 0.3, "saleor": 0.02, "contractnli": 0.2, "pawsx_dev": 0.05,
    "lexicon_cedict": 1.4, "lexicon_cow": 0.6, "pivot": 0.5, "gloss": 0.35, "everyday": 0.6, "alone": 0.5, "clinc": 0.4, "nlu_eval": 0.4, "bitext": 0.4, "cuad": 0.1}
IN_DOMAIN = {**WEIGHTS, "clause": 1.3, "frame": 0.6, "variant": 0.7, "tatoeba": 1.2, "lexicon_cedict": 1.2, "drcd": 0.35}
EMPHASIS = {"both": WEIGHTS, "in-domain": IN_DOMAIN}
PREFIXES = {
    "contract": ["用于法律合同相似度计算：", "用于合同查重：", "用于合同条款检索：",
                 "Instruct: Given a contract clause, retrieve clauses with the same meaning\nQuery:",
                 "Instruct: 检索与该合同条款含义相同的条款\nQuery:"],
    "question": ["用于客服意图识别：", "用于客服问答检索：",
                 "Instruct: Given a customer question, retrieve the matching FAQ\nQuery:",
                 "Instruct: 根据用户提问检索最匹配的常见问题\nQuery:"],
    "any": ["用于语义检索：", "用于相似度计算：", "Instruct: Given a web search query, retrieve relevant passages that "
            "answer the query\nQuery:", "Represent this sentence for searching relevant passages: "]}
CONTRACT = {"clause", "variant", "frame", "law_halves", "contractnli", "cuad"}
# Sources of few meanings, written many times over: a higher temperature keeps their own wording from being learnt by heart.
NARROW = {"clause", "question", "frame", "clinc", "nlu_eval", "bitext", "cuad"}
LEFT_OUT = .5  # share of the words left out of a text that is paired with itself
QUESTION = {"question", "bitext", "clinc", "nlu_eval", "lawyerllama_qa"}


class Corpus:
    def __init__(self, path, tokenizer, random, options):
        stored = np.load(path)
        self._flat, self._offsets, self.size = stored["flat"].astype(np.int64), stored["offsets"], int(stored["size"])
        self._random, self._options = random, options
        self.sources = {name.split(":")[1]: (name.startswith("groups"), stored[name]) for name in stored.files
                        if ":" in name and WEIGHTS.get(name.split(":")[1], 0) > 0}
        pieces = sentencepiece.SentencePieceProcessor(model_file=tokenizer)
        self._prefixes = {kind: [pieces.encode(text) for text in texts] for kind, texts in PREFIXES.items()}
        for name, (grouped, table) in self.sources.items():
            if grouped:  # sorted by label, so that texts of one label lie side by side
                self.sources[name] = (True, table[np.argsort(table[:, 1], kind="stable")])

    def draw(self, name, size):
        """left, right, hard negatives or None, labels: numbers of texts."""
        grouped, table = self.sources[name]
        chosen = self._random.permutation(len(table))[:size]
        if grouped:
            labels = table[chosen, 1]
            first, last = (np.searchsorted(table[:, 1], labels, side=side) for side in ("left", "right"))
            other = first + (self._random.random(len(chosen)) * (last - first)).astype(int)
            return table[chosen, 0], table[other, 0], None, labels
        picked = table[chosen]
        negatives = picked[:, 2] if picked[0, 2] >= 0 else None
        left, right = picked[:, 0], picked[:, 1]
        return (left, right, negatives, picked[:, 3]) if negatives is not None or self._random.random() < .5 else (
            right, left, None, picked[:, 3])

    def pack(self, texts, name, queries):
        """Token numbers of all texts in a row and where each text begins."""
        options, random = self._options, self._random
        cutting = texts.astype(np.int64) * 2 + (random.random(len(texts)) < options.other_cutting)
        length = np.minimum(self._offsets[cutting + 1] - self._offsets[cutting], options.longest)
        index = np.repeat(self._offsets[cutting] - np.concatenate([[0], np.cumsum(length)[:-1]]), length) + np.arange(length.sum())
        owner = np.repeat(np.arange(len(texts)), length)
        kept = random.random(len(index)) >= (LEFT_OUT if name == "alone" else options.drop)
        tokens, owner = self._flat[index[kept]], owner[kept]
        extra = [EOS]
        if random.random() < options.prefixes:
            kind = "contract" if name in CONTRACT else "question" if name in QUESTION else "any"
            kind = kind if random.random() < .85 else ("contract", "question", "any")[random.integers(3)]
            prefix = self._prefixes[kind][random.integers(len(self._prefixes[kind]))]
            prefixed = len(texts) if random.random() < .5 else queries  # both sides, or the asking side only
            owner = np.concatenate([owner, np.repeat(np.arange(prefixed), len(prefix))])
            tokens = np.concatenate([tokens, np.tile(prefix, prefixed)])
        owner = np.concatenate([owner, np.arange(len(texts))])
        tokens = np.concatenate([tokens, np.repeat(extra, len(texts))])
        order = np.argsort(owner, kind="stable")
        begins = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(texts)))[:-1]])
        return torch.from_numpy(tokens[order]), torch.from_numpy(begins)


def same_meaning(left, right, labels):
    """True where the text of the row and the text of the column are no wrong pair although they were not paired."""
    same = (left[:, None] == left) | (right[:, None] == right) | (left[:, None] == right)
    same |= (labels[:, None] == labels) & (labels[:, None] >= 0)
    np.fill_diagonal(same, False)
    return torch.from_numpy(same)


def contrast(vectors, size, same, temperature, boost):
    """Loss of a batch and its gradient by the vectors (left, right, hard negatives of size texts each).

    Cross entropy both ways: the right one among all rights, the left one among all lefts. Written out, because one
    table of exponentials serves both ways, which takes a third of autograd's time.
    """
    length = vectors.norm(dim=1, keepdim=True).clamp_min(1e-9)
    unit = vectors / length
    left, right, negatives = unit[:size], unit[size:2 * size], unit[2 * size:]
    likely = (left @ right.T).sub_(1).div_(temperature).exp_().masked_fill_(same, 0)
    rows, columns, own = likely.sum(1), likely.sum(0), likely.diagonal().clone()
    gradient = torch.empty_like(unit)
    if len(negatives):
        wrong = ((left * negatives).sum(1).sub(1) / temperature + boost).exp()
        rows = rows + wrong
    loss = -((own / rows).clamp_min(1e-30).log() + (own / columns).clamp_min(1e-30).log()).mean() / 2
    scale = 1 / (2 * size * temperature)
    likely.mul_((1 / rows)[:, None] + 1 / columns).diagonal().sub_(2)
    gradient[:size] = likely @ right
    gradient[size:2 * size] = likely.T @ left
    if len(negatives):
        pull = (wrong / rows)[:, None]
        gradient[:size] += pull * negatives
        gradient[2 * size:] = pull * left
    gradient.mul_(scale)
    return float(loss), (gradient - unit * (gradient * unit).sum(1, keepdim=True)) / length


def spread(gradient, tokens, begins, rows):
    """The gradient of the table from that of the texts' vectors: each token gets its share of the mean."""
    length = np.diff(begins.numpy(), append=len(tokens))
    mean = sparse.csr_matrix((np.repeat((1 / length).astype(np.float32), length), tokens.numpy(),
                              np.append(begins.numpy(), len(tokens))), shape=(len(length), rows))
    return torch.from_numpy(mean.T @ gradient.numpy())


class Adam:
    def __init__(self, table, first=.9, second=.98):
        self._table, self._first, self._second, self._steps = table, first, second, 0
        self._mean, self._square = torch.zeros_like(table), torch.zeros_like(table)

    def step(self, gradient, rate):
        self._steps += 1
        self._mean.mul_(self._first).add_(gradient, alpha=1 - self._first)
        self._square.mul_(self._second).addcmul_(gradient, gradient, value=1 - self._second)
        # the bias of both means in the first steps is put right in the rate
        rate *= (1 - self._second ** self._steps) ** .5 / (1 - self._first ** self._steps)
        self._table.addcdiv_(self._mean, self._square.sqrt().add_(1e-8), value=-rate)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("tokenizer")
    parser.add_argument("out")
    for name, default in (("steps", 3000), ("seed", 1), ("dimensions", 256), ("batch", 1024), ("longest", 64), ("threads", 1)):
        parser.add_argument("--" + name, type=int, default=default)
    for name, default in (("rate", .045), ("temperature", .06), ("narrow_temperature", .1), ("drop", .1), ("prefixes", .25), ("other_cutting", .3), ("boost", 0)):
        parser.add_argument("--" + name, type=float, default=default)
    parser.add_argument("--emphasis", choices=EMPHASIS, default="both", help="what is drawn more often")
    parser.add_argument("--share", action="append", default=[], help="SOURCE=NUMBER: how often that source is drawn")
    parser.add_argument("--start", help="a table to go on from")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    corpus = Corpus(options.corpus, options.tokenizer, random, options)
    table = (torch.from_numpy(np.load(options.start)["table"].astype(np.float32)) if options.start
             else torch.randn(corpus.size, options.dimensions) * 0.1)
    shorter = [size for size in (256, 128, 64, 32) if size < table.shape[1]]
    names = sorted(corpus.sources)
    weights = {**EMPHASIS[options.emphasis], **{name: float(number) for name, number in (text.split("=") for text in options.share)}}
    share = np.array([weights[name] for name in names])
    adam = Adam(table)
    losses, began = {}, time.time()
    for step in range(options.steps):
        name = names[random.choice(len(names), p=share / share.sum())]
        left, right, negatives, labels = corpus.draw(name, options.batch)
        size = len(left)
        texts = np.concatenate([left, right] + ([negatives] if negatives is not None else []))
        tokens, begins = corpus.pack(texts, name, size)
        vectors = functional.embedding_bag(tokens, table, begins, mode="mean")
        same, temperature = same_meaning(left, right, labels), options.narrow_temperature if name in NARROW else options.temperature
        loss, gradient = contrast(vectors, size, same, temperature, options.boost)
        part = shorter[step % len(shorter)]
        loss_of_part, gradient_of_part = contrast(vectors[:, :part], size, same, temperature, options.boost)
        gradient[:, :part] += .6 * gradient_of_part
        adam.step(spread(gradient, tokens, begins, len(table)),
                  options.rate * min(1, (step + 1) / 100) * (.03 + .97 * (1 - step / options.steps)))
        loss += .6 * loss_of_part
        losses.setdefault(name, []).append(loss)
        if step % 250 == 249:
            print(step + 1, f"{time.time() - began:.0f} s", " ".join(
                f"{source} {np.mean(last[-20:]):.2f}" for source, last in sorted(losses.items())), flush=True)
    np.savez(options.out, table=table.numpy())


if __name__ == "__main__":
    main()
