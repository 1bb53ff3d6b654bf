#!/usr/bin/python3
"""Writes the in-domain training pairs: contract clauses and customer questions, Chinese and English.

usage: generate.py DATA OUTFOLDER [--seed N]

Five kinds, all with the same meaning on both sides and, where it says so, a hard negative that shares the words:
clause    clauses of phrases/clauses.txt and conditions with consequences of phrases/frames.txt;
          negatives: the opposite duty, another clause of the topic with the same parties and numbers, another number
question  what customers write, to FAQ titles and to each other; negatives: neighbouring questions
everyday  sentences and questions of every kind with other words
variant   sentences of statutes (and of English contracts) with other words, other notations of numbers, another order;
          negatives: the sentence of the same statute that shares the most
mixed     sentences with some words put into the other language by the dictionary
"""
import argparse
import gzip
import os
import random as randoms
import re

import notation
import templates
from tables import HeldOut, key, rows
from templates import fill, meanings, roles, values

COUNTS = {"clause": 110_000, "frame": 50_000, "question": 120_000, "variant": 90_000, "mixed": 50_000, "everyday": 60_000}
LANGUAGES = [("zh", "zh")] * 12 + [("zh", "en")] * 4 + [("en", "zh")] * 2 + [("en", "en")] * 3

GREETINGS = ["", "", "", "", "", "你好,", "您好,", "请问", "请问一下,", "在吗,", "亲,", "麻烦问下,", "想咨询一下", "客服你好,", "哈喽 "]
STORIES = ["我<time>买的<item>,", "<time>下的单,", "我是老客户了,", "在你们店买了个<item>,", "订单尾号{3321/0957/8846},", "帮我妈问的,",
           "第一次用,", "都{两/三/五}天了,", "我这边", "打了好几个电话,", "昨晚开始,", "用的{苹果/安卓}手机,", "着急,", "花了<money>,",
           "给朋友买的<item>,", "按你们说的做了,", "刚才试了好几遍,", "我老公说", "<time>的事,", "公司这边"]
ENDINGS = ["", "", "", "", "", "?", "?", "??", "!", "啊", "呢", "呀", ",谢谢", ",急", ",在线等", ",求解答", ",气死了", ",怎么回事", ",帮忙看下",
           ",麻烦处理一下"]
GREETINGS_EN = ["", "", "", "", "hi, ", "hello, ", "please help: ", "excuse me, ", "I'd like to know: ", "sorry to bother you, ", "quick question: "]
ENDINGS_EN = ["", "", "", "?", "!", ", thanks", ", please advise", " asap", ", any idea"]
NUMBERING = ["", "", "", "", "", "第{}条 ", "{}.1 ", "{}、", "({}) "]

EVERYDAY = {"tatoeba": 2, "cmrc": 1, "drcd": 1, "stard": 1, "lawyerllama": 1, "lawyerllama_qa": 1}  # columns to take


class Writer:
    def __init__(self, data, random):
        self._random, self._held, self._near = random, HeldOut(data), {}
        self.triples, self.pairs = [], []

    def near_held(self, text):
        if text not in self._near:
            self._near[text] = self._held.has_near(text)
        return self._near[text]

    def triple(self, source, left, right, negative, label):
        """False when a side is empty, both sides are the same, or one is held out."""
        if not key(left) or key(left) == key(right) or key(right) == key(negative) or key(left) == key(negative):
            return False
        if any(map(self.near_held, (left, right, negative))):
            return False
        self.triples.append((source, left, right, negative, label))
        return True


def clause_text(meaning, language, random, parties, numbers):
    text = fill(random.choice(meaning.wordings[language]), language, random, parties, numbers)
    return _sentence(text, language, random)


def _sentence(text, language, random):
    if language == "en":
        return text[0].upper() + text[1:] + random.choice([".", ".", ""])
    number = random.choice(NUMBERING).format(random.randint(1, 30))
    return number + text + random.choice(["。", "。", "", ";"])


