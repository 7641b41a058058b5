"""What is measured: the archivist and its peers, each with how it is built and asked.

Every system gives `built` (a `Built`), `warm`, which gives the seconds of each question and the
answers, and `cold`, which gives the seconds of one process that asks one question, and the answer.
Answers have the form of the truth: `count`, `top` and `facet`, as far as they were wanted.
"""

import collections
import json
import os
import shutil
import subprocess
import sys

import programs
import search_sqlite
import search_terms
from programs import HERE, launch, output, settle, start

Built = collections.namedtuple("Built", "name seconds peak bytes")
Warm = collections.namedtuple("Warm", "first seconds answers peak")


def size(path):
    """The bytes of a file, or of all files of a folder."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name))
               for folder, _, names in os.walk(path) for name in names)


class System:
    """What all have in common. `folder` keeps what was built, so that it need not be built again."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def kept(self, name, places, make):
        """What building told, done only where it was not done before."""
        notes = self.path(f"{name}.built.json")
        if not os.path.exists(notes):
            for place in places:
                shutil.rmtree(place) if os.path.isdir(place) else (
                    os.path.exists(place) and os.remove(place))
            with open(notes, "w", encoding="utf-8") as file:
                json.dump([list(built) for built in make()], file)
        with open(notes, encoding="utf-8") as file:
            return [Built(*built) for built in json.load(file)]

    def lines(self, questions):
        """A file with a line for each question, as the system wants it."""
        path = self.path("asked.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            for question in questions:
                file.write(json.dumps(self.line(question), ensure_ascii=False) + "\n")
        return path

    def line(self, question):
        return question

    def told(self, command, questions):
        """What a measuring process says of each question, and its peak memory."""
        settle()
        _, peak = launch(command, self.path("told"), self.lines(questions))
        with open(self.path("told"), encoding="utf-8") as file:
            return [json.loads(line) for line in file], peak


    @staticmethod
    def measured(seconds, answers, peak):
        """The first time of each question is counted by itself: later ones find what it left in memory."""
        return Warm([one[:1] for one in seconds], [one[1:] for one in seconds], answers, peak)


class Archivist(System):
    name = "archivist"

    def __init__(self, folder, paths, minutes, numbers):
        super().__init__(folder)
        self.program, self.asking = paths["archivist"], paths["ask-archive"]
        self.minutes, self.numbers, self.archive = minutes, numbers, self.path("archive")
        # How the index is divided, where that is not as usual.
        self.division = []

    def build(self):
        recorded = self.kept("archive", [self.archive], self.record)
        # What is derived is made anew each time: the program may have changed.
        return recorded + [self.index("search", "the search index, from the log"),
                           self.index("", "all derived files, from the log")]

    def record(self):
        output([self.program, "init", self.archive, "--name", "Benchmark"])
        settle()
        seconds, peak = launch([self.program, "append", "--archive", self.archive, self.minutes])
        return [Built("`archivist append`: the log, which is the record itself", seconds, peak,
                      size(os.path.join(self.archive, "log")))]

    def index(self, prefix, name):
        """Makes the derived files whose names begin so."""
        index = os.path.join(self.archive, "index")
        # What the others lack is no part of what is measured.
        output([self.program, "index", "--archive", self.archive])
        files = [os.path.join(index, file) for file in os.listdir(index) if file.startswith(prefix)]
        for file in files:
            os.remove(file)
        settle()
        seconds, peak = launch([self.program, "index", "--archive", self.archive])
        made = (os.path.join(index, file) for file in os.listdir(index) if file.startswith(prefix))
        return Built(f"`archivist index`: {name}", seconds, peak, sum(map(size, made)))

    def events(self, archive=None):
        """How many events an archive has."""
        told = output([self.program, "stats", "--format", "json", "--archive", archive or self.archive])
        return json.loads(told)["events"]

    @staticmethod
    def words(question):
        """The words as a person types them; each a phrase."""
        words = [f'"{term}"' for term in question["terms"]]
        words += [" OR ".join(f'"{word}"' for word in words) for words in question["alternatives"]]
        words += [f'-"{term}"' for term in question["without"]]
        return " ".join(words)

    def line(self, question):
        want = question["want"]
        line = {name: question[name] for name in ("id", "body", "topic", "from", "to")
                if question[name]}
        line["words"] = self.words(question)
        if "as_of" in question:
            line["asOf"] = question["as_of"]
        if want.startswith("facet"):
            line["facet"] = want[len("facet_"):]
        line["limit"] = 20 if want in ("page", "top20") else 0
        return line

    def answer(self, question, total, entries, facet):
        want = question["want"]
        if want.startswith("facet"):
            return {"facet": facet}
        answer = {"count": total}
        if want != "count":
            answer["top"] = [self.numbers[entry] for entry in entries]
        return answer

    def warm(self, questions, times):
        told, peak = self.told([self.asking, self.archive, str(times + 1), *self.division], questions)
        answers = [self.answer(question, one["total"], one["entries"], one["facet"])
                   for question, one in zip(questions, told)]
        return self.measured([one["seconds"] for one in told], answers, peak)

    def everything(self, questions):
        told, _ = self.told([self.asking, self.archive, "all", *self.division], questions)
        return [[self.numbers[entry] for entry in one["entries"]] for one in told]

    def command(self, question):
        line = self.line(question)
        command = [self.program, "query", "--archive", self.archive]
        command += [line["words"]] if line["words"] else []
        for name in ("body", "topic", "from", "to"):
            command += [f"--{name}", line[name]] if name in line else []
        command += ["--as-of", line["asOf"]] if "asOf" in line else []
        if question["want"] == "count":
            return command + ["--count"]
        if "facet" in line:
            command += ["--facet", line["facet"]]
        return command + ["--limit", str(line["limit"]), "--format", "json"]

    def cold(self, question):
        seconds = start(self.command(question), self.path("told"))
        with open(self.path("told"), encoding="utf-8") as file:
            if question["want"] == "count":
                return seconds, {"count": int(file.read())}
            told = json.load(file)
        facets = {facet["value"]: facet["count"]
                  for counts in told["facets"].values() for facet in counts}
        entries = [entry["accession"] for entry in told["entries"]]
        return seconds, self.answer(question, told["total"], entries, facets)

    def peak(self, question):
        return launch(self.command(question))[1]


class Peer(System):
    """One that a script asks in a process of its own."""

    def __init__(self, folder, records, with_marks, python=sys.executable):
        super().__init__(folder)
        self.records, self.python = records, python
        self.marks = "1" if with_marks else "0"
        self.place = self.path(self.file + self.marks)

    def command(self, *words):
        return [self.python, os.path.join(HERE, self.script), *words]

    def build(self):
        def make():
            settle()
            seconds, peak = launch(
                self.command("build", self.records, self.place, self.marks))
            return [Built(self.built_name, seconds, peak, size(self.place))]
        return self.kept(self.file + self.marks, [self.place], make)

    def warm(self, questions, times):
        told, peak = self.told(
            self.command("warm", self.place, self.marks, str(times + 1)), questions)
        return self.measured([one.get("seconds", []) for one in told], told, peak)

    def everything(self, questions):
        told, _ = self.told(self.command("all", self.place, self.marks), questions)
        return [one.get("n") for one in told]


class SQLite(Peer):
    name, script, file = "SQLite FTS5", "search_sqlite.py", "sqlite.db"
    built_name = "SQLite FTS5, pairs: the text, its index and those of the filters"
    cold_name = "the sqlite3 command"

    @property
    def has_cold(self):
        return shutil.which("sqlite3") is not None

    def cold_command(self, question):
        terms = search_terms.Terms(self.marks == "1")
        wanted = search_sqlite.Statements(question, terms).wanted
        statements = search_sqlite.SETTINGS + "".join(f"{sql};" for _, sql in wanted)
        return [name for name, _ in wanted], ["sqlite3", "-readonly", self.place, statements]

    def cold(self, question):
        names, command = self.cold_command(question)
        seconds = start(command, self.path("told"))
        with open(self.path("told"), encoding="utf-8") as file:
            rows = [line.split("|") for line in file.read().splitlines()[1:]]  # the first: a setting
        answer = {}
        if "count" in names:
            answer["count"] = int(rows.pop(0)[0])
        if "top" in names:
            answer["top"] = [int(row[0]) for row in rows]
        if "facet" in names:
            answer["facet"] = {row[0]: int(row[1]) for row in rows}
        return seconds, answer

    def peak(self, question):
        return launch(self.cold_command(question)[1])[1]


class Tantivy(Peer):
    name, script, file = "tantivy", "search_tantivy.py", "tantivy"
    built_name = "tantivy, pairs, two threads, from Python: the text and the index"
    cold_name = "tantivy, opening and asking, without the start of Python"
    has_cold = True

    def cold(self, question):
        with open(self.lines([question]), "rb") as given:
            done = subprocess.run(self.command("once", self.place, self.marks), stdin=given,
                                  stdout=subprocess.PIPE, check=True)
        told = json.loads(done.stdout)
        return told.get("seconds", [None])[0], told

    def peak(self, question):
        return launch(self.command("once", self.place, self.marks), questions=self.lines([question]))[1]


class Ripgrep(System):
    """Counts the lines that have a phrase: no index, no filters, no order."""

    name = "ripgrep"

    def __init__(self, folder, records):
        super().__init__(folder)
        self.text = self.path("lines.txt")
        if not os.path.exists(self.text):
            with open(self.text + ".made", "w", encoding="utf-8") as file:
                for record in search_terms.records(records):
                    fields = [search_terms.normalized(record[name]) for name in ("title", "summary")]
                    file.write("\x1f".join(fields).replace("\n", " ") + "\n")
            os.rename(self.text + ".made", self.text)

    @staticmethod
    def there():
        return shutil.which("rg") is not None

    @staticmethod
    def can(question):
        return len(question["terms"]) == 1 and not any(
            question[name] for name in ("alternatives", "without", "body", "topic", "from", "to"))

    def count(self, question):
        term = search_terms.normalized(question["terms"][0])
        seconds = start(["rg", "--count", "--fixed-strings", "--no-config", "--", term, self.text],
                        self.path("told"))
        with open(self.path("told"), encoding="utf-8") as file:
            return seconds, int(file.read())
