"""How building, asking and appending grow with the records: smaller sets of records of the same kind."""

import search_clerk
import search_sets
import search_systems
from programs import say
from report import Figure

APPENDS = 11


class Size(search_sets.Records):
    """A smaller set of records, of which the archivist alone is asked the questions of the whole."""

    def __init__(self, folder, paths, given, truth, make):
        super().__init__(folder, given, make)
        self.paths, self.given_truth = paths, truth

    def prepare(self, sets):
        say(f"making a smaller archive: {self.records}")
        self.prepare_records()
        self.sets = [search_sets.Set(one.name, one.questions, self.truth(k, one.questions))
                     for k, one in enumerate(sets)]
        self.scan = None
        self.archivist = search_systems.Archivist(
            self.folder, self.paths, self.minutes, self.numbers)
        self.built = self.archivist.build()

    def truth(self, k, questions):
        """The right answers to the first questions may be given, of the others they are found."""
        if k == 0 and self.given_truth:
            return search_sets.read(self.given_truth)
        return self.answers(questions)

    def compare(self):
        for one in self.sets:
            one.compare([self.archivist])

    def ask(self, times):
        for one in self.sets:
            one.ask_warm(self.archivist, times)
            one.ask_cold([self.archivist], with_peaks=False)


def append(size):
    """Appends a meeting some times to a copy of the archive; the first time does not count.

    Gives the seconds, and the clerk who goes on with the copy.
    """
    clerk = search_clerk.Clerk(size.archivist, size.count_meetings())
    seconds = [clerk.append() for _ in range(APPENDS)][1:]
    clerk.check_events(size.archivist)
    return Figure(seconds), clerk


def line(pairs):
    """The line through some points that is nearest to them by the squares of the distances: a + b·x."""
    count = len(pairs)
    x, y = (sum(pair[k] for pair in pairs) / count for k in (0, 1))
    b = sum((px - x) * (py - y) for px, py in pairs) / sum((px - x) ** 2 for px, _ in pairs)
    return y - b * x, b
