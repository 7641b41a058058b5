"""Turns measured figures into tables in Markdown."""

import math
import statistics


class Figure:
    """What one thing measured in every round, in order."""

    def __init__(self, values=()):
        self.values = list(values)

    def add(self, value):
        self.values.append(value)

    @property
    def median(self):
        return statistics.median(self.values)

    def over(self, other):
        """The ratio to another figure, round by round."""
        return Figure(mine / its for mine, its in zip(self.values, other.values))

    def per(self, amount):
        """An amount divided by each value."""
        return Figure(amount / value for value in self.values)

    def text(self, scale=1.0, unit=""):
        """The median, and the least and the greatest where there are several."""
        texts = [number(value * scale) for value in
                 (self.median, min(self.values), max(self.values))]
        spread = f" ({texts[1]}–{texts[2]})" if len(self.values) > 1 else ""
        return texts[0] + unit + spread


def number(value):
    """A number with three significant digits, in groups of three where it is long."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def quantile(samples, share):
    """The smallest value that so many of all are not above; nothing where there are none."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None


def verdict(is_met, is_rough):
    return "not judged" if is_rough else "yes" if is_met else "**no**"


def table(header, rows):
    """A table; its first column is text, the others are figures."""
    lines = [header, ["---"] + ["---:"] * (len(header) - 1)] + rows
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def milliseconds(measured):
    return Figure(seconds * 1e3 for seconds in measured.seconds.values)


def postgresql(suite):
    """What is aimed at beside PostgreSQL; nothing where that is not installed."""
    if not suite.server.values:
        return []
    ratio = suite.server.over(suite.single)
    return [("the same, of PostgreSQL's (fsync, synchronous_commit, one connection)", "> 1×",
             ratio, "×", ratio.median > 1)]


def aims(suite):
    """What was aimed at: name, bound in words, figure, unit, and whether it is met."""
    rate = suite.bulk.seconds.per(suite.events)
    records, short = suite.records, suite.short
    against_sqlite = suite.bulk.seconds.over(records.insert)
    whole, divided = (reading.seconds.per(reading.bytes / 1e6)
                      for reading in (records.read_whole, records.read_divided))
    ready, read = (seconds.per(short.count)
                   for seconds in (short.ready, short.read_divided.seconds))
    against_select = short.read_rows.seconds.over(short.read_divided.seconds)
    start = suite.start.seconds.over(suite.empty.seconds)
    texts = suite.text.seconds.per(suite.plan.texts)
    # The last one has as many events as the one before, in another shape.
    growth = suite.sizes[-2].append.peak.over(suite.sizes[0].append.peak)
    rows = [
        ("bulk append", "≥ 50,000 events/s", rate, "", rate.median >= 50_000),
        (f"bulk append through `EventWriter`, payloads of {short.payload:.0f} bytes",
         "≥ 150,000 events/s", ready, "", ready.median >= 150_000),
        ("bulk append, time over SQLite's", "≤ 3×", against_sqlite, "×",
         against_sqlite.median <= 3),
        ("one durable event a commit, of a bare write + fdatasync", "≥ 0.9×",
         suite.bare.over(suite.single), "×", suite.bare.over(suite.single).median >= 0.9),
        ("the same, of SQLite's (WAL, synchronous=FULL)", "> 1×",
         suite.rows.over(suite.single), "×", suite.rows.over(suite.single).median > 1),
        *postgresql(suite),
        ("64 tasks at once, of one task", "≥ 10×",
         suite.single.over(suite.shared), "×", suite.single.over(suite.shared).median >= 10),
        ("append of one meeting in the largest archive, the whole process", "≤ 15 ms",
         milliseconds(suite.sizes[-2].append), " ms",
         suite.sizes[-2].append.seconds.median <= 0.015),
        ("a proof of inclusion there, the whole process", "≤ 20 ms",
         milliseconds(suite.sizes[-2].prove), " ms",
         suite.sizes[-2].prove.seconds.median <= 0.020),
        ("verifying it", "≥ 200 MB/s",
         suite.sizes[-2].verify.seconds.per(suite.sizes[-2].bytes / 1e6), "",
         suite.sizes[-2].verify.seconds.per(suite.sizes[-2].bytes / 1e6).median >= 200),
        ("append of minutes as text", "≥ 20,000 meetings/s", texts, "", texts.median >= 20_000),
        ("a question of the example archive, the whole process", "≤ 10 ms",
         Figure(seconds * 1e3 for seconds in suite.example.seconds.values), " ms",
         suite.example.seconds.median <= 0.010),
        (f"reading every event with its checksum, payloads of {short.payload:.0f} bytes",
         "≥ 1,000,000 events/s", read, "", read.median >= 1_000_000),
        ("the same, of SQLite's ordered SELECT", "> 1×",
         against_select, "×", against_select.median > 1),
        ("reading a log of one batch", "≥ 500 MB/s", whole, "", whole.median >= 500),
        ("reading a log of many batches", "≥ 500 MB/s", divided, "", divided.median >= 500),
        ("start-up, time over an empty program's", "≤ 1.5×", start, "×", start.median <= 1.5),
        ("one-meeting append, peak memory in the largest archive over the smallest", "≤ 1.5×",
         growth, "×", growth.median <= 1.5),
    ]
    return table(["figure", "target", "measured", "met"], [
        [name, bound, figure.text(unit=unit), verdict(is_met, suite.plan.is_rough)]
        for name, bound, figure, unit, is_met in rows])


