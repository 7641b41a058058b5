"""What a clerk does at a desk, each a process of its own: on a copy of an archive, which changes by it."""

import itertools
import json
import os
import shutil

from programs import output, settle, start


# From so many places of the minutes further ones are taken.
PLACES = 1_000


def further(minutes, meetings):
    """The minutes of meetings that are not there yet: of those that are, with a sitting of their own.

    Every other item is a resolution.
    """
    step = max(1, meetings // PLACES)
    serial = 0
    while True:
        with open(minutes, encoding="utf-8") as file:
            for line in itertools.islice(file, 0, None, step):
                serial += 1
                meeting = {**json.loads(line), "sitting": f"X{serial:07d}"}
                for item in meeting["items"][1::2]:
                    item["item"] = "resolution"
                    del item["subject"]
                yield meeting


class Clerk:
    """A copy of an archive, and the meetings that are appended to it."""

    def __init__(self, archivist, meetings):
        self.program = archivist.program
        self.archive, self.meeting = archivist.path("clerk"), archivist.path("meeting.jsonl")
        shutil.rmtree(self.archive, ignore_errors=True)
        # Not by hard links: what is appended would be in both.
        shutil.copytree(archivist.archive, self.archive)
        self.further = further(archivist.minutes, meetings)
        self.events = archivist.events(self.archive)

    def run(self, *words):
        """The seconds of a command from its start to its end."""
        settle()
        return start([self.program, *words, "--archive", self.archive], self.meeting + ".told")

    def told(self, *words):
        """What a command prints."""
        return output([self.program, *words, "--archive", self.archive])

    def append(self):
        """The seconds of appending one meeting that is not there yet."""
        meeting = next(self.further)
        with open(self.meeting, "w", encoding="utf-8") as file:
            json.dump(meeting, file, ensure_ascii=False)
        self.events += 1 + len(meeting["items"])
        return self.run("append", self.meeting)

    def append_through(self, positions):
        """Appends meetings until so many positions are taken; gives the seconds of each, and the events then."""
        end, waits = self.events + positions, []
        while self.events < end:
            seconds = self.append()
            waits.append((seconds, self.events))
        return waits

    def check_events(self, archivist):
        """Ends the run where something else was recorded than was appended."""
        found = archivist.events(self.archive)
        if found != self.events:
            raise SystemExit(f"{self.archive} has {found:,} events in place of {self.events:,}")

    def resolutions(self, most):
        """The numbers of the newest resolutions."""
        told = json.loads(self.told(
            "query", "--kind", "resolution", "--limit", str(most), "--format", "json"))
        return [entry["accession"] for entry in told["entries"]]

    def define(self, name, phrase):
        """The seconds of defining a topic by a phrase, and whether as many records have it as say it."""
        seconds = self.run("topics", "define", name, "--match", phrase)
        counts = [self.told("query", *asked, "--count")
                  for asked in (["--topic", name], [f'"{phrase}"'])]
        return seconds, counts[0] == counts[1]

    def leave(self):
        """Removes the copy."""
        shutil.rmtree(self.archive)
        for name in (self.meeting, self.meeting + ".told"):
            os.remove(name)
