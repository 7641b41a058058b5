#!/usr/bin/env python3
"""Verifies an archive, or a proof from one, without archivist.

    python3 verify.py ARCHIVE [--checkpoint FILE]… [--proof FILE]…
    python3 verify.py --proof FILE… [--checkpoint FILE]…

The FILE of --proof is a proof, or a citation in JSON (archivist cite), which has proofs inside.

Written from Documentation/LogFormat.md, with nothing but Python's standard library. Ends with 0 where
everything is sound, 2 where anything was found, 64 where the command line is wrong, 66 where a file is missing.
"""
import argparse, base64, datetime, hashlib, json, pathlib, re, sys

NUMBER = r"(?:0|[1-9][0-9]{0,15})"
HEADER = (rf'(?P<header>"pos":(?P<pos>{NUMBER}),"from":(?P<start>{NUMBER}),'
          r'"id":"(?P<id>[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})",'
          rf'"stream":"(?P<stream>[a-z]{{1,32}}/(?P<serial>{NUMBER}))","rev":(?P<rev>{NUMBER}),'
          r'"type":"(?P<type>[A-Za-z0-9]{1,64}|\$[A-Za-z0-9]{1,63})","v":(?P<v>[1-9][0-9]{0,15}),'
          r'"at":"(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)",'
          r'"by":"[a-z0-9._-]{1,64}"(?P<more>,"more":true)?,"digest":"(?P<digest>[0-9a-f]{64})")')
LINE = (r'\{"crc":"(?P<crc>[0-9a-f]{8})",' + HEADER
        + rf'(?:,"salt":"(?P<salt>[0-9a-f]{{32}})","data":(?P<data>\{{.*\}})|,"redacted":(?P<by>{NUMBER}) *)\}}')
WRONG = (ValueError, KeyError, TypeError, AttributeError, RecursionError)  # what bytes from anywhere can cause
found = []


def find(place, what):
    found.append(f"{place}: {what}")


def require(is_so, otherwise):
    if not is_so:
        raise ValueError(otherwise)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


TABLE = list(range(256))  # of CRC-32C
for _ in range(8):
    TABLE = [value >> 1 ^ (0x82F63B78 if value & 1 else 0) for value in TABLE]


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


# -- JSON: no member twice, no half of a surrogate pair, no integer beyond 2^53, at most 64 levels deep --

def members(pairs):
    require(len(dict(pairs)) == len(pairs), "a member stands there twice")
    return dict(pairs)


def integer(digits):
    require(len(digits) <= 17 and abs(int(digits)) <= 2**53, "an integer beyond 2^53")
    return int(digits)


def depth(value):
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if parts is None else 1 + max(map(depth, parts), default=0)


def read_json(data):
    value = json.loads(data.decode(), object_pairs_hook=members, parse_int=integer,
                       parse_constant=lambda name: require(False, f"{name} is no JSON"))
    json.dumps(value, ensure_ascii=False).encode()  # fails at half of a surrogate pair
    require(depth(value) <= 64, "more than 64 levels deep")
    return value


# -- The Merkle tree of RFC 9162 --

def leaf(header):
    return sha256(b"\x00", header)


def node(left, right):
    return sha256(b"\x01", left, right)


def root(leaves):
    level = leaves or [sha256()]
    while len(level) > 1:
        level = [node(*level[at:at + 2]) if at + 1 < len(level) else level[at] for at in range(0, len(level), 2)]
    return level[0]


def left_part(size):
    return 1 << (size - 1).bit_length() - 1  # the largest power of two below the size


def root_above(below, index, size, path):
    """The root to which a leaf and its path lead: the path's last hash is one of the topmost two subtrees."""
    if size == 1:
        require(not path, "the path is too long")
        return below
    *path, other = path
    left = left_part(size)
    if index < left:
        return node(root_above(below, index, left, path), other)
    return node(other, root_above(below, index - left, size - left, path))


def roots_of(known, old, new, path, is_known=True):
    """The roots of the first `old` and of all `new` leaves; the old one is known, its parts are in the path."""
    if old == new:
        require(len(path) == (0 if is_known else 1), "the path has another length")
        return (known, known) if is_known else (path[0], path[0])
    *path, other = path
    left = left_part(new)
    if old <= left:
        first, second = roots_of(known, old, left, path, is_known)
        return first, node(second, other)
    first, second = roots_of(known, old - left, new - left, path, False)
    return node(other, first), node(other, second)


# -- Checkpoints and proofs --

def read_numbers(header):
    """The position, the group and the revision of a header; fails where its numbers or its moment cannot be."""
    datetime.datetime(*(int(header["at"][at:at + size]) for at, size in zip((0, 5, 8, 11, 14, 17), (4, 2, 2, 2, 2, 2))))
    numbers = [int(header[name]) for name in ("pos", "start", "rev", "v", "serial")]
    require(max(numbers) <= 2**53 and numbers[1] <= numbers[0], "numbers that cannot be")
    return numbers[:3]