def changed(numbers, slots, random):
    """The same numbers but for one that the clause names."""
    slot = random.choice(slots)
    others = [value for value in notation.VALUES[slot] if value != numbers[slot]]
    return {**numbers, slot: random.choice(others)}


def clauses(writer, random, count):
    all_ = meanings("clauses.txt")
    by_topic = {}
    for meaning in all_:
        by_topic.setdefault(meaning.topic, []).append(meaning)
    while count > 0:
        meaning, (left, right) = random.choice(all_), random.choice(LANGUAGES)
        numbers, parties = values(random), roles(meaning.topic, random)
        other = parties if random.random() < .6 else roles(meaning.topic, random)
        a, b = clause_text(meaning, left, random, parties, numbers), clause_text(meaning, right, random, other, numbers)
        if random.random() < .25:  # clauses come with neighbours: the same further sentence must not decide
            extra = clause_text(random.choice(by_topic[meaning.topic]), left, random, parties, numbers)
            a = a.rstrip("。;.") + ("。" if left == "zh" else ". ") + extra
        kind = random.random()
        if kind < .45 and right == "zh" and meaning.contrasts:
            negative = _sentence(fill(random.choice(meaning.contrasts), "zh", random, parties, numbers), "zh", random)
        elif kind < .65 and meaning.slots():
            # Other roles go with the right number, the same roles with the wrong one: only the number tells them apart.
            negative = clause_text(meaning, right, random, parties, changed(numbers, meaning.slots(), random))
        else:
            neighbours = [other_ for other_ in by_topic[meaning.topic] if other_ is not meaning]
            negative = clause_text(random.choice(neighbours), right, random, parties, numbers)
        count -= writer.triple("clause", a, b, negative, "clause:" + meaning.label)


def frames(writer, random, count):
    conditions = [line[3:] for line in templates.lines("frames.txt") if line.startswith("if ")]
    consequences = [line[5:] for line in templates.lines("frames.txt") if line.startswith("then ")]
    conditions = [templates.Meaning("if/" + line) for line in conditions]
    consequences = [templates.Meaning("then/" + line) for line in consequences]

    def text(condition, consequence, language, parties, numbers):
        first = fill(random.choice(condition.wordings[language]), language, random, parties, numbers)
        second = fill(random.choice(consequence.wordings[language]), language, random, parties, numbers)
        if language == "en":
            return random.choice([f"If {first}, {second}.", f"Where {first}, {second}.", f"In the event that {first}, {second}.",
                                  f"{second[0].upper() + second[1:]} if {first}."])
        word = random.choice(["如", "若", "如果", "倘若", "当", "", "", "一旦", "要是", "凡"])
        return word + first + random.choice([",", "的,", "时,", ",则", "的,则"]) + second + random.choice(["。", "。", ""])

    while count > 0:
        condition, consequence = random.choice(conditions), random.choice(consequences)
        left, right = random.choice(LANGUAGES)
        topic = {"rent": "rent", "absent": "labor", "default": "loan", "finish": "work", "accident": "work"}.get(condition.name, "sale")
        numbers, parties = values(random), roles(topic, random)
        other = parties if random.random() < .5 else roles(topic, random)
        kind = random.random()
        if kind < .45:
            wrong = (condition, random.choice([x for x in consequences if x is not consequence]), numbers)
        elif kind < .8 or not condition.slots():
            wrong = (random.choice([x for x in conditions if x is not condition]), consequence, numbers)
        else:
            wrong = (condition, consequence, changed(numbers, condition.slots(), random))
        count -= writer.triple("frame", text(condition, consequence, left, parties, numbers),
                               text(condition, consequence, right, other, numbers), text(*wrong[:2], right, parties, wrong[2]),
                               f"frame:{condition.name}.{consequence.name}")


