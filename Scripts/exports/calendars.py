"""Calendars: every entry is an event, or stands in its meeting's, or has no days."""
import calendar
import datetime

import icalendar

CLASSES = {"unconditional": "PUBLIC", "conditional": "CONFIDENTIAL", "closed": "PRIVATE", "undetermined": "PRIVATE"}
LAST = datetime.date(9999, 12, 31)


def bounds(text):
    """The first and the last day of a date that is no range."""
    year, month, day = (list(map(int, text.split("-"))) + [None, None])[:3]
    if day:
        return datetime.date(year, month, day), datetime.date(year, month, day)
    last = month or 12
    return datetime.date(year, month or 1, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])


def days(text):
    """The days that a date may be; nothing where it is unknown or open at an end."""
    if text == "unknown" or ".." in text:
        return None
    first, _, last = text.partition("/")
    return bounds(first)[0], bounds(last or first)[1]


def plain(text):
    """A text without what TEXT cannot hold."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_lines(data):
    if not data.endswith(b"\r\n") or b"\n" in data.replace(b"\r\n", b"") or b"\r" in data.replace(b"\r\n", b""):
        yield "a line does not end with CRLF"
    for line in data.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line of {len(line)} octets: {line.decode()}"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"a character is divided: {line!r}"


def check(data, entries, archive):
    """What is wrong with a calendar of these entries."""
    yield from check_lines(data)
    events = {}
    read = icalendar.Calendar.from_ical(data)
    if read.errors:
        yield f"{read.errors}"
    for event in read.walk("VEVENT"):
        number = str(event["UID"]).removesuffix("@" + archive)
        if number in events or event.errors:
            yield f"{number}: twice, or {event.errors}"
        events[number] = event
    known = {entry["accession"]: entry for entry in entries}
    inside = {}
    for number, entry in known.items():
        meeting = known.get(entry.get("meeting", {}).get("accession"))
        if meeting and meeting["date"] == entry["date"]:
            inside.setdefault(meeting["accession"], []).append(entry)
        elif (number in events) != (days(entry["date"]) is not None):
            yield f"{number}: of the date {entry['date']}, and {'no' if number not in events else 'an'} event"
    for number, event in events.items():
        for problem in differences(event, known[number], inside.get(number, [])):
            yield f"{number}: {problem}"
    told = len(events) + sum(len(items) for number, items in inside.items() if number in events)
    if told + sum(days(entry["date"]) is None for entry in entries) != len(entries):
        yield f"{told} of {len(entries)} entries are told"


def differences(event, entry, items):
    first, last = days(entry["date"])
    end = min(last + datetime.timedelta(1), LAST) if last < LAST else LAST
    expected = {"DTSTART": first, "DTEND": None if first == last else end}
    for name, day in expected.items():
        if (event[name].dt if name in event else None) != day:
            yield f"{name} is {event.get(name)}, expected {day}"
    status = {"cancelled": "CANCELLED", "scheduled": "TENTATIVE"}.get(entry.get("status"), "CONFIRMED")
    topics, openness = [], [entry["openness"]]
    for told in [entry, *items]:
        topics += [topic for topic in told.get("topics", []) if topic not in topics]
        openness.append(told["openness"])
    strictest = max(openness, key=["unconditional", "conditional", "closed", "undetermined"].index)
    for name, found, wanted in [
            ("SUMMARY", str(event["SUMMARY"]), plain(entry["title"])),
            ("STATUS", str(event["STATUS"]), "CANCELLED" if "retracted" in entry else status),
            ("CLASS", str(event["CLASS"]), CLASSES[strictest]),
            ("LOCATION", str(event.get("LOCATION", "")), plain(entry.get("place", ""))),
            ("CATEGORIES", [str(topic) for topic in event["CATEGORIES"].cats] if "CATEGORIES" in event else [], topics)]:
        if found != wanted:
            yield f"{name} is {found!r}, expected {wanted!r}"
    description = str(event.get("DESCRIPTION", ""))
    for told in [entry.get("summary", "")] + [f"{item['accession']} {item['title']}" for item in items]:
        if plain(told) not in description:
            yield f"{told!r} is not in the description {description!r}"
