"""Tables: a cell of a formula is none, and what was exported comes back."""
import csv
import io

from program import run


def check(data, entries):
    """What is wrong with a table of these entries."""
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))
    if [row["accession"] for row in rows] != [entry["accession"] for entry in entries]:
        yield "other rows than entries"
    for row, entry in zip(rows, entries):
        for name, cell in row.items():
            if cell[:1] in tuple("=+-@\t\r"):
                yield f"{row['accession']}: {name} is a formula: {cell!r}"
        if unmarked(row["title"]) != entry["title"]:
            yield f"{row['accession']}: the title is {row['title']!r}"


def unmarked(cell):
    """A cell without the apostrophe that keeps it from being computed."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in tuple("=+-@\t\r") else cell


def check_return(archive):
    """What is wrong when a table is imported into another archive and exported from that."""
    question = ["timeline", "--sort", "recorded", "--ceiling", "closed", "--format", "csv", "--bom"]
    before, _ = run(*question, "--archive", archive)
    if not before.startswith(b"\xef\xbb\xbf"):
        yield "no byte order mark"
    imported, _ = run("import", "csv", "-", text=before)
    run("init", "again", "--name", "again")
    run("append", "-", "--archive", "again", text=imported)
    after, _ = run(*question, "--archive", "again")
    old, new = (list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))) for data in (before, after))
    if len(old) != len(new):
        yield f"{len(old)} rows came back as {len(new)}"
    for first, second in zip(old, new):
        for name in first:
            # Moments and positions are the other archive's own, and what is imported has no white space to spare.
            if name not in ("recorded", "position") and first[name].split() != second[name].split():
                yield f"{first['accession']}: {name} {first[name]!r} came back as {second[name]!r}"