def questions(writer, random, count):
    all_ = [meaning for name in ("questions_shop.txt", "questions_service.txt", "questions_legal.txt") for meaning in meanings(name)]
    by_topic = {}
    for meaning in all_:
        by_topic.setdefault(meaning.topic, []).append(meaning)

    def asked(meaning, language):
        text = fill(random.choice(meaning.wordings[language]), language, random)
        if language == "en":
            text = random.choice(GREETINGS_EN) + text + ("" if text.endswith("?") else random.choice(ENDINGS_EN))
            return text[0].upper() + text[1:] if random.random() < .3 else text
        story = fill(random.choice(STORIES), "zh", random) if random.random() < .3 else ""
        if random.random() < .12:  # two complaints of the same kind in one message
            text += random.choice([",", ",", ",而且", ",还"]) + fill(random.choice(meaning.wordings["zh"]), "zh", random)
        return random.choice(GREETINGS) + story + text + random.choice(ENDINGS)

    def title(meaning, language):
        text = fill(meaning.wordings[language][0], language, random)
        return text + ("?" if language == "zh" and random.random() < .6 else "")

    while count > 0:
        meaning, (left, right) = random.choice(all_), random.choice(LANGUAGES)
        to_title = random.random() < .55
        write = title if to_title else asked
        near = by_topic[meaning.topic] if random.random() < .75 else all_
        others = [other for other in near if other is not meaning] or [other for other in all_ if other is not meaning]
        count -= writer.triple("question", asked(meaning, left), write(meaning, right), write(random.choice(others), right),
                               "question:" + meaning.label)


class Dictionary:
    """Words that can stand for each other, from our list and from the two lexicons, and their English."""

    def __init__(self, data):
        self.near, self.english, glosses = {}, {}, {}
        self.listed = [line.split("|") for line in templates.lines("synonyms.txt")]
        for words in self.listed:
            for word in words:
                self.near.setdefault(word, []).extend(other for other in words if other != word)
        self.sure = set(self.near)
        for source, word, meaning in rows(os.path.join(data, "train", "lexicon.tsv.gz")):
            if source == "cow":
                self._add(word, meaning)
                self._add(meaning, word)
            else:
                first = meaning.split("; ")[0]
                if len(first.split()) <= 3:
                    self.english.setdefault(word, first[3:] if first.startswith("to ") else first)
                glosses.setdefault(first, []).append(word)
        for words in glosses.values():
            if 2 <= len(words) <= 5:
                for word in words:
                    for other in words:
                        if other != word:
                            self._add(word, other)
        self.english_words = re.compile(r"\b(" + "|".join(sorted((word for word in self.sure if word.isascii()), key=len, reverse=True)) + r")\b")

    def _add(self, word, other):
        if 2 <= len(word) <= 4 and 2 <= len(other) <= 5 and word not in self.sure:
            self.near.setdefault(word, []).append(other)

    def replace(self, text, chosen):
        """Cuts Chinese text into the longest known words; chosen(word) gives another word or None."""
        out, at = [], 0
        while at < len(text):
            for size in (6, 5, 4, 3, 2):
                word = text[at:at + size]
                if len(word) == size and (word in self.near or word in self.english):
                    out.append(chosen(word) or word)
                    at += size
                    break
            else:
                out.append(text[at])
                at += 1
        return "".join(out)


NUMBER = re.compile(r"百分之([一二三四五六七八九十]+)|([一二三四五六七八九十]+|\d+)(日|天|个月|年|个工作日|小时)")


def number_of(text):
    if text.isdigit():
        return int(text)
    if not re.fullmatch("[一二三四五六七八九]?(十[一二三四五六七八九]?)?", text):
        return 0  # no number below a hundred, like 二三
    head, ten, tail = text.partition("十")
    if not ten:
        return notation.DIGITS.index(text)
    return (notation.DIGITS.index(head) if head else 1) * 10 + (notation.DIGITS.index(tail) if tail else 0)


def other_notation(found, random):
    if found.group(1):
        number = number_of(found.group(1))
        return random.choice(notation.percent(number, "zh")) if number else found.group(0)
    number, unit = number_of(found.group(2)), found.group(3)
    writer = {"日": notation.days, "天": notation.days, "个月": notation.months, "个工作日": notation.working_days, "小时": notation.hours}.get(unit)
    if not number or not writer or number > 99:
        return found.group(0)
    return random.choice(writer(number, "zh"))


