"""Questions that both the archivist and a database answer."""
import json
import re

import database
from program import run

HAN = re.compile(r"[\u4e00-\u9fff]{1,6}")


def timeline(archive, ceiling, *filters):
    """The entries that may leave, without topics that only phrases give them."""
    lines = run("timeline", *filters, "--ceiling", ceiling, "--format", "jsonl", "--archive", archive)[0]
    entries = [json.loads(line) for line in lines.decode().splitlines()]
    for entry in entries:
        entry.pop("matchedTopics", None)
    return entries


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def differences(name, archive, ceiling):
    """Whether the database has the entries that may leave, all of them and no others."""
    theirs = [json.loads(line) for line in database.ask(name, "SELECT entry FROM archivist.records")]
    ours = timeline(archive, ceiling) + timeline(archive, ceiling, "--retracted")
    by_number = [{entry["accession"]: entry for entry in entries} for entries in (theirs, ours)]
    for number in sorted(by_number[0].keys() | by_number[1].keys()):
        if by_number[0].get(number) != by_number[1].get(number):
            yield f"{name} {number}: {by_number[0].get(number)} instead of {by_number[1].get(number)}"


def pairs(chance, entries):
    """Filters of the archivist, and what a database is asked by."""
    standing = "SELECT serial, item FROM archivist.entries AS r WHERE "
    words = sorted({word for entry in entries for text in entry.values() if isinstance(text, str)
                    for word in HAN.findall(text)})
    for word in chance.sample(words, min(8, len(words))):
        yield [f'"{word}"'], f"SELECT serial, item FROM archivist.found({quoted(word)})"
    for year in (1000, 2019, 2020, 9999):
        yield (["--from", str(year), "--to", str(year)],
               standing + f"days && daterange('{year}-01-01', '{year}-12-31', '[]')")
    for body in chance.sample(sorted({name for entry in entries for name in entry["body"]}), 4):
        yield ["--body", body], standing + (
            "EXISTS (SELECT FROM archivist.record_bodies AS b WHERE (b.serial, b.item) = (r.serial, r.item)"
            f" AND b.name IN (SELECT archivist.names_of({quoted(body)})))")
    topics = sorted({name for entry in entries for name in entry.get("topics", [])} | {"水", "河"})
    for topic in chance.sample(topics, 4) + ["水"]:
        yield ["--topic", topic], standing + (
            "(serial, item) IN (SELECT serial, item FROM archivist.all_topics"
            f" WHERE topic = archivist.key({quoted(topic)}))")
    for kind in ("meeting", "report", "document"):
        yield ["--kind", kind], standing + f"kind = '{kind}'"


def disagreements(chance, name, archive, ceiling):
    """Questions of which the two have different answers."""
    for filters, question in pairs(chance, timeline(archive, ceiling)):
        ours = sorted(entry["accession"] for entry in timeline(archive, ceiling, *filters))
        theirs = sorted(row.replace("|0", "").replace("|", ".") for row in database.ask(name, question))
        if ours != theirs:
            yield f"{name} {filters}: {len(theirs)} instead of {len(ours)}: {sorted(set(ours) ^ set(theirs))[:5]}"
