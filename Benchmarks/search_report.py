"""Turns what was measured of searching into tables in Markdown."""

import math
import os

from report import number, table

OURS = "archivist"


def quantile(samples, share):
    """The smallest value that so many of all are not above; nothing where there are none."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None


def milliseconds(seconds):
    return "–" if seconds is None else number(seconds * 1e3)


def pooled(one, measured, system, kind):
    """All times of a class of questions; of every class where none is named."""
    return [seconds for question, samples in zip(one.questions, measured.get(system, []))
            if kind in (None, question["class"]) for seconds in samples]


def wrong(one, system, how, kind=None):
    """How many questions were answered wrongly, or could not be asked."""
    faults = one.faults.get((system, how), {})
    return sum(kind in (None, one.questions[k]["class"]) for k in faults)


def times(one, measured, how, systems):
    """The median and the 99th percentile of each class of questions."""
    kinds = list(dict.fromkeys(question["class"] for question in one.questions))
    header = [f"{how}, ms: median / 99 %", "questions"] + list(systems.values()) + [
        "of the best peer's"]
    rows = []
    for kind in kinds + [None]:
        asked = sum(kind in (None, question["class"]) for question in one.questions)
        cells, peers = [], ([], [])
        for system in systems:
            samples = pooled(one, measured, system, kind)
            pair = [quantile(samples, share) for share in (0.5, 0.99)]
            cells.append(" / ".join(map(milliseconds, pair)))
            if system == OURS:
                ours = pair
            elif samples and not wrong(one, system, how, kind):
                for best, seconds in zip(peers, pair):
                    best.append(seconds)
        ratio = " / ".join(
            f"{number(mine / min(best))}×" if best and mine else "–"
            for mine, best in zip(ours, peers))
        rows.append([kind or "all", str(asked)] + cells + [ratio])
    return table(header, rows)


def correctness(run, one, systems):
    header = ["wrong answers", "questions", "warm", "cold", "all that fits",
              "peak memory warm, MB", "cold, MB"]
    rows = []
    for system in systems:
        cells = [system, str(len(one.questions))]
        for how in ("warm", "cold", "sets"):
            is_known = (system, how) in one.faults
            cells.append(str(wrong(one, system, how)) if is_known else "–")
        for how in ("warm", "cold"):
            peak = one.peaks.get((system, how))
            cells.append(number(peak / 1e6) if peak else "–")
        rows.append(cells)
    return table(header, rows)


def building(run, raw, count):
    return table(["built", "seconds", "records/s", "MB", "of the records", "peak memory, MB"], [
        [built.name, number(built.seconds), number(count / built.seconds),
         number(built.bytes / 1e6), number(built.bytes / raw), number(built.peak / 1e6)]
        for built in run.built])


def counting(run):
    rows, faults = run.counting
    if not rows["ripgrep"]:
        return "No question is one phrase alone, so that ripgrep has nothing to count."
    cells = [[name] + [milliseconds(quantile(rows[key], share)) for share in (0.5, 0.99)]
             for name, key in (("`archivist query --count`", "archivist"),
                               (f"ripgrep, the lines that have it; {faults} wrong", "ripgrep"))]
    return table(["one phrase counted, the whole process, ms", "median", "99 %"], cells)


def render(run, machine):
    """Everything that was found."""
    raw, count = os.path.getsize(run.records), len(run.numbers)
    warm = {system.name: system.name for system in run.systems}
    cold = {system.name: getattr(system, "cold_name", "`archivist query`")
            for system in run.systems if getattr(system, "has_cold", True)}
    parts = [
        table(["measured on", ""], [list(pair) for pair in machine]).replace("---:", "---"),
        f"{count:,} records, {raw / 1e6:,.0f} MB, {'given' if run.arguments.records else 'made up'};"
        f" {run.arguments.rounds} rounds; in each every question {run.arguments.times} times warm,"
        " once cold.",
        building(run, raw, count)]
    for one in run.sets:
        parts += [f"{one.name[0].upper()}{one.name[1:]}:",
                  times(one, one.warm, "warm", warm), times(one, one.cold, "cold", cold),
                  correctness(run, one, list(warm))]
    if run.counting:
        parts.append(counting(run))
    if run.left_out:
        parts.append("Left out: " + "; ".join(run.left_out) + ".")
    return "\n\n".join(parts)


def is_wrong(run):
    """Whether the archivist has answered anything wrongly."""
    return any(wrong(one, OURS, how) for one in run.sets for how in ("warm", "cold", "sets"))
