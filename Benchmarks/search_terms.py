"""How records and questions look, and what the peers of the search index are given instead of text.

Records are lines of JSON: a meeting, or one of its items behind it.

    {"n": 2, "id": "M0000001-01", "kind": "resolution", "meeting": "M0000001", "date": "1998-03-02",
     "body": "…", "title": "…", "topics": ["…"], "summary": "…"}

Questions are a list of objects. A record fits when every one of `terms` and one of each of
`alternatives` stand in its title or in its summary, none of `without` does, and `body`, `topic`,
`from` and `to` fit. `want` is what is asked for: `page` (the total and the newest 20), `top20`,
`count`, `facet_body` or `facet_year`. `class` is what the tables gather it under.
"""

import itertools
import json
import operator
import re
import unicodedata

# A line break between Chinese characters or punctuation wraps a line and is no space.
CHINESE = "\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
MARK = "!-/:-@\\[-`{-~\u2010-\u2027"
WRAP = re.compile(f"(?<=[{CHINESE}])\n(?=[{CHINESE}{MARK}])|(?<=[{MARK}])\n(?=[{CHINESE}])")
SPACE = re.compile(r"\s+")
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
STRETCH = re.compile(
    f"(?P<characters>[{HAN}]+)|(?P<word>[^\\W{CHINESE}_]+)|(?P<space>\\s)|(?P<mark>.)")
WORD = re.compile(f"[^\\W{CHINESE}_]")


def records(path):
    """Every record of a file, in order."""
    with open(path, "rb") as file:
        for line in file:
            yield json.loads(line)


def questions(path):
    """The questions of a file, with every member that one may have."""
    with open(path, encoding="utf-8") as file:
        return [complete(question) for question in json.load(file)]


def complete(question):
    blank = {"terms": [], "alternatives": [], "without": [], "body": None, "topic": None,
             "from": None, "to": None}
    return {**blank, **question}


def normalized(text):
    """The text with one form for every width and case, and wrapped lines joined."""
    text = unicodedata.normalize("NFKD", text).casefold()
    if "\n" in text:
        text = WRAP.sub("", text)
    return SPACE.sub(" ", text) if re.search(r"[\t-\r]|  ", text) else text


def is_word(character):
    return WORD.match(character) is not None


def sign(mark):
    """A punctuation mark as something that every tokenizer takes for a letter."""
    return chr(0xE001 + ord(mark) % 6398)


def has_marks(question):
    """Whether a phrase of the question runs across punctuation."""
    every = question["terms"] + question["without"] + list(
        itertools.chain(*question["alternatives"]))
    return any(found.lastgroup == "mark"
               for term in every for found in STRETCH.finditer(normalized(term)))


class Terms:
    """Divides text into terms, so that a phrase of terms is found where the text has the phrase.

    A word is a term. A Chinese character is a term with what follows it: another character, a word
    (w) or nothing (e). So no phrase runs on from one character to the next where they are apart.
    Where no question needs punctuation it is only a gap, which makes the index smaller.
    """

    GAP = "\ue000"

    def __init__(self, with_marks):
        self.with_marks = with_marks

    def stretches(self, text):
        """The words, runs of single characters and gaps of a text, each with its sort."""
        for found in STRETCH.finditer(normalized(text)):
            sort, stretch = found.lastgroup, found.group()
            if sort == "mark":
                sort, stretch = ("characters", sign(stretch)) if self.with_marks else ("gap", "")
            yield sort, stretch

    def text(self, *fields):
        """The terms of some fields; no phrase runs from one field into the next."""
        terms = []
        for field in fields:
            # A character that waits for what follows it.
            last = ""
            for sort, stretch in self.stretches(field):
                if sort == "characters":
                    stretch = last + stretch
                    terms += map(operator.add, stretch, stretch[1:])
                    last = stretch[-1]
                    continue
                if last:
                    terms.append(last + ("w" if sort == "word" else "e"))
                    last = ""
                if sort == "word":
                    terms.append(stretch)
                elif sort == "gap" and terms and is_word(terms[-1][0]):
                    terms.append(self.GAP)
            if last:
                terms.append(last + "e")
            terms.append(self.GAP)
        return terms

    def units(self, term):
        """The words and single characters of a phrase; nothing for a gap."""
        units = []
        for sort, stretch in self.stretches(term):
            if sort == "characters":
                units += [(character, False) for character in stretch]
            elif sort == "word":
                units.append((stretch, True))
            elif sort == "gap" or units and units[-1] and not units[-1][1]:
                # Two words have a space between them always, so that it need not be told.
                units.append(None)
        return units

    def phrase(self, term):
        """The terms to find one after the other, and whether the last is the beginning of one."""
        units = self.units(term)
        while units and units[-1] is None:
            units.pop()
        terms = []
        for unit, follower in zip(units, units[1:]):
            if unit is None or follower is None:
                raise ValueError(f"{term}: a phrase with a gap")
            terms.append(unit[0] if unit[1] else unit[0] + ("w" if follower[1] else follower[0]))
        last = units[-1]
        if last[1]:
            return terms + [last[0]], False
        if len(units) > 1 and not units[-2][1]:
            return terms, False
        return terms + [last[0]], True
