"""What the search is to come up to: ratios of one run, and what a person waits for.

    Aims(run).prepare(), .compare(), .measure(turn) in every round, and .work(clerk) at last
    Aims(run).rows() gives an `Aim` for each
"""

import collections
import itertools
import json
import os
import shutil

import search_questions
import search_records
import search_sets
import search_systems
from programs import output, say
from report import Figure, quantile
from search_sets import Set

# A figure's name, its bound in words, what was measured, the unit, how often, and whether it is met.
Aim = collections.namedtuple("Aim", "name bound figure unit times is_met")

SHARES = ((0.5, "median"), (0.99, "99 %"))
LONGEST = 1 << 16
POSITIONS, POSITIONS_QUICK = 1 << 12, 1 << 8
SHOWN, DEFINED = 20, 5


def most(name, bound, figure, unit, times=None):
    """An aim that is met where the median is no more than a bound."""
    return Aim(name, f"≤ {bound}{'' if unit == '×' else ' '}{unit}", figure, unit,
               times or f"{len(figure.values):,}", figure.median <= bound)


def ratio(name, bound, over, under, asked):
    """The ratio of two figures, which were measured once in every round with so many questions."""
    rounds = len(over.values)
    return most(name, bound, over.over(under), "×",
                f"{rounds} round{'s' * (rounds > 1)} of {asked:,}")


class Shares:
    """The median and the 99th percentile of every round."""

    def __init__(self):
        self.figures, self.asked = [Figure() for _ in SHARES], 0

    def add(self, seconds):
        self.asked = len(seconds)
        for (share, _), figure in zip(SHARES, self.figures):
            figure.add(quantile(seconds, share))


