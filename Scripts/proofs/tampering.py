"""Archives and proofs that somebody has tampered with: both verifiers must find every one."""
import json

import archives
import lines
from archives import base, copy_of, read, write
from lines import blank, event, put_together, seal, take_apart
from program import FOLDER, run, verdicts


def changed(**members):
    """The line with other members, and a digest and checksum that fit."""
    return lambda line: put_together(take_apart(line) | members)


def payload(data):
    return changed(data=data)


def without(name):
    def change(line):
        members = take_apart(line)
        del members[name]
        return put_together(members, same_digest=True)
    return change


def at(position, change):
    def tamper(log):
        log[position] = change(log[position])
        return log
    return tamper


def replaced(old, new, is_sealed=True):
    return lambda line: (seal if is_sealed else bytes)(line.replace(old, new, 1))


def swapped(log):
    log[2], log[3] = log[3], log[2]
    return log


def forked(log):
    last = take_apart(log[-1])
    return log[:-1] + [event(last["pos"], last["stream"], last["rev"], last["type"], '{"title":"伪"}', last["at"])]


def rewritten(log):
    """Every event with another salt, and one with another payload: sound in itself."""
    made = []
    for position, line in enumerate(log):
        members = take_apart(line)
        data = members["data"].replace("会0", "会X")
        made.append(put_together(members | {"salt": f"{lines.chance.getrandbits(128):032x}", "data": data}))
        assert position == members["pos"]
    return made


def pending(log):
    moment = take_apart(log[-1])["at"]
    return log + [event(len(log), "log/0", 0, "$Redacted", '{"positions":[2],"ground":"x"}', moment)]


def unlisted(log):
    moment = take_apart(log[-1])["at"]
    log = log + [event(len(log), "log/0", 0, "$Redacted", '{"positions":[3],"ground":"x"}', moment)]
    log[3] = blank(log[3], len(log) - 1)
    log[2] = blank(log[2], len(log) - 1)
    return log


def same_id(log):
    return at(5, changed(id=take_apart(log[1])["id"]))(log)


def inside_batch(log):
    """A write group that begins between the events of a batch: positions 4, 5 and 6 are one."""
    return at(6, changed(**{"from": 6}))(at(5, changed(**{"from": 5}))(log))


def nested(levels):
    return payload('{"a":' + "[" * levels + "]" * levels + "}")


