"""Every member of minutes in its turn: left out, replaced, or beside an unknown one."""
import copy

import corpus
import schemas

WRONG = [None, 4.5, "", "x", [], {"x": 1}]


def records():
    """Each sound record with everything, changed in one place."""
    for whole in wholes():
        for path in paths(whole):
            yield changed(whole, path)
            for value in WRONG:
                yield changed(whole, path, value)
        for path in [(), *paths(whole)]:
            if isinstance(at(whole, path), dict):
                yield changed(whole, (*path, "nobody"), "knows")


def wholes():
    """A document and a meeting without items; then meetings with one item and nothing more."""
    folder = corpus.FOLDER / "sound"
    names = ["meeting-with-every-member.json", "document-with-every-member.json"]
    meeting, document = [schemas.parse((folder / name).read_text("utf-8")) for name in names]
    items = meeting.pop("items")
    yield from [meeting, document]
    for item in items:
        yield {"title": "会议", "body": ["市政府"], "date": "2020", "items": [item]}


def paths(value, path=()):
    """The way to every member and element, in the order of the record."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in inner:
        yield (*path, key)
        if isinstance(child, (dict, list)):
            yield from paths(child, (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def changed(whole, path, *value):
    """A copy in which the path has this value, or is left out."""
    copied = copy.deepcopy(whole)
    *front, last = path
    if value:
        at(copied, front)[last] = value[0]
    else:
        del at(copied, front)[last]
    return copied