def read_checkpoint(text, is_alone=False):
    match = re.match(rf"([^\n]+)\n({NUMBER})\n([A-Za-z0-9+/]{{43}}=)\n", text)
    require(match and int(match[2]) <= 2**53, "no checkpoint: expected the origin, the size and the root, a line each")
    require(not is_alone or match.end() == len(text), "something stands behind the checkpoint")
    value = base64.b64decode(match[3])
    require(base64.b64encode(value).decode() == match[3], "the root is no exact base64")
    return match[1], int(match[2]), value


def read_proof(proof):
    """The checkpoints of a proof that holds; fails where it does not."""
    hashes = proof.pop("path")
    require(type(hashes) is list and all(re.fullmatch("[0-9a-f]{64}", hash_) for hash_ in hashes),
            "path: expected hashes of 64 lower-case hexadecimal digits")
    path = [bytes.fromhex(hash_) for hash_ in hashes]
    if set(proof) == {"old", "new"}:
        old, new = (read_checkpoint(proof[name], is_alone=True) for name in ("old", "new"))
        require(old[0] == new[0] and old[1] <= new[1], "these are no older and newer checkpoint of one log")
        if old[1] == 0:  # every log goes on from nothing
            require(not path and old[2] == sha256() and (new[1] or new == old), "the log of no events has another root")
        else:
            require(roots_of(old[2], old[1], new[1], path) == (old[2], new[2]), "the path leads to other roots")
        return [old, new]
    require(set(proof) in ({"checkpoint", "position", "header"},
                           {"checkpoint", "position", "header", "salt", "data"}), "these are no members of a proof")
    head, header = read_checkpoint(proof["checkpoint"], is_alone=True), re.fullmatch(HEADER, proof["header"])
    require(header and type(proof["position"]) is int and read_numbers(header)[0] == proof["position"] < head[1],
            "the header is not that of an event at this position")
    require(root_above(leaf(proof["header"].encode()), proof["position"], head[1], path) == head[2],
            "the path leads to another root")
    if "salt" in proof:
        require(re.fullmatch("[0-9a-f]{32}", proof["salt"]), "salt: expected 32 lower-case hexadecimal digits")
        require(sha256(proof["salt"].encode(), proof["data"].encode()).hex() == header["digest"],
                "the disclosed payload is not the one that was recorded")
    return [head]