# What was done, how, and whether only a checkpoint that was kept can tell.
CASES = [
    ("a payload edited", at(2, replaced("会0".encode(), "会9".encode())), False),
    ("a payload edited, the old checksum", at(2, replaced("会0".encode(), "会9".encode(), False)), False),
    ("a salt changed", at(2, replaced(b'"salt":"', b'"salt":"0', False)), False),
    ("another salt", at(2, lambda line: put_together(take_apart(line) | {"salt": "0" * 32}, True)), False),
    ("another digest", at(2, lambda line: put_together(take_apart(line) | {"digest": "0" * 64}, True)), False),
    ("two lines swapped", swapped, False),
    ("a line dropped", lambda log: log[:2] + log[3:], False),
    ("a line twice", lambda log: log[:3] + log[2:], False),
    ("the first line dropped", lambda log: log[1:], False),
    ("an empty line", lambda log: log[:2] + [b""] + log[2:], False),
    ("a strange line", lambda log: log[:2] + [b"hello"] + log[2:], False),
    ("the end of a line gone", at(-1, lambda line: line[:-5]), False),
    ("the end of a batch gone", lambda log: log[:6], False),
    ("blanked without an event", at(2, lambda line: blank(line, 8)), False),
    ("blanked by an event that is not there", at(2, lambda line: blank(line, 99)), False),
    ("blanked by an event that lists another", unlisted, False),
    ("an erasure pending", pending, False),
    ("from before its group", at(2, changed(**{"from": 0})), False),
    ("from behind the event", at(2, changed(**{"from": 3})), False),
    ("from inside of the group", at(6, changed(**{"from": 5})), False),
    ("a group inside of a batch", inside_batch, False),
    ("a batch that never ends", at(-1, changed(more=True)), False),
    ("more: false", at(2, changed(more=False)), False),
    ("another position", at(2, changed(pos=3)), False),
    ("a position with a leading zero", at(2, replaced(b'"pos":2', b'"pos":02')), False),
    ("an id used twice", same_id, False),
    ("an id of version 4", at(2, changed(id="0198c0de-0000-4000-8000-000000000000")), False),
    ("a revision left out", at(2, changed(rev=1)), False),
    ("a stream that begins in its middle", at(4, changed(stream="meeting/99")), False),
    ("a clock set back", at(2, changed(at="2001-01-01T00:00:00.000Z")), False),
    ("a day that is none", at(2, changed(at="2026-02-30T00:00:00.000Z")), False),
    ("a role with a capital", at(2, changed(by="Clerk")), False),
    ("version 0", at(2, changed(v=0)), False),
    ("a digest in capitals", at(2, lambda line: seal(
        line.replace(line[line.index(b'"digest":"') + 10:][:64], line[line.index(b'"digest":"') + 10:][:64].upper()))),
     False),
    ("no role", at(2, without("by")), False),
    ("a space between members", at(2, replaced(b',"from"', b', "from"')), False),
    ("a member twice", payload('{"a":1,"a":2}'), False),
    ("a member twice, escaped", payload('{"a":1,"\\u0061":2}'), False),
    ("an integer beyond 2^53", payload('{"a":9007199254740993}'), False),
    ("half of a surrogate pair", payload('{"a":"\\ud800"}'), False),
    ("NaN", payload('{"a":NaN}'), False),
    ("too deep", nested(64), False),
    ("a comma too many", payload('{"a":1,}'), False),
    ("a carriage return", payload('{"a":1,\r"b":2}'), False),
    ("a control character", payload('{"a":"\x01"}'), False),
    ("something behind the payload", payload('{"a":1}{}'), False),
    ("two groups made one", at(3, changed(**{"from": 1})), True),
    ("the tail cut off", lambda log: log[:-1], True),
    ("forked", forked, True),
    ("rewritten from scratch", rewritten, True),
    ("another role", at(2, changed(by="archivist")), True),
]


def archives_found():
    kept = FOLDER / "base.checkpoint"
    for name, tamper, needs_checkpoint in CASES:
        folder = copy_of(base(), "tampered")
        tamper = at(2, tamper) if name in PAYLOADS else tamper
        write(folder, tamper(read(folder)))
        if needs_checkpoint:
            swift, python, told = verdicts(folder)
            if (swift, python) != (0, 0):
                yield f"{name}, without a checkpoint: {swift} and {python}, expected 0\n{told}"
        swift, python, told = verdicts(folder, *(["--checkpoint", kept] if needs_checkpoint else []))
        if (swift, python) != (2, 2):
            yield f"{name}: {swift} and {python}, expected 2\n{told}"


PAYLOADS = {name for name, tamper, _ in CASES if tamper.__code__ is payload("{}").__code__}


def names_found():
    kept = FOLDER / "base.checkpoint"
    for name, change in [
        ("a segment of another name", lambda folder: (folder / archives.FIRST).rename(folder / f"log/{1:020}.jsonl")),
        ("a segment gone", lambda folder: (folder / f"log/{3:020}.jsonl").unlink()),
        ("two segments of each other's names", exchange),
    ]:
        folder = copy_of(archives.segmented() if name != "a segment of another name" else base(), "tampered")
        change(folder)
        swift, python, told = verdicts(folder)
        if (swift, python) != (2, 2):
            yield f"{name}: {swift} and {python}, expected 2\n{told}"
    other = FOLDER / "other.checkpoint"
    lines_ = kept.read_text().splitlines(keepends=True)
    for name, text in [("of another archive", "archivist/0\n" + "".join(lines_[1:])),
                       ("of more events", lines_[0] + "99\n" + lines_[2]),
                       ("of fewer events", lines_[0] + "2\n" + lines_[2])]:
        other.write_text(text)
        swift, python, told = verdicts(base(), "--checkpoint", other)
        if (swift, python) != (2, 2):
            yield f"a checkpoint {name}: {swift} and {python}, expected 2\n{told}"


