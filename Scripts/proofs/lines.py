"""Writes lines of the log by hand, from Documentation/LogFormat.md."""
import hashlib
import json
import random

from program import verify

ORDER = ["pos", "from", "id", "stream", "rev", "type", "v", "at", "by", "more", "digest", "salt", "data"]
chance = random.Random(9162)


def seal(line):
    """The line with the checksum that fits it."""
    return b'{"crc":"%08x",' % verify.crc32c(line[18:]) + line[18:]


def take_apart(line):
    """The members of a line; the payload as it stands there."""
    members = json.loads(line)
    del members["crc"]
    if "data" in members:
        members["data"] = line[line.index(b',"data":') + 8:-1].decode()
    return members


def put_together(members, same_digest=False):
    """A line of these members, with a digest and a checksum that fit."""
    members = dict(members)
    if not same_digest:
        members["digest"] = hashlib.sha256((members["salt"] + members["data"]).encode()).hexdigest()
    parts = [f'"{name}":' + (members[name] if name == "data" else json.dumps(members[name]))
             for name in ORDER if name in members]
    return seal(('{"crc":"00000000",' + ",".join(parts) + "}").encode())


def event(position, stream, revision, kind, data, at, group=None):
    """A new event, in a write group of its own unless another is named."""
    return put_together({
        "pos": position, "from": position if group is None else group, "id": identity(), "stream": stream,
        "rev": revision, "type": kind, "v": 1, "at": at, "by": "clerk", "salt": f"{chance.getrandbits(128):032x}",
        "data": data})


def identity():
    digits = f"{chance.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-7{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"


def blank(line, position):
    """The line without its payload, as a redaction leaves it."""
    head = line[:line.index(b',"salt":')] + b',"redacted":%d' % position
    return seal(head + b" " * (len(line) - len(head) - 1) + b"}")