class Division(search_sets.Records):
    """The same events in one segment and in eight, of an archive with as many as make one full."""

    def __init__(self, run):
        def cut(path):
            search_records.cut(run.records, path, self.events)
        super().__init__(run.path("divided"), None, cut)
        self.run = run

    def prepare(self):
        # Or the greatest power of two that there is.
        self.events = min(LONGEST, 1 << (self.run.archivist.events().bit_length() - 1))
        self.prepare_records()
        whole = self.archivist()
        whole.build()
        eighths = self.archivist()
        eighths.archive = self.path("eighths")
        shutil.rmtree(eighths.archive, ignore_errors=True)
        shutil.copytree(whole.archive, eighths.archive)
        if whole.events() != self.events:
            raise SystemExit(f"{whole.archive} has not {self.events:,} events")
        questions = [question for one in self.run.sets for question in one.questions]
        truth = self.answers(questions)
        self.scan = None
        self.each = []
        for system, longest in ((whole, self.events), (eighths, self.events // 8)):
            system.division = ["--longest-segment", str(longest)]
            self.each.append((system, Set(f"segments of {longest:,}", questions, truth), Shares()))

    def archivist(self):
        return search_systems.Archivist(self.folder, self.run.paths, self.minutes, self.numbers)

    def measure(self, turn):
        for system, one, shares in self.each if turn % 2 == 0 else reversed(self.each):
            shares.add(one.ask_warm(system, self.run.arguments.times))

    def aims(self):
        whole, eighths = (shares for _, _, shares in self.each)
        return [ratio(f"{self.events:,} events in eight segments against one, warm, {name}", 3,
                      over, under, eighths.asked)
                for (_, name), over, under in zip(SHARES, eighths.figures, whole.figures)]


class Earlier:
    """What the record held at an earlier position, beside the same questions about now."""

    def __init__(self, run):
        self.run = run

    def prepare(self):
        archivist = self.run.archivist
        middle = str(self.run.count_meetings() // 2 + 1)
        told = output([archivist.program, "history", middle, "--format", "json",
                       "--archive", archivist.archive])
        position = json.loads(told)[0]["position"]
        scan = self.run.looking().before(archivist.numbers[middle])
        # Nobody can ask for a body that was not known.
        pairs = [(question, one.truth[question["id"]]) for one in self.run.sets
                 for question in one.questions if question["body"] in scan.bodies | {None}]
        questions = [question for question, _ in pairs]
        now = {question["id"]: right for question, right in pairs}
        then = {question["id"]: scan.answer(question) for question in questions}
        def asked(end):
            return [{**question, "as_of": f"@{end - 1}"} for question in questions]
        self.each = [
            (Set("now", questions, now), Shares(), Shares()),
            (Set("the middle of the log", asked(position), then), Shares(), Shares()),
            (Set("its last event", asked(archivist.events()), now), Shares(), Shares())]

    def measure(self, turn):
        archivist, times = self.run.archivist, self.run.arguments.times
        turned = self.each[turn % len(self.each):] + self.each[:turn % len(self.each)]
        for one, warm, _ in turned:
            warm.add(one.ask_warm(archivist, times))
        seconds = [[] for _ in turned]
        for k in range(len(self.each[0][0].questions)):
            for samples, (one, _, _) in zip(seconds, turned):
                samples.append(one.ask_once(k, archivist))
        for samples, (_, _, cold) in zip(seconds, turned):
            cold.add(samples)

    def aims(self):
        now, *earlier = self.each
        aims = []
        for one, *measured in earlier:
            for how, mine, its in zip(("warm", "cold"), measured, now[1:]):
                aims += [ratio(f"as of {one.name} against now, {how}, {name}", 1.5, over, under,
                               mine.asked)
                         for (_, name), over, under in zip(SHARES, mine.figures, its.figures)]
        return aims


class Aims:
    def __init__(self, run):
        self.run, self.division, self.earlier = run, Division(run), Earlier(run)
        self.faults = 0

    @property
    def sets(self):
        """All questions that were asked for what has a target."""
        return [self.short] + [one for one, *_ in self.earlier.each] + [
            one for _, one, _ in self.division.each]

    def prepare(self):
        self.short = self.run.own("short", "short questions")
        self.earlier.prepare()
        self.division.prepare()

    def compare(self):
        self.short.compare([self.run.archivist])
        # All that fits now was compared before.
        for one, *_ in self.earlier.each[1:]:
            one.compare([self.run.archivist])
        for system, one, _ in self.division.each:
            one.compare([system])

    def measure(self, turn):
        self.short.ask_warm(self.run.archivist, self.run.arguments.times)
        self.earlier.measure(turn)
        self.division.measure(turn)

    def work(self, clerk):
        """What a clerk does on a copy of the archive."""
        self.positions = POSITIONS_QUICK if self.run.arguments.quick else POSITIONS
        self.waits = clerk.append_through(self.positions)
        clerk.check_events(self.run.archivist)
        self.shown = self.show(clerk)
        sample = search_questions.Sample(self.run.records)
        words = [sample.pick(2, search_questions.COMMON) for _ in range(DEFINED)]
        self.defined = Figure()
        for k, word in enumerate(words):
            seconds, is_right = clerk.define(f"X{k + 1}", word)
            self.defined.add(seconds * 1e3)
            if not is_right:
                say(f"wrong: archivist, topics define, {word}")
                self.faults += 1

    def show(self, clerk):
        """The milliseconds of showing records of each kind, which lie all over the log."""
        numbers = list(self.run.numbers)
        meetings = spread(number for number in numbers if "." not in number)
        reports = spread(number for number in numbers if "." in number)
        resolutions = clerk.resolutions(SHOWN)
        def figure(verb, shown):
            return Figure(clerk.run(verb, number) * 1e3 for number in shown)
        return [("`show` of a meeting", figure("show", meetings)),
                ("`show` of a report", figure("show", reports)),
                ("`show` of a resolution", figure("show", resolutions)),
                ("`history` of a record", figure("history", spread(
                    itertools.chain(meetings, reports, resolutions))))]

    def rows(self):
        """Every figure beside its bound."""
        name = search_systems.Archivist.name
        peaks = Figure(peak / 1e6 for one in self.run.sets for peak in one.peaks[name, "cold"])
        longest, events = max(self.waits)
        rows = self.division.aims() + self.earlier.aims()
        for kind in dict.fromkeys(question["class"] for question in self.short.questions):
            rows.append(most(f"{kind}, warm", 0.1, Figure(
                seconds * 1e3 for seconds in self.short.samples(self.short.warm, name, kind)), "ms"))
        rows += [most(f"{shown}, the whole process", 10, figure, "ms")
                 for shown, figure in self.shown]
        rows += [
            most("`topics define` by a common word, reaching back over everything, the whole process",
                 500, self.defined, "ms"),
            most("append of one meeting with its index, the whole process", 20,
                 Figure(seconds * 1e3 for seconds, _ in self.waits), "ms"),
            most(f"the longest wait of a clerk who appends {self.positions:,} events meeting by meeting"
                 f" (at {events:,} events)", 100, Figure([longest * 1e3]), "ms",
                 f"{len(self.waits):,}"),
            most("one-shot query, greatest peak memory of all questions", 64,
                 Figure([max(peaks.values)]), "MB", f"{len(peaks.values):,}")]
        return rows


def spread(numbers):
    """Some of many, as far from each other as can be."""
    numbers = list(numbers)
    step = max(1, len(numbers) // SHOWN)
    return numbers[step // 2::step][:SHOWN]