def exchange(folder):
    first, second = (folder / f"log/{position:020}.jsonl" for position in (3, 7))
    texts = first.read_bytes(), second.read_bytes()
    first.write_bytes(texts[1])
    second.write_bytes(texts[0])


def proofs():
    """Proofs with one thing changed each."""
    older = FOLDER / "older.checkpoint"
    folder = copy_of(base(), "older")
    write(folder, read(folder)[:3])
    older.write_text(run("checkpoint", "--archive", folder))
    inclusion = json.loads(run("prove", "2", "--disclose", "--archive", base()))
    growth = json.loads(run("prove", "--consistency", older, "--archive", base()))
    hash_ = "0" * 64
    for name, proof in [
        ("another hash", inclusion | {"path": [hash_] + inclusion["path"][1:]}),
        ("a hash too many", inclusion | {"path": inclusion["path"] + [hash_]}),
        ("a hash too few", inclusion | {"path": inclusion["path"][:-1]}),
        ("far too many hashes", inclusion | {"path": [hash_] * 2000}),
        ("hashes in capitals", inclusion | {"path": [one.upper() for one in inclusion["path"]]}),
        ("a hash of another length", inclusion | {"path": [one[:-1] for one in inclusion["path"]]}),
        ("no list of hashes", inclusion | {"path": "".join(inclusion["path"])}),
        ("the header of another event", inclusion | {"header": inclusion["header"].replace('"rev":0', '"rev":1')}),
        ("another position", inclusion | {"position": inclusion["position"] + 1}),
        ("a position beyond the log", inclusion | {"position": 10**6}),
        ("a position before the log", inclusion | {"position": -1}),
        ("a position as a text", inclusion | {"position": "2"}),
        ("true as a position", inclusion | {"position": True}),
        ("another payload", inclusion | {"data": inclusion["data"].replace("会1", "会9")}),
        ("another salt", inclusion | {"salt": "0" * 32}),
        ("a payload without its salt", {name: inclusion[name] for name in inclusion if name != "salt"}),
        ("a member too many", inclusion | {"note": ""}),
        ("no checkpoint", {name: inclusion[name] for name in inclusion if name != "checkpoint"}),
        ("a checkpoint with a line too many", inclusion | {"checkpoint": inclusion["checkpoint"] + "x\n"}),
        ("a checkpoint of two lines", inclusion | {"checkpoint": inclusion["checkpoint"].split("\n", 1)[1]}),
        ("checkpoints exchanged", growth | {"old": growth["new"], "new": growth["old"]}),
        ("checkpoints of two logs", growth | {"old": growth["old"].replace("archivist/", "archivist/0")}),
        ("another old root", growth | {"old": "\n".join(growth["old"].split("\n")[:2]) + "\n"
                                              + growth["new"].split("\n")[2] + "\n"}),
        ("growth without hashes", growth | {"path": []}),
        ("a growth hash too many", growth | {"path": growth["path"] + [hash_]}),
        ("a list", [inclusion]),
        ("null", None),
    ]:
        yield name, json.dumps(proof, ensure_ascii=False)
    text = json.dumps(inclusion, ensure_ascii=False)
    yield "something behind it", text + "{}"
    yield "cut off", text[:-1]
    yield "empty", ""
    yield "a member twice", text[:-1] + ',"position":2}'
    yield "nested without end", '{"path":' * 100000
    yield "half of a surrogate pair", text.replace('"data": "', '"data": "\\ud800')


def proofs_found():
    for name, text in proofs():
        file = FOLDER / "tampered.proof"
        file.write_text(text, encoding="utf-8")
        swift, python, told = verdicts("--proof", file)
        if (swift, python) != (2, 2):
            yield f"a proof, {name}: {swift} and {python}, expected 2\n{told}"


def differences():
    count = len(CASES) + 6 + sum(1 for _ in proofs())
    return [*archives_found(), *names_found(), *proofs_found()], f"{count} archives, checkpoints and proofs"
