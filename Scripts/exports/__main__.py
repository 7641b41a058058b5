"""Holds what `timeline`, `cite` and `export` write against programs that know nothing of this one."""
import argparse
import json
import subprocess
import sys

import bags
import calendars
import oparl
import records
import tables
import timelines
from program import FOLDER, ROOT, run

QUESTIONS = [[], ["--ceiling", "conditional"], ["--ceiling", "closed"], ["--kind", "report,matter", "--ceiling", "closed"],
             ["--retracted", "--ceiling", "closed"], ["--sort", "recorded"], ["--limit", "7", "--offset", "3"],
             ["--from", "2020-06", "--to", "2021"], ["--kind", "agreement", "--from", "1500", "--to", "1600"]]


def checks(archive, question):
    """What is wrong with the answers to a question, and how many entries it has."""
    def export(form, *more):
        asked = ["timeline", *question, *more, "--format", form, "--archive", archive]
        data, told = run(*asked)
        if run(*asked) != (data, told):
            yield f"{form}: other bytes the second time"
        return data, told
    def exported(form):
        generator, problems = export(form), []
        while True:
            try:
                problems.append(next(generator))
            except StopIteration as end:
                return problems, *end.value
    _, lines, _ = exported("jsonl")
    entries = [json.loads(line) for line in lines.decode().splitlines()]
    identity = json.loads((FOLDER / archive / "archive.json").read_text())["id"]
    found = []
    for form, look in [("ical", lambda data: calendars.check(data, entries, identity)),
                       ("timelinejs", lambda data: timelines.check(data, entries)),
                       ("csv", lambda data: tables.check(data, entries))]:
        problems, data, told = exported(form)
        found += problems + [f"{form} {' '.join(question)}: {problem}" for problem in look(data)]
        if len(set(told)) != len(told):
            found.append(f"{form}: told twice: {told}")
    return found, len(entries)


def citations(archive, numbers):
    """What verify.py finds wrong with citations."""
    files = []
    for number in numbers:
        (FOLDER / f"{number}.citation").write_bytes(
            run("cite", number, "--ceiling", "closed", "--format", "json", "--archive", archive)[0])
        files += ["--proof", FOLDER / f"{number}.citation"]
    told = subprocess.run([sys.executable, "-B", ROOT / "Examples/verify.py", FOLDER / archive, *files],
                          capture_output=True, text=True)
    return [] if told.returncode == 0 else [f"verify.py: {told.stdout}{told.stderr}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=int, default=150)
    options = parser.parse_args()
    run("init", "random", "--name", "档案, “A”; \\n", "--zone", "Asia/Shanghai")
    run("append", "-", "--archive", "random", text=records.minutes(options.seed, options.records))
    found = list(tables.check_return("random"))
    act = ["--authority", "办公厅", "--archive", "random"]
    run("retract", "2", "--reason", "duplicate", *act)
    run("correct", "1", "title=更正后的标题", "--reason", "clerical", *act)
    run("init", "examples", "--name", "重庆市公共会议记录", "--zone", "Asia/Shanghai")
    run("append", *sorted((ROOT / "Examples/chongqing").glob("*.md")), "--archive", "examples")
    count = 0
    for archive in ("random", "examples"):
        for question in QUESTIONS:
            problems, entries = checks(archive, question)
            found, count = found + problems, count + entries
    for ceiling in ("unconditional", "conditional", "closed"):
        for archive in ("random", "examples"):
            found += [*bags.check(archive, ceiling), *oparl.check(archive, ceiling)]
    found += citations("random", ["1", "2", *range(3, 20)]) + citations("examples", ["1", "1.1"])
    for problem in found[:20]:
        print(problem)
    print(f"{count} entries in {2 * len(QUESTIONS)} answers: {len(found)} problems")
    sys.exit(1 if found else 0)


main()
