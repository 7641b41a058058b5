"""Chooses questions about records: the same records give the same questions.

    python3 search_questions.py plain|hard|short RECORDS QUESTIONS

`plain` are those that people ask: a phrase of two to eight characters, two of them, a body, a topic, a
time and a phrase with them, counts, the newest, counts by body and year. `hard` are those that an index
finds hard: three common phrases, single characters, phrases across punctuation, common words that are
excluded, either of several. `short` are those whose answers an index has ready: counts by one pair of
characters or by structure alone, the newest of a body or of a topic.
"""

import collections
import itertools
import json
import random
import re
import sys

import search_terms

MOST = 8_000
HAN = re.compile("[\u4e00-\u9fff]+")
CLAUSES = re.compile("[\u4e00-\u9fff，。；、《》（）]+")
LENGTHS = (1, 2, 3, 4, 8)
RARE, SOME, COMMON = "rare", "some", "common"
# How many of the records have a phrase of each sort.
BANDS = {SOME: (0.003, 0.02), COMMON: (0.15, 0.6)}


class Sample:
    """How many records of a sample have each phrase, and which bodies and topics they have."""

    def __init__(self, path):
        self.random = random.Random(11)
        lines = sum(1 for _ in open(path, "rb"))
        step = max(1, lines // MOST)
        self.phrases = {length: collections.Counter() for length in LENGTHS}
        self.across = collections.Counter()
        self.long = []
        bodies, topics = collections.Counter(), collections.Counter()
        self.count = 0
        for record in itertools.islice(search_terms.records(path), 0, None, step):
            self.count += 1
            bodies[record["body"]] += 1
            topics.update(record["topics"])
            self.take(record)
        self.bodies = [body for body, _ in bodies.most_common()]
        self.topics = [topic for topic, _ in topics.most_common()]
        self.used = set()

    def take(self, record):
        runs = HAN.findall(record["title"]) + HAN.findall(record["summary"])
        for length, counter in self.phrases.items():
            counter.update({run[k:k + length] for run in runs for k in range(len(run) - length + 1)})
        across = set()
        for clause in CLAUSES.findall(record["summary"]):
            for mark in re.finditer("[，。；、《》（）]+", clause):
                part = clause[max(0, mark.start() - 3):mark.end() + 3]
                if 0 < mark.start() and mark.end() < len(clause) and len(part) > 5:
                    across.add(part)
        self.across.update(across)
        if len(self.long) < 50:
            self.long += [run for run in CLAUSES.findall(record["summary"]) if len(run) >= 30][:1]

    def among(self, counter, band):
        if band == RARE:
            return sorted(phrase for phrase, count in counter.items()
                          if count <= 2 and phrase not in self.used)
        low, high = (share * self.count for share in BANDS[band])
        return sorted(phrase for phrase, count in counter.items()
                      if low <= count <= high and phrase not in self.used)

    def pick(self, length, band):
        """A phrase of some characters that so many records have, or the nearest that there is."""
        counter = self.across if length == "across" else self.phrases[length]
        choices = self.among(counter, band)
        if choices:
            phrase = choices[int(self.random.random() * len(choices))]
        else:
            left = [item for item in counter.items() if item[0] not in self.used]
            wanted = 1 if band == RARE else BANDS[band][0] * self.count
            phrase = min(left, key=lambda item: (abs(item[1] - wanted), item[0]))[0]
        self.used.add(phrase)
        return phrase

    def body(self, place):
        return self.bodies[min(place, len(self.bodies) - 1)]

    def topic(self, place):
        return self.topics[min(place, len(self.topics) - 1)]


class Questions(list):
    def ask(self, kind, name, want="page", **members):
        self.append(search_terms.complete(
            {"id": f"{kind}_{name}", "class": kind, "want": want, **members}))


def plain(sample):
    asked, pick = Questions(), sample.pick
    for length in (2, 3, 4, 8):
        for band in (RARE, SOME, COMMON):
            asked.ask("phrase", f"{length}_{band}", terms=[pick(length, band)])
    asked.ask("phrase", "english", terms=["Digital Twin City"])
    for first, second in ((COMMON, COMMON), (COMMON, SOME), (SOME, SOME), (COMMON, RARE)):
        asked.ask("two", f"{first}_{second}", terms=[pick(2, first), pick(3, second)])
    for k, (first, last) in enumerate((("1990-01-01", "2009-12-31"), ("2019-03-01", "2019-06-30"))):
        asked.ask("filter", f"body_{k}", body=sample.body(k), **{"from": first, "to": last})
        asked.ask("filter", f"topic_{k}", topic=sample.topic(5 * k), **{"from": first, "to": last})
        asked.ask("filter", f"both_{k}", body=sample.body(20 * k), topic=sample.topic(3 * k))
    for band in (SOME, COMMON):
        for k in (0, 10):
            asked.ask("mixed", f"{band}_{k}", terms=[pick(2 if k else 4, band)],
                      body=sample.body(k), **{"from": "1970-01-01", "to": "2020-12-31"})
    for want in ("count", "top20", "facet_year", "facet_body"):
        asked.ask(want, "common_2", want, terms=[pick(2, COMMON)])
        asked.ask(want, "some_4", want, terms=[pick(4, SOME)])
        asked.ask(want, "topic", want, topic=sample.topic(0))
    return asked


def hard(sample):
    asked, pick = Questions(), sample.pick
    for k in range(3):
        asked.ask("three", f"common_{k}", terms=[pick(2 + k % 2, COMMON) for _ in range(3)])
    asked.ask("three", "count", "count", terms=[pick(2, COMMON) for _ in range(3)])
    asked.ask("three", "years", "facet_year", terms=[pick(2, COMMON) for _ in range(3)])
    for band in (RARE, SOME, COMMON):
        asked.ask("character", band, terms=[pick(1, band)])
    asked.ask("character", "count", "count", terms=[pick(1, COMMON)])
    asked.ask("character", "two", terms=[pick(1, COMMON), pick(1, SOME)])
    for band in (RARE, SOME, COMMON):
        asked.ask("across", band, terms=[pick("across", band)])
    if sample.long:
        clause = sample.long[int(sample.random.random() * len(sample.long))]
        asked.ask("across", "long", terms=[clause[:30]])
    for band in (SOME, COMMON):
        asked.ask("without", band, terms=[pick(2, band)], without=[pick(2, COMMON)])
    asked.ask("without", "two", terms=[pick(3, COMMON)],
              without=[pick(2, COMMON), pick(2, COMMON)])
    asked.ask("without", "count", "count", terms=[pick(2, COMMON)], without=[pick(1, COMMON)])
    for band in (SOME, COMMON):
        asked.ask("or", band, alternatives=[[pick(2, band), pick(2, band)]])
    asked.ask("or", "three", alternatives=[[pick(3, SOME), pick(4, SOME), pick(8, SOME)]])
    asked.ask("or", "and", alternatives=[[pick(2, COMMON), pick(2, SOME)]],
              terms=[pick(2, COMMON)], body=sample.body(0))
    asked.ask("or", "years", "facet_year", alternatives=[[pick(2, COMMON), pick(3, COMMON)]])
    return asked


def short(sample):
    asked = Questions()
    for k in range(5):
        band = COMMON if k % 2 else SOME
        asked.ask("count by one pair of characters", k, "count", terms=[sample.pick(2, band)])
        asked.ask("count by a body and a time", k, "count", body=sample.body(4 * k),
                  **{"from": f"{1990 + k}-01-01", "to": f"{2010 + 2 * k}-12-31"})
        asked.ask("newest 20 of a body", k, "top20", body=sample.body(4 * k))
        asked.ask("newest 20 of a topic", k, "top20", topic=sample.topic(3 * k))
    return asked


if __name__ == "__main__":
    chosen = {"plain": plain, "hard": hard, "short": short}[sys.argv[1]](Sample(sys.argv[2]))
    with open(sys.argv[3], "w", encoding="utf-8") as file:
        json.dump(chosen, file, ensure_ascii=False, indent=1)