def texts(value):
    """All texts in a value of JSON."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in texts(part)]


def read_citation(citation):
    """The checkpoint of a citation whose proofs hold and tell of its record what it quotes; fails where they do not."""
    proofs, told = citation.get("others", []) + [citation["proof"]], citation["checkpoint"]
    head = read_checkpoint(told["note"], is_alone=True)
    require((told["size"], base64.b64decode(told["root"])) == head[1:], "the checkpoint is not the one of its note")
    require(all(read_proof(dict(proof)) == [head] for proof in proofs), "a proof has another checkpoint")
    require(head[0] == "archivist/" + citation["archive"]["id"], "the checkpoint is one of another archive")
    require(citation["position"] == citation["proof"]["position"], "the proof is one of another position")
    serial, _, item = citation["accession"].partition(".")
    for proof in proofs:
        stream = re.fullmatch(HEADER, proof["header"])["stream"]
        require(stream in ("meeting/" + serial, "document/" + serial), f"an event of {stream} is none of this record")
    payloads = [read_json(proof["data"].encode()) for proof in proofs if "data" in proof]
    if len(payloads) == len(proofs):  # what was erased, or must not leave, can be compared with nothing
        require(not item or any(payload.get("order") == int(item) for payload in payloads), "this is another item")
        told = [citation.get(name) for name in ("quote", "body", "sources", "date")]
        for text in texts(told + [citation.get("meeting", {}).get("title")]):
            require(text in texts([payloads, "unknown"]), f"the record does not say {text!r}")
    return [head]


def read_given(data):
    """The checkpoints of what was given as a proof."""
    value = read_json(data)
    return read_citation(value) if "proof" in value else read_proof(value)


# -- The log --

class Log:
    def __init__(self):
        self.leaves, self.next, self.group, self.is_open, self.is_lost, self.last_at = [], 0, None, False, False, ""
        self.revisions, self.ids, self.gone, self.listed = {}, set(), {}, {}

    def begin_segment(self, name):
        if int(name[:20]) != self.next and not self.is_lost:
            find(name, f"begins at position {int(name[:20])}, expected {self.next}")
        if self.is_open:
            find(name, "the batch in front of it has no last event")
        self.next, self.group, self.is_open = max(self.next, int(name[:20])), None, False

    def read(self, place, data):
        line = re.fullmatch(LINE.encode(), data, re.DOTALL)
        try:
            position, start, revision = read_numbers(line)
            require(len(data) <= 16 << 20 and int(line["crc"], 16) == crc32c(data[18:]), "another checksum")
        except WRONG:
            find(place, f"no sound line, expected position {self.next}")
            self.is_lost = True
            return
        self.check_order(place, line, position, start, revision)
        self.check_payload(place, line, position)
        self.leaves.append(leaf(line["header"]))

    def check_order(self, place, line, position, start, revision):
        if position != self.next and not (self.is_lost and position > self.next):
            find(place, f"position {position}, expected {self.next}")
        if start == position and self.is_open:
            find(place, f"position {position} begins a write group inside of a batch")
        if start not in (position, self.group) and not self.is_lost:
            find(place, f"position {position} is of a write group from {start}, which cannot be")
        expected = self.revisions.get(line["stream"], -1) + 1
        if revision != expected:
            find(place, f"position {position} has revision {revision} of its stream, expected {expected}")
        if line["id"] in self.ids:
            find(place, f"the id of position {position} was used before")
        if line["at"].decode() < self.last_at:
            find(place, f"position {position} is earlier than the event in front of it")
        self.revisions[line["stream"]], self.last_at = revision, line["at"].decode()
        self.ids.add(line["id"])
        self.next, self.group, self.is_open, self.is_lost = position + 1, start, line["more"] is not None, False

    def check_payload(self, place, line, position):
        if line["by"]:
            self.gone[position] = (place, int(line["by"]))
            return
        if sha256(line["salt"], line["data"]).hex().encode() != line["digest"]:
            find(place, f"the payload of position {position} is not the one that was recorded")
        try:
            payload = read_json(line["data"])
            require(b"\r" not in line["data"], "a line break inside of the payload")
            if line["type"] == b"$Redacted":
                self.listed[position] = {one for one in payload.get("positions", []) if type(one) is int and one >= 0}
        except WRONG as error:
            find(place, f"the payload of position {position}: {error}")

    def end(self):
        if self.is_open:
            find("the end", f"the batch before position {self.next} has no last event")
        for position, (place, by) in self.gone.items():
            if position not in self.listed.get(by, ()):
                find(place, f"the payload of position {position} is gone, but position {by} does not list it")
        for position in sorted(set().union(*self.listed.values()) - set(self.gone)):
            find(f"position {position}", "erasure pending: the payload is still there")


def read_archive(folder):
    """Checks everything that needs nothing but the archive; gives its origin and its leaves."""
    description = read_json((folder / "archive.json").read_bytes())
    require(description["format"] == 1, "archive.json: not an archive of format 1")
    log = Log()
    for segment in sorted((folder / "log").iterdir()):
        if re.fullmatch(r"[0-9]{20}\.jsonl", segment.name):
            log.begin_segment(segment.name)
            *lines, rest = segment.read_bytes().split(b"\n")
            offset = 0
            for line in lines:
                log.read(f"{segment.name}, byte {offset}", line)
                offset += len(line) + 1
            if rest:
                find(f"{segment.name}, byte {offset}", f"{len(rest)} bytes of an unfinished write")
    log.end()
    return "archivist/" + description["id"], log.leaves


def compare(file, head, origin, leaves):
    if head[0] != origin:
        find(file, f"the checkpoint is one of {head[0]!r}")
    elif head[1] > len(leaves):
        find(file, f"the checkpoint counts {head[1]} events, the log has only {len(leaves)}")
    elif root(leaves[:head[1]]) != head[2]:
        find(file, f"the log's first {head[1]} events have another root than the checkpoint says")


def link(kept, proved):
    """Without an archive, what proofs say must be the kept checkpoint, or be linked to it by proofs that it grew."""
    for name, head in kept:
        linked, size = {head}, 0
        while size < len(linked):
            size = len(linked)
            for _, heads in proved:
                linked |= set(heads) if linked & set(heads) else set()
        for file, heads in proved:
            if not set(heads) <= linked:
                find(file, f"nothing shows that this is the log of {name}")


def main():
    parser = argparse.ArgumentParser(usage="verify.py [ARCHIVE] [--checkpoint FILE]… [--proof FILE]…")
    parser.error = lambda message: (print(f"verify.py: {message}\n{parser.usage}", file=sys.stderr), sys.exit(64))
    parser.add_argument("archive", nargs="?", type=pathlib.Path)
    parser.add_argument("--checkpoint", metavar="FILE", action="append", default=[])
    parser.add_argument("--proof", metavar="FILE", action="append", default=[])
    options = parser.parse_args()
    if not options.archive and not options.proof:
        parser.error("expected an ARCHIVE or a --proof")
    kept, proved = [], []
    for file, read, list_ in ([(file, lambda data: read_checkpoint(data.decode()), kept) for file in options.checkpoint]
                              + [(file, read_given, proved) for file in options.proof]):
        try:
            list_.append((file, read(pathlib.Path(file).read_bytes())))
        except WRONG as error:
            find(file, f"does not hold: {error}")
    what = "the proof" if len(options.proof) == 1 else f"{len(options.proof)} proofs"
    if options.archive:
        try:
            origin, leaves = read_archive(options.archive)
            what = f"{len(leaves)} events, root {base64.b64encode(root(leaves)).decode()}"
            for file, head in kept + [(file, head) for file, heads in proved for head in heads]:
                compare(file, head, origin, leaves)
        except WRONG as error:
            find(options.archive, error)
    else:
        link(kept, proved)
    for finding in found:
        print("".join(one if one.isprintable() else repr(one)[1:-1] for one in finding))
    print(what + (": not sound" if found else ": sound"))
    sys.exit(2 if found else 0)


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        print(f"verify.py: {error}", file=sys.stderr)
        sys.exit(66)
