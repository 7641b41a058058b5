"""Timelines for TimelineJS 3 (https://timeline.knightlab.com/docs/json-format.html)."""
import html
import json
import re

TOP = {"title", "events", "eras"}
EVENT = {"unique_id", "start_date", "end_date", "display_date", "text", "group"}
DATE = {"year": range(1000, 10000), "month": range(1, 13), "day": range(1, 32)}


def date(value):
    """Whether a value is a date of TimelineJS: a year, perhaps a month of it, and perhaps a day of that."""
    return (isinstance(value, dict) and list(value) == list(DATE)[:len(value)] and len(value) > 0
            and all(type(number) is int and number in DATE[name] for name, number in value.items()))


def as_text(value):
    return "-".join(f"{number:04}" if name == "year" else f"{number:02}" for name, number in value.items())


def words(text):
    """The texts of HTML that has nothing but paragraphs and lists."""
    rest = re.sub(r"</?(p|ul|li)>", "\n", text)
    if re.search(r"[<>\"']|&(?!(amp|lt|gt|quot|#39);)", rest):
        raise ValueError(f"more than text: {text!r}")
    return html.unescape(rest)


def check(data, entries):
    """What is wrong with a timeline of these entries."""
    timeline = json.loads(data)
    if not TOP.issuperset(timeline) or not timeline["title"]["text"]["headline"]:
        yield f"members {set(timeline)}"
    known = {f"record-{entry['accession'].replace('.', '-')}": entry for entry in entries}
    names = [event["unique_id"] for event in timeline["events"]]
    if len(set(names)) != len(names) or not all(re.fullmatch(r"[a-z]+[0-9-]*", name) for name in names):
        yield f"names that are no names: {names}"
    for event in timeline["events"]:
        for problem in differences(event, known[event["unique_id"]]):
            yield f"{event['unique_id']}: {problem}"
    for era in timeline.get("eras", []):
        if not (date(era["start_date"]) and date(era["end_date"]) and words(era["text"]["headline"])):
            yield f"an era {era}"
    shown = "\n".join(words(event["text"]["text"]) for event in timeline["events"])
    for name, entry in known.items():
        title = " ".join(entry["title"].split("\n"))
        if name not in names and entry["date"] != "unknown" and f"{entry['accession']} {entry['title']}" not in shown:
            yield f"{name} is nowhere: {title}"


def differences(event, entry):
    if not EVENT.issuperset(event):
        yield f"members {set(event)}"
    dates = [event[name] for name in ("start_date", "end_date") if name in event]
    if not all(map(date, dates)) or "start_date" not in event:
        yield f"dates {dates}"
    elif event.get("display_date", "/".join(map(as_text, dates))) != entry["date"]:
        yield f"dates {dates}, expected {entry['date']}"
    if html.unescape(event["text"]["headline"]) != entry["title"]:
        yield f"headline {event['text']['headline']!r}, expected {entry['title']!r}"
    words(event["text"]["headline"]), words(event.get("group", ""))
    shown = words(event["text"]["text"])
    for line in entry.get("summary", "").split("\n"):
        if line not in shown:
            yield f"{line!r} is not shown"
