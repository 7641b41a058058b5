"""Changed and random minutes: program and schema agree on every one."""
import copy
import json
import multiprocessing
import random

import program
import schemas
import turns
from values import Values

OUTCOMES = ["adopted", "adoptedInPrinciple", "rejected", "deferred", "referred", "noted"]
CAPACITIES = ["chair", "present", "attending", "absent", "excused", "participating"]
NAMES = """
  record title body series term ordinal sitting date dateBasis place status reason from
  attendance quorum summary items topics sources openness condition notes item presenters
  subject speaker onBehalfOf form document disposition verb text outcome vote number adopted
  effective action person post proposer basis parties asStated issuers genre signed issued
  published repealed addressees sections path heading lines group office capacity due attended
  for against abstain notVoting absent method page url sha256 quote stage order organ accession
  主持 Title
""".split()


class Minutes(Values):
    """Draws records, written down here once more, from Minutes.md and not from the schema."""

    def some(self, members, needed=(), density=0.3):
        """Some of the members, in any order."""
        names = [name for name in members
                 if name in needed or self.chance.random() < density]
        self.chance.shuffle(names)
        return {name: members[name]() for name in names}

    def record(self):
        return self.document() if self.chance.random() < 0.2 else self.meeting()

    def meeting(self):
        members = {
            "record": lambda: "meeting", "title": self.text, "date": self.date,
            "body": lambda: self.texts() or ["市政府"], "series": self.text, "sitting": self.text,
            "term": lambda: self.ordinal("届"), "ordinal": lambda: self.ordinal("次"),
            "dateBasis": lambda: self.pick("stated", "edition", "inferred", "adoption"),
            "place": self.text, "quorum": lambda: self.counts("due", "attended"),
            "summary": self.text,
            "attendance": lambda: self.list(self.attendance, 3),
            "items": lambda: self.list(self.item, 3),
        }
        record = self.some(members, ["title", "body", "date"]) | self.common()
        if self.chance.random() < 0.4:
            status = record["status"] = self.pick("held", "scheduled", "cancelled", "rescheduled")
            if status in ("cancelled", "rescheduled"):
                record |= self.some({"reason": self.text})
            if status == "rescheduled":
                record |= self.some({"from": self.date})
        return record

    def document(self):
        members = {"title": self.text, "number": self.text, "issuers": self.texts,
                   "genre": self.text, "addressees": self.texts, "summary": self.text,
                   "sections": lambda: self.list(self.section, 2)}
        for name in ["adopted", "signed", "issued", "published", "effective", "repealed"]:
            members[name] = self.date
        return {"record": "document"} | self.some(members, ["title"]) | self.common()

    def common(self):
        members = self.some({"topics": self.texts, "notes": self.text,
                             "sources": lambda: self.list(self.source, 2)}, density=0.15)
        if self.chance.random() < 0.3:
            members["openness"] = self.pick("unconditional", "conditional", "closed",
                                            "undetermined")
            if members["openness"] == "conditional":
                members |= self.some({"condition": self.text})
        return members

    def list(self, draw, most):
        return [draw() for _ in range(self.chance.randint(0, most))]

    def counts(self, *names):
        return self.some({name: self.count for name in names}, [self.chance.choice(names)])

    def attendance(self):
        who = self.pick("person", "group", "body")
        members = {who: self.text, "capacity": lambda: self.pick(*CAPACITIES)}
        office = {"office": self.text} if who == "person" else {}
        return self.some(members | office, list(members))

    def source(self):
        return self.some({"title": self.text, "date": self.date, "page": self.page,
                          "url": self.text, "lines": self.lines, "sha256": self.digest,
                          "quote": self.text}, [self.pick("title", "url")])

    def section(self):
        return self.some({"path": self.text, "heading": self.text, "text": self.text,
                          "lines": self.lines}, ["path", self.pick("heading", "text")])

    def item(self):
        kind = self.pick("report", "resolution", "personnel", "matter", "agreement")
        members, words = getattr(self, kind)()
        members |= {"title": self.text, "asStated": self.text, "date": self.date,
                    "summary": self.text}
        needed = [self.chance.choice(words)] if kind != "personnel" else words
        item = {"item": kind} | self.some(members, needed) | self.common()
        names = list(item)
        self.chance.shuffle(names)
        return {name: item[name] for name in names}

    def report(self):
        return {
            "presenters": self.texts, "subject": self.text, "onBehalfOf": self.text,
            "speaker": lambda: self.some({"person": self.text, "office": self.text},
                                         [self.pick("person", "office")]),
            "form": lambda: self.pick("汇报", "报告", "说明", "通报"),
            "document": lambda: self.some(
                {"title": self.text, "stage": self.text, "number": self.text}, ["title"]),
            "disposition": lambda: self.pick("听取", "审议", "听取和审议", "原则同意", "提请审议"),
        }, ["subject", "title", "document", "asStated", "summary"]

    def resolution(self):
        def vote():
            counts = self.counts("for", "against", "abstain", "notVoting", "absent")
            return counts | self.some({"method": self.text})
        return {"verb": self.text, "text": self.text, "form": self.text, "number": self.text,
                "outcome": lambda: self.chance.choice(OUTCOMES), "vote": vote,
                "adopted": self.date, "effective": self.date,
                }, ["title", "text", "asStated", "summary"]

    def personnel(self):
        return {"action": self.text, "person": self.text, "post": self.text, "body": self.text,
                "proposer": self.text, "basis": self.text, "effective": self.date,
                "vote": self.count}, ["action", "person"]

    def matter(self):
        return {"verb": lambda: self.pick("研究", "强调", "指出", "要求", "审议"),
                "text": self.text}, ["text", "title", "asStated", "summary"]

    def agreement(self):
        return {"parties": self.texts}, ["title", "asStated", "summary"]