def reworded(text, dictionary, random):
    share = random.choice([.4, .6, .8])

    def chosen(word):
        near = dictionary.near.get(word)
        return random.choice(near) if near and random.random() < (share if word in dictionary.sure else share * .6) else None

    if re.search("[一-鿿]", text):
        text = dictionary.replace(NUMBER.sub(lambda found: other_notation(found, random), text), chosen)
        parts = re.split(r"(?<=[,，;；、])", text)
        if len(parts) >= 3 and random.random() < .35:
            at = random.randrange(len(parts) - 1)
            parts[at], parts[at + 1] = parts[at + 1], parts[at]
        if len(parts) >= 4 and random.random() < .3:
            parts.pop(random.randrange(len(parts)))
        return "".join(parts)
    return dictionary.english_words.sub(lambda found: chosen(found.group(0)) or found.group(0), text)


def _pairs_of(text):
    return {text[at:at + 2] for at in range(len(text) - 1)}


def variants(writer, random, data, counts):
    dictionary = Dictionary(data)
    sentences = [(source, text) for source, text in rows(os.path.join(data, "train", "mono.tsv.gz"))]
    fit = [at for at, (source, text) in enumerate(sentences) if 12 <= len(text) <= (140 if source == "laws" else 400)]
    wanted = counts["variant"]
    while wanted > 0:
        at = random.choice(fit)
        source, text = sentences[at]
        around = [sentences[other][1] for other in range(max(0, at - 12), min(len(sentences), at + 13)) if other != at]
        grams = _pairs_of(text)
        negative = max(around, key=lambda other: len(grams & _pairs_of(other)) / (len(_pairs_of(other)) + 20))
        wanted -= writer.triple("variant", text, reworded(text, dictionary, random), negative, "")
    wanted = counts["mixed"]
    chinese = [text for source, text in sentences if source == "laws" and len(text) <= 100]
    chinese += [right for source, left, right in rows(os.path.join(data, "train", "pairs.tsv.gz")) if source == "tatoeba"]
    while wanted > 0:
        text, share = random.choice(chinese), random.choice([.4, .6, .8])
        other = dictionary.replace(text, lambda word: " " + dictionary.english[word] + " "
                                   if word in dictionary.english and random.random() < share else None)
        if key(other) != key(text):
            writer.pairs.append(("mixed", text, re.sub(" +", " ", other).strip()))
            wanted -= 1
    plain = [cell for source, left, right in rows(os.path.join(data, "train", "pairs.tsv.gz")) if source in EVERYDAY
             for cell in (left, right)[:EVERYDAY[source]] if 8 <= len(cell) <= 150]
    wanted = counts["everyday"]
    while wanted > 0:
        text = random.choice(plain)
        other = reworded(text, dictionary, random)
        if key(other) != key(text) and not writer.near_held(text):
            writer.pairs.append(("everyday", text, other))
            wanted -= 1
    for words in dictionary.listed:
        writer.pairs += [("synonym", words[at], words[at + 1]) for at in range(len(words) - 1)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=20261)
    options = parser.parse_args()
    random = randoms.Random(options.seed)
    writer = Writer(options.data, random)
    clauses(writer, random, COUNTS["clause"])
    frames(writer, random, COUNTS["frame"])
    questions(writer, random, COUNTS["question"])
    variants(writer, random, options.data, COUNTS)
    os.makedirs(options.out, exist_ok=True)
    for name, table in (("triples", writer.triples), ("pairs", writer.pairs)):
        with gzip.open(os.path.join(options.out, name + ".tsv.gz"), "wt", encoding="utf-8", compresslevel=3) as file:
            file.writelines("\t".join(row).replace("\n", " ") + "\n" for row in table)
        print(f"{name}: {len(table):,}")


if __name__ == "__main__":
    main()
