"""Records with the minutes that are made of them, and questions with what every system made of them."""

import itertools
import json
import os

import search_records
import search_truth
from programs import say


class Set:
    """Some questions with their right answers, and what every system made of them."""

    def __init__(self, name, questions, truth):
        self.name, self.questions, self.truth = name, questions, truth
        self.first, self.warm, self.cold, self.peaks, self.faults = {}, {}, {}, {}, {}

    # Asking

    def compare(self, systems):
        """All that fits, of questions that ask for the same only once."""
        first = {}
        for k, question in enumerate(self.questions):
            asked = {**question, "id": "", "want": "", "class": ""}
            first.setdefault(json.dumps(asked, sort_keys=True), []).append(k)
        same = list(first.values())
        for system in systems:
            found = system.everything([self.questions[group[0]] for group in same])
            for group, numbers in zip(same, found):
                for k in group:
                    self.check_all(system.name, k, numbers)

    def ask_warm(self, system, times):
        """Asks every question so many times; gives the seconds of them all."""
        warm = system.warm(self.questions, times)
        for k, (seconds, answer) in enumerate(zip(warm.seconds, warm.answers)):
            self.note(self.first, system.name, k, warm.first[k])
            self.note(self.warm, system.name, k, seconds)
            self.check(system.name, "warm", k, answer)
        self.peaks.setdefault((system.name, "warm"), []).append(warm.peak)
        return list(itertools.chain(*warm.seconds))

    def ask_cold(self, systems, with_peaks):
        for k in range(len(self.questions)):
            for system in systems:
                if getattr(system, "has_cold", True):
                    self.ask_once(k, system, with_peaks)

    def ask_once(self, k, system, with_peaks=False):
        """Asks one question in a process of its own; gives its seconds, nothing where it cannot be asked."""
        question = self.questions[k]
        try:
            seconds, answer = system.cold(question)
        except ValueError as error:
            seconds, answer = None, {"impossible": str(error)}
        self.note(self.cold, system.name, k, [seconds])
        self.check(system.name, "cold", k, answer)
        if with_peaks and seconds is not None:
            self.peaks.setdefault((system.name, "cold"), []).append(system.peak(question))
        return seconds

    def note(self, table, system, k, seconds):
        samples = table.setdefault(system, [[] for _ in self.questions])
        samples[k] += [one for one in seconds if one is not None]

    def samples(self, table, system, kind=None):
        """All times of a class of questions; of every class where none is named."""
        return [seconds for question, samples in zip(self.questions, table.get(system, []))
                if kind in (None, question["class"]) for seconds in samples]

    # Checking

    def check(self, system, how, k, answer):
        """Notes what is wrong in an answer; a total only where one was asked for."""
        question, right = self.questions[k], self.truth[self.questions[k]["id"]]
        faults = self.faults.setdefault((system, how), {})
        if "impossible" in answer:
            faults[k] = answer["impossible"]
            return
        wanted = {"page": ("count", "top"), "count": ("count",), "top20": ("top",)}.get(
            question["want"], ("facet",))
        for part in wanted:
            if answer.get(part) != right[part]:
                self.tell(system, how, question, part, answer.get(part), right[part])
                faults[k] = part

    def check_all(self, system, k, numbers):
        question, right = self.questions[k], self.truth[self.questions[k]["id"]]
        faults = self.faults.setdefault((system, "sets"), {})
        if numbers is None:
            faults[k] = "impossible"
        elif search_truth.digest(numbers) != right["sha1"]:
            self.tell(system, "sets", question, "set", len(numbers), right["count"])
            faults[k] = "set"

    def tell(self, system, how, question, part, found, right):
        say(f"wrong: {system}, {how}, {question['id']}: {part} {str(found)[:60]}"
            f" in place of {str(right)[:60]}")


class Records:
    """Records that are given or made, in a folder that keeps what is made of them."""

    def __init__(self, folder, given, make):
        self.folder, self.make = folder, make
        os.makedirs(folder, exist_ok=True)
        self.records = given or self.path("records.jsonl")
        self.is_given = given is not None
        self.scan = None

    def path(self, name):
        return os.path.join(self.folder, name)

    def once(self, name, make):
        """A file of the folder, made where it is not there; whole or not at all."""
        path = self.path(name)
        if not os.path.exists(path):
            make(path + ".made")
            os.rename(path + ".made", path)
        return path

    def prepare_records(self):
        """Makes the records where they are not given, and the minutes."""
        if not self.is_given:
            self.once("records.jsonl", self.make)
        stamp = [os.path.realpath(self.records), os.path.getsize(self.records)]
        mark = self.once("records.stamp", lambda path: write(path, stamp))
        if read(mark) != stamp:
            self.refuse()
        numbers = self.path("numbers.json")
        def make(path):
            write(numbers, search_records.minutes(self.records, path))
        self.minutes = self.once("minutes.jsonl", make)
        self.numbers = read(numbers)

    def refuse(self):
        raise SystemExit(f"{self.folder} holds other records; name another folder")

    def count_meetings(self):
        return sum("." not in number for number in self.numbers)

    def looking(self):
        """All records, to be looked at; they are kept in memory from then on."""
        self.scan = self.scan or search_truth.Scan(self.records)
        return self.scan

    def answers(self, questions):
        """The right answers, by looking at all records."""
        return {question["id"]: self.looking().answer(question) for question in questions}


def write(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=0)


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