def bulk(suite):
    rows = [["`archivist append`, the whole process", f"{suite.records.payload:.0f}",
             suite.bulk.seconds.text(), suite.bulk.seconds.per(suite.events).text(),
             suite.bulk.peak.text(1e-6)]]
    for events in (suite.records, suite.short):
        rows += [[name, f"{events.payload:.0f}", seconds.text(),
                  seconds.per(events.count).text(), "–"]
                 for name, seconds in [
                     ("`EventWriter`, payloads in memory", events.ready),
                     ("SQLite, inserting the same payloads", events.insert)]]
    return table(["bulk append", "payload, bytes", "seconds", "events/s", "peak memory, MB"], rows)


def reading(suite):
    return table(["reading in order", "payload, bytes", "MB", "seconds", "MB/s", "events/s"], [
        [name, f"{events.payload:.0f}", number(reading.bytes / 1e6), reading.seconds.text(),
         reading.seconds.per(reading.bytes / 1e6).text(), reading.seconds.per(events.count).text()]
        for events in (suite.records, suite.short)
        for name, reading in [
            ("a log of one batch", events.read_whole),
            ("a log of one batch a record", events.read_divided),
            ("SQLite", events.read_rows)]])


def text(suite):
    return table(["minutes as text, and a question of the examples", "milliseconds", "a second",
                  "peak memory, MB"], [
        [f"`archivist append` of {suite.plan.texts:,} meetings in text",
         suite.text.seconds.text(1e3), suite.text.seconds.per(suite.plan.texts).text(),
         suite.text.peak.text(1e-6)],
        ["`archivist query` of the example archive", suite.example.seconds.text(1e3), "–",
         suite.example.peak.text(1e-6)]])


def committing(suite):
    rows = [("`EventWriter`, one at a time", suite.single),
            ("a bare `write` and `fdatasync` of the same bytes", suite.bare),
            ("`SharedEventWriter`, 64 tasks", suite.shared),
            ("SQLite, WAL, synchronous=FULL, one at a time", suite.rows)]
    if suite.server.values:
        rows.append((f"PostgreSQL {suite.server_version}, synchronous_commit=on, one connection",
                     suite.server))
    measured = table(["durable events, one a commit", "microseconds an event", "events/s"], [
        [name, figure.text(1e6), figure.per(1).text()] for name, figure in rows])
    if suite.server.values:
        return measured
    return measured + "\n\nPostgreSQL is left out: it is not installed here."


def starting(suite):
    return table(["starting", "milliseconds", "peak memory, MB"], [
        [name, measured.seconds.text(1e3), measured.peak.text(1e-6)]
        for name, measured in [
            ("`archivist --version`", suite.start),
            ("an empty program, the least that can be measured", suite.empty)]])


def sizes(suite):
    header = ["events in the archive", "log, MB"]
    for verb in ("append", "prove", "query", "verify"):
        header += [f"{verb}, ms", "peak, MB"]
    rows = []
    for size in suite.sizes:
        cells = [size.name, number(size.bytes / 1e6)]
        for measured in (size.append, size.prove, size.query, size.verify):
            cells += [measured.seconds.text(1e3), measured.peak.text(1e-6)]
        rows.append(cells)
    return table(header, rows)


def render(suite, machine):
    """Everything that was found, as the generated part of the document."""
    rounds = len(suite.records.insert.values)
    workload = (
        f"{suite.plan.meetings:,} meetings, {suite.events:,} events,"
        f" {suite.records.payload:.0f} bytes of payload an event,"
        f" {suite.input_bytes / 1e6:.0f} MB of minutes; {rounds} round{'s' * (rounds > 1)}"
        + (", medians with the least and the greatest." if rounds > 1 else "."))
    return "\n\n".join([
        table(["measured on", ""], [list(pair) for pair in machine]).replace("---:", "---"),
        workload, aims(suite), bulk(suite), committing(suite), text(suite), reading(suite),
        starting(suite), sizes(suite)])


def write(path, text, script="run"):
    """Puts the text between a script's marks of a document."""
    begin_mark, end_mark = (
        f"<!-- Benchmarks/{script} --write: {place} here -->" for place in ("from", "to"))
    with open(path, encoding="utf-8") as file:
        document = file.read()
    before, begin, rest = document.partition(begin_mark)
    _, end, after = rest.partition(end_mark)
    if not begin or not end:
        raise SystemExit(f"{path} has no marks to write between")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{begin_mark}\n\n{text}\n\n{end_mark}{after}")
