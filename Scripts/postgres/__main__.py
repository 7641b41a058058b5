"""Lets databases go along with an archive that grows and changes at random, and compares what they hold."""
import argparse
import json
import random
import subprocess
import sys
import time

import database
import questions
import records
from program import FOLDER, PROGRAM, run

CEILINGS = ["unconditional", "conditional", "closed"]
ARCHIVE = ["--archive", "random"]


def export(*arguments):
    return run("export", "postgres", *arguments, *ARCHIVE)[0]


def length():
    return int(run("checkpoint", *ARCHIVE)[0].split(b"\n")[1])


def do(*arguments, text=b""):
    """Records something, or is refused."""
    subprocess.run([PROGRAM, *arguments, *ARCHIVE], cwd=FOLDER, input=text, capture_output=True)


def change(chance, entries, count):
    """Does something about random records."""
    act = ["--authority", "办公厅"]
    bodies = sorted({name for entry in entries for name in entry["body"]})
    for number in range(count):
        target = chance.choice(entries)["accession"]
        kind = chance.randrange(8)
        if kind == 0:
            do("append", "-", text=(json.dumps(records.record(chance, 100_000 + number), ensure_ascii=False)).encode())
        elif kind == 1:
            do("correct", target, f"summary={records.text(chance, 20)}", "--reason", "clerical", *act)
        elif kind == 2:
            do("reclassify", target, "--openness", chance.choice(CEILINGS), "--basis", "例", "--reviewer", "办")
        elif kind == 3:
            do("redact", target, chance.choice(["summary", "title", "notes"]), "--reason", "法", *act)
        elif kind == 4:
            do("retract", target, "--reason", "duplicate", *act)
        elif kind == 5:
            do("append", "--to", target.split(".")[0], "-", text="## 研究\n\n1. 后来的河长制\n".encode())
        elif kind == 6:
            do("bodies", chance.choice(["place", "alias"]), chance.choice(bodies), chance.choice(bodies))
        else:
            do("topics", "define", chance.choice(["水", "河"]), "--match", chance.choice(["河长制,条例", "市", "会议"]),
               *chance.choice([[], ["--broader", "水"]]))


def check_growth(chance, time):
    """Databases that went along hold what one holds that is filled at once, and what the archivist answers."""
    for ceiling in CEILINGS:
        first = database.position(ceiling)
        stream = export("--ceiling", ceiling, "--from", str(first))
        for _ in range(2):
            if problem := database.load(ceiling, stream):
                yield f"{ceiling} from {first}: {problem}"
        whole = database.create(f"whole_{ceiling}_{time}")
        database.load(whole, export("--ceiling", ceiling))
        for one, other in zip(database.digests(ceiling), database.digests(whole)):
            if one != other:
                yield f"{ceiling} from {first}: {one} instead of {other}"
        yield from questions.differences(ceiling, "random", ceiling)
        yield from questions.disagreements(chance, ceiling, "random", ceiling)


def check_keys():
    """Each key of the tables of records has the number of the record in it, by which they may be distributed."""
    for row in database.ask("unconditional", """
            SELECT conrelid::regclass, conname FROM pg_constraint
            WHERE contype IN ('p', 'u', 'f') AND conrelid IN (
              SELECT attrelid FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
              WHERE attname = 'serial' AND relkind = 'r' AND relnamespace = 'archivist'::regnamespace)
            AND NOT (SELECT attnum FROM pg_attribute WHERE attrelid = conrelid AND attname = 'serial') = ANY (conkey)"""):
        yield f"a key without serial: {row}"


def check_interruption():
    """A stream that breaks off leaves a position behind, from which another one goes on; an older one does not."""
    run("init", "long", "--name", "长", "--zone", "Asia/Shanghai")
    archive = ["--archive", "long"]
    meetings = [{"title": f"会{number}", "body": ["市政府"], "date": "2022", "items": [{"item": "matter", "text": "安全"}]}
                for number in range(3000)]
    run("append", "-", *archive, text="\n".join(json.dumps(meeting) for meeting in meetings).encode())
    older = run("export", "postgres", *archive)[0]
    run("correct", "1", "place=别处", "--reason", "clerical", "--authority", "办", *archive)
    whole = run("export", "postgres", *archive)[0]
    name, other = database.create("broken"), database.create("unbroken")
    database.load(name, whole[:len(whole) - 40_000])
    reached = database.position(name)
    if not 0 < reached < 6000:
        yield f"a stream that broke off reached {reached}"
    told = database.load(name, older)
    if "the stream was made when" not in told or database.position(name) != reached:
        yield f"an older stream: {told}"
    problem = database.load(name, run("export", "postgres", "--from", str(reached), *archive)[0])
    database.load(other, whole)
    if problem or database.digests(name) != database.digests(other):
        yield f"a stream that broke off: {problem}"


def check_refusals():
    """Streams that do not join on change nothing."""
    run("init", "other", "--name", "别的", "--zone", "Asia/Shanghai")
    before, end = database.digests("unconditional"), length()
    run("append", "-", *ARCHIVE, text='{"title":"最后","body":["市"],"date":"2022"}'.encode())
    run("append", "-", *ARCHIVE, text='{"title":"终了","body":["市"],"date":"2022"}'.encode())
    for reason, stream in [
            ("and the stream begins at", export("--from", str(end + 1))),
            ("with --ceiling closed", export("--from", str(end), "--ceiling", "closed")),
            ("the stream is of archive", run("export", "postgres", "--archive", "other")[0])]:
        told = database.load("unconditional", stream)
        if reason not in told or database.digests("unconditional") != before:
            yield f"expected '{reason}': {told}"


def check_following(chance, entries):
    """A database that follows is where the log is, a moment after something was recorded."""
    running = database.follow("unconditional", "--from", str(database.position("unconditional")), *ARCHIVE)
    try:
        for _ in range(3):
            change(chance, entries, 4)
            patience = time.monotonic() + 20
            while database.position("unconditional") != length():
                if time.monotonic() > patience:
                    yield f"the database stays at {database.position('unconditional')} of {length()}"
                    return
                time.sleep(.05)
            yield from questions.differences("unconditional", "random", "unconditional")
    finally:
        for process in running:
            process.kill()
            process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=int, default=150)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    run("init", "random", "--name", "档案, “A”; \\n 's", "--zone", "Asia/Shanghai")
    run("append", "-", *ARCHIVE, text=records.minutes(options.seed, options.records))
    for ceiling in CEILINGS:
        database.create(ceiling)
        database.load(ceiling, export("--ceiling", ceiling))
    found = list(check_growth(chance, 1))
    entries = questions.timeline("random", "closed")
    change(chance, entries, 40)
    found += check_growth(chance, 2)
    found += check_keys()
    found += check_interruption()
    found += check_refusals()
    found += check_following(chance, entries)
    for problem in found[:20]:
        print(problem[:2000])
    print(f"{length()} events: {len(found)} problems")
    sys.exit(1 if found else 0)


main()
