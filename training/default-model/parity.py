#!/usr/bin/python3
"""Compares the GGUF through llama.cpp with the trained table, on 200 texts of all kinds.

usage: parity.py DATA TABLE.npz TOKENIZER.model MODEL.gguf LIBRARIES LEAST_COSINE
"""
import os
import sys

import numpy as np

from encoders import GgufEncoder, TableEncoder
from tables import rows

SPECIAL = ["", " ", "。", "a", "第1条 (1)「引号」“双”", "ＡＢＣ１２３　全角　字母", "  two   spaces ", "tab\there", "two\nlines", "emoji 😀👍🏽 ok",
           "🙂", "〔2020〕12号", "Ａ①②ⅢⅣ㎡", "違約金與賠償金", "快遞顯示簽收了但我根本沒收到，客服電話打不通！", "한국어 텍스트", "naïve café Ünïcödé",
           "STRASSE straße", "用于客服意图识别：退款多久到账？", "Instruct: Given a customer question, retrieve the matching FAQ\nQuery:refund",
           "甲方A应在30日内 pay Party B 100,000 yuan", "ﬁ ligature", "x" * 300, "\u200b零宽\u200d字符\ufeff", "русский текст", "日本語のテキスト"]


def texts(data):
    dev = os.path.join(data, "dev")
    chosen = list(SPECIAL)
    for name, column in (("lcqmc_test.tsv.gz", 0), ("stsb_en_test.tsv.gz", 0), ("drcd_test.tsv.gz", 1), ("contract_zh.tsv", 1),
                         ("xquad.tsv.gz", 3), ("tatoeba_test.tsv.gz", 1), ("stard_corpus.tsv.gz", 1)):
        chosen += [row[column] for row in rows(os.path.join(dev, name))][:28 if name[0] != "c" else 20]
    long_ = "".join(row[1] for row in rows(os.path.join(dev, "stard_corpus.tsv.gz")))
    return chosen[:196] + [long_[at:at + 2000] for at in (0, 2000, 4000, 6000)]


def main():
    data, table, tokenizer, model, libraries, least = sys.argv[1:7]
    python, llama = TableEncoder(np.load(table)["table"], tokenizer), GgufEncoder(libraries, model)
    chosen = texts(data)
    differ = [text for text in chosen if python.tokens(text) != llama.tokens(text)]
    for text in differ[:5]:
        print(f"tokens differ: {text[:60]!r}\n  {python.tokens(text)[:20]}\n  {llama.tokens(text)[:20]}")
    left, right = python(chosen), llama(chosen)
    cosine = (left * right).sum(1) / np.linalg.norm(left, axis=1) / np.linalg.norm(right, axis=1)
    worst = int(cosine.argmin())
    print(f"{len(chosen)} texts; other tokens in {len(differ)}; cosine min {cosine.min():.6f} mean {cosine.mean():.6f}; worst {chosen[worst][:40]!r}")
    if cosine.min() < float(least):
        sys.exit(f"The smallest cosine is below {least}.")


if __name__ == "__main__":
    main()