def sound_minutes(seed, count):
    """Random records without a mistake."""
    minutes = Minutes(random.Random(seed))
    return [minutes.record() for _ in range(count)]


# Changes


def containers(value):
    """The value and everything in it that has members or elements."""
    if isinstance(value, (dict, list)):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from containers(inner)


def change(record, pool, minutes):
    """Changes one thing: deletes, adds, replaces, or gives another type."""
    chance = minutes.chance
    container = chance.choice(list(containers(record)))
    is_object = isinstance(container, dict)
    keys = list(container) if is_object else list(range(len(container)))
    kind = chance.choice(["delete", "replace", "retype", "add"]) if keys else "add"
    if kind == "add":
        value = copy.deepcopy(chance.choice(pool))
        if is_object:
            container[chance.choice(NAMES)] = value
        else:
            container.append(value)
        return
    key = chance.choice(keys)
    if kind == "delete":
        del container[key]
    elif kind == "replace":
        container[key] = copy.deepcopy(chance.choice(pool))
    else:
        value = container[key]
        # Not 5.0 for 5: by JSON Schema both are the same integer, and minutes want it written as 5.
        container[key] = chance.choice([None, True, 4.5, -1, 2**53 + 1, [], {}, [value],
                                        {"a": value}, f"{value}" if isinstance(value, int) else 7])


def random_records(seed, count):
    chance = random.Random(seed)
    sound, doubtful = Minutes(chance), Minutes(chance, mistakes=0.02)
    pool = []
    for _ in range(count):
        record = chance.choice([sound, doubtful]).record()
        for container in containers(record):
            pool += container.values() if isinstance(container, dict) else container
        pool = pool[-400:]
        for _ in range(chance.choice([0, 0, 1, 1, 2])):
            change(record, pool, sound)
        yield record


def is_right(line):
    return schemas.minutes().is_valid(schemas.parse(line))


def differences(seed, count):
    archive = program.archive("chance")
    records = [*random_records(seed, count), *turns.records()]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    # A line that is surely wrong makes the program tell errors and record nothing.
    lines.append("{}")
    file = program.FOLDER / "chance.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = program.attempt("append", "--archive", archive, "--dry-run", file.name)
    if result.returncode != 1:
        return [f"append ended with {result.returncode}: {result.stderr[:500]}"], "nothing compared"
    problems = program.problems(result.stderr, file.name)
    with multiprocessing.Pool(2) as processes:
        verdicts = processes.map(is_right, lines, chunksize=64)
    found = []
    for number, (line, verdict) in enumerate(zip(lines, verdicts), 1):
        if verdict == (number in problems):
            told = problems.get(number, "the program takes it")
            found.append(f"{told}; the schema {'takes' if verdict else 'refuses'} it: {line}")
    sound = sum(verdicts[:count])
    if not count / 5 < sound < count * 4 / 5:
        found.append(f"{sound} of {count} are sound, which tests one side only")
    return found, (f"{count} records, {sound} of them sound, and {len(records) - count} with one "
                   "change")
