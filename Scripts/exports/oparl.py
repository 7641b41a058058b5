"""Files of `export oparl`, by what OParl 1.1 says of its objects, by their addresses, and by `import oparl`."""
import json
import os
import re

from program import FOLDER, run

BASE = "https://example.org/oparl/"
TYPE = re.compile(r"https://schema\.oparl\.org/1\.1/([A-Za-z]+)")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}")
NEEDED = {"System": ["oparlVersion", "body"], "AgendaItem": ["order"], "File": ["accessUrl"],
          "Body": ["name", "organization", "person", "meeting", "paper", "legislativeTerm"]}
LISTS = ["organization", "person", "meeting", "paper", "agendaItem", "consultation", "file"]


def objects(value):
    """A value and all objects inside of it."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def addresses(value):
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        if isinstance(inner, str) and inner.startswith(BASE):
            yield inner
        else:
            yield from addresses(inner)


def pages(folder, first):
    """The objects of a list, page by page."""
    seen = set()
    while first:
        if first in seen:
            raise SystemExit(f"{first} leads back")
        seen.add(first)
        page = json.loads((folder / first.removeprefix(BASE)).read_text())
        yield from page["data"]
        first = page["links"].get("next")


def schema():
    """A JSON Schema that somebody else made of OParl, where there is one."""
    if not (path := os.environ.get("OPARL_SCHEMA")):
        return None
    import jsonschema
    with open(path, encoding="utf-8") as file:
        return jsonschema.Draft7Validator(json.load(file))


def check(archive, ceiling):
    """What is wrong with the files."""
    name = f"{archive}-{ceiling}.oparl"
    run("export", "oparl", "--url", BASE[:-1], "--output", name, "--ceiling", ceiling, "--archive", archive)
    folder, validator, found = FOLDER / name, schema(), 0
    for path in sorted(folder.rglob("*.json")):
        content = json.loads(path.read_text())
        address = BASE + str(path.relative_to(folder))
        if "data" not in content:
            found += 1
            if content["id"] != address:
                yield f"{address} has the id {content['id']}"
            if validator and (error := next(validator.iter_errors(content), None)):
                yield f"{address}: {error.message[:300]}"
        for thing in objects(content):
            kind = TYPE.fullmatch(thing["type"])
            missing = [member for member in NEEDED.get(kind and kind[1], []) if member not in thing]
            if not kind or missing or not all(MOMENT.fullmatch(thing[moment]) for moment in ("created", "modified")):
                yield f"{address}: {thing['id']} lacks {missing}"
        for other in addresses(content):
            if not (folder / other.removeprefix(BASE)).is_file():
                yield f"{address} leads to {other}, which is not there"
    body = json.loads((folder / "body.json").read_text())
    for kind in LISTS:
        listed = [thing["id"] for thing in pages(folder, body[kind])]
        there = {BASE + str(path.relative_to(folder)) for path in (folder / kind).rglob("*.json")}
        if len(set(listed)) != len(listed) or set(listed) != there:
            yield f"{name}: the list of {kind} has {len(listed)}, and there are {len(there)}"
    yield from returned(name, folder, archive, ceiling)


def returned(name, folder, archive, ceiling):
    """Meetings that came back by `import oparl` under another title or of another day."""
    files = [path for path in folder.rglob("*.json") if "data" not in json.loads(path.read_text())]
    lines = run("import", "oparl", *sorted(files))[0]
    imported = sorted((record["title"], record.get("date", "unknown")[:10]) for record in map(json.loads, lines.splitlines()))
    entries = [json.loads(line) for line in run(
        "timeline", "--kind", "meeting", "--ceiling", ceiling, "--format", "jsonl", "--archive", archive)[0].splitlines()]
    # A day is all that OParl tells of a date.
    days = sorted((entry["title"], entry["date"][:10]) for entry in entries
                  if re.match(r"\d{4}-\d{2}-\d{2}", entry["date"]))
    if lost := [day for day in days if day not in imported]:
        yield f"{name}: not returned: {lost[:3]}"
