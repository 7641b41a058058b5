"""What the right answers are: every record is looked at, and every text searched from end to end.

    python3 search_truth.py RECORDS QUESTIONS TRUTH

For each question: how many records fit, the SHA-1 of their numbers in ascending order with commas
between them, the newest 20, and the counts that are asked for.
"""

import collections
import hashlib
import itertools
import json
import sys

import search_terms
from search_terms import is_word, normalized


class Scan:
    """All records of a file, normalised once."""

    def __init__(self, path):
        self.rows, self.titles, self.summaries = [], [], []
        for record in search_terms.records(path):
            self.rows.append((record["n"], record["date"], sys.intern(record["body"]),
                              tuple(map(sys.intern, record["topics"]))))
            self.titles.append(normalized(record["title"]))
            self.summaries.append(normalized(record["summary"]))

    def before(self, n):
        """The same of the records before a number."""
        part = object.__new__(Scan)
        count = sum(row[0] < n for row in self.rows)
        part.rows, part.titles, part.summaries = (
            rows[:count] for rows in (self.rows, self.titles, self.summaries))
        return part

    @property
    def bodies(self):
        return {row[2] for row in self.rows}

    def having(self, term, among):
        """Those whose title or summary has a phrase; a word at its end must be a whole one."""
        term = normalized(term)
        if is_word(term[0]) or is_word(term[-1]):
            return [k for k in among if whole(term, self.titles[k]) or whole(term, self.summaries[k])]
        return [k for k in among if term in self.titles[k] or term in self.summaries[k]]

    def fitting(self, question):
        found = range(len(self.rows))
        rows = self.rows
        if question["body"]:
            found = [k for k in found if rows[k][2] == question["body"]]
        if question["from"]:
            found = [k for k in found if question["from"] <= rows[k][1]]
        if question["to"]:
            found = [k for k in found if rows[k][1] <= question["to"]]
        if question["topic"]:
            found = [k for k in found if question["topic"] in rows[k][3]]
        for term in question["terms"]:
            found = self.having(term, found)
        for words in question["alternatives"]:
            found = sorted(set(itertools.chain(*(self.having(word, found) for word in words))))
        for term in question["without"]:
            gone = set(self.having(term, found))
            found = [k for k in found if k not in gone]
        return found

    def answer(self, question):
        found = self.fitting(question)
        newest = sorted(found, key=lambda k: (self.rows[k][1], self.rows[k][0]), reverse=True)
        answer = {"count": len(found), "sha1": digest(self.rows[k][0] for k in found),
                  "top": [self.rows[k][0] for k in newest[:20]]}
        if question["want"] == "facet_body":
            answer["facet"] = dict(collections.Counter(self.rows[k][2] for k in found))
        if question["want"] == "facet_year":
            answer["facet"] = dict(collections.Counter(self.rows[k][1][:4] for k in found))
        return answer


def whole(term, text):
    """Whether a text has a phrase that no word goes on from at either end."""
    at = text.find(term)
    while at >= 0:
        end = at + len(term)
        if not (is_word(term[0]) and at > 0 and is_word(text[at - 1])
                or is_word(term[-1]) and end < len(text) and is_word(text[end])):
            return True
        at = text.find(term, at + 1)
    return False


def digest(numbers):
    """The SHA-1 of numbers in ascending order."""
    return hashlib.sha1(",".join(map(str, sorted(numbers))).encode()).hexdigest()


if __name__ == "__main__":
    scan = Scan(sys.argv[1])
    answers = {question["id"]: scan.answer(question)
               for question in search_terms.questions(sys.argv[2])}
    with open(sys.argv[3], "w", encoding="utf-8") as file:
        json.dump(answers, file, ensure_ascii=False, indent=0)
