"""Turns what was measured of searching into tables in Markdown."""

import os

import search_growth
from report import number, quantile, table, verdict

OURS = "archivist"


def milliseconds(seconds):
    return "–" if seconds is None else number(seconds * 1e3)


def wrong(one, system, how, kind=None):
    """How many questions were answered wrongly, or could not be asked."""
    faults = one.faults.get((system, how), {})
    return sum(kind in (None, one.questions[k]["class"]) for k in faults)


def times(one, measured, how, systems, also=()):
    """The median and the 99th percentile of each class of questions.

    `also` has further rows about all questions, by what they are called, with what was measured for them.
    """
    kinds = list(dict.fromkeys(question["class"] for question in one.questions))
    header = [f"{how}, ms: median / 99 %", "questions"] + list(systems.values()) + [
        "of the best peer's"]
    rows = []
    for called, kind, table_of in [(kind, kind, measured) for kind in kinds] + [
            ("all", None, measured)] + [(called, None, other) for called, other in also]:
        asked = sum(kind in (None, question["class"]) for question in one.questions)
        cells, peers = [], ([], [])
        for system in systems:
            samples = one.samples(table_of, system, kind)
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
        rows.append([called, str(asked)] + cells + [ratio])
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
            peaks = one.peaks.get((system, how))
            cells.append(number(max(peaks) / 1e6) if peaks else "–")
        rows.append(cells)
    return table(header, rows)


def building(run, raw, count):
    return table(["built", "seconds", "records/s", "MB", "of the records", "peak memory, MB"], [
        [built.name, number(built.seconds), number(count / built.seconds),
         number(built.bytes / 1e6), number(built.bytes / raw), number(built.peak / 1e6)]
        for built in run.built])


def counting(run):
    rows, missed = run.counting
    if not rows["ripgrep"]:
        return "No question is one phrase alone, so that ripgrep has nothing to count."
    cells = [[name] + [milliseconds(quantile(rows[key], share)) for share in (0.5, 0.99)]
             for name, key in (("`archivist query --count`", "archivist"),
                               (f"ripgrep, the lines that have it; {missed} wrong", "ripgrep"))]
    return table(["one phrase counted, the whole process, ms", "median", "99 %"], cells)


SHARES = (0.5, 0.99)


def speeds(size):
    """The median and the 99th percentile of all questions, warm and cold."""
    return [quantile([seconds for one in size.sets
                      for seconds in one.samples(getattr(one, how), OURS)], share)
            for how in ("warm", "cold") for share in SHARES]


def growth(sizes):
    """The archivist with fewer records and with all."""
    rows = []
    for size in sizes:
        recorded, _, indexed = size.built[:3]
        count, (warm, warm_most, cold, cold_most) = len(size.numbers), map(milliseconds, speeds(size))
        rows.append([
            f"{count:,}", number(os.path.getsize(size.records) / 1e6),
            number(indexed.bytes / 1e6), number(count / (recorded.seconds + indexed.seconds)),
            number(max(recorded.peak, indexed.peak) / 1e6), f"{warm} / {warm_most}",
            f"{cold} / {cold_most}", size.appended.text(1e3), str(faults(size.sets))])
    return table(["growth: records", "MB", "index, MB", "built, records/s", "peak memory, MB",
                  "warm, ms: median / 99 %", "cold, ms: median / 99 %", "append of one meeting, ms",
                  "wrong answers"], rows)


AFAR = 10_000_000


def extrapolation(sizes):
    """What follows for many more records, if times go on growing as they do."""
    counts = [len(size.numbers) for size in sizes]
    said = []
    for name, seconds in zip(("warm, median", "warm, 99 %", "cold, median", "cold, 99 %"),
                             zip(*map(speeds, sizes))):
        a, b = search_growth.line(list(zip(counts, seconds)))
        said.append(f"{name}: {a * 1e3:.2f} {'−' if b < 0 else '+'} {abs(b) * 1e9:.2f}·x,"
                    f" {number((a + b * AFAR) * 1e3)} ms")
    return (f"Extrapolated to {AFAR:,} records, and not measured: the line a + b·x through the"
            f" {len(sizes)} sizes by least squares, in milliseconds, x in millions of records. "
            + "; ".join(said) + ".")


def faults(sets):
    """How many answers of the archivist are wrong, warm, cold or in all that fits."""
    return sum(wrong(one, OURS, how) for one in sets for how in ("warm", "cold", "sets"))


def aims(run):
    """What was aimed at, and how many answers were wrong while that was measured."""
    found = faults(run.aims.sets) + run.aims.faults
    return table(["figure", "target", "measured", "times", "met"], [
        [aim.name, aim.bound, aim.figure.text(unit="×" if aim.unit == "×" else f" {aim.unit}"),
         aim.times, verdict(aim.is_met, run.arguments.quick)] for aim in run.aims.rows()]) + (
            f"\n\nOf the answers that were asked for this table {found} were wrong.")


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
        aims(run), building(run, raw, count)]
    sizes = sorted(run.sizes + [run], key=lambda size: len(size.numbers))
    parts.append(growth(sizes))
    if len({len(size.numbers) for size in sizes}) > 1:
        parts.append(extrapolation(sizes))
    for one in run.sets:
        parts += [f"{one.name[0].upper()}{one.name[1:]}:",
                  times(one, one.warm, "warm", warm, [("all, each for the first time", one.first)]),
                  times(one, one.cold, "cold", cold),
                  correctness(run, one, list(warm))]
    if run.counting:
        parts.append(counting(run))
    if run.left_out:
        parts.append("Left out: " + "; ".join(run.left_out) + ".")
    return "\n\n".join(parts)


def is_wrong(run):
    """Whether the archivist has answered anything wrongly."""
    return run.aims.faults + faults(run.every_set()) > 0
