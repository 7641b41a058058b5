"""Random changes of single bits and bytes: both verifiers must find them, or agree where nobody can."""
import random

from archives import FIRST, base, copy_of, read, redacted, write
from lines import seal
from program import FOLDER, run, verdicts


def change(chance, data):
    """The bytes with one bit or one byte changed, and where."""
    data = bytearray(data)
    at = chance.randrange(len(data))
    data[at] ^= chance.choice([1 << chance.randrange(8), chance.randrange(1, 256)])
    return bytes(data), at


def of_logs(chance, count):
    """Any byte of a log: never undetected."""
    folders = [copy_of(base(), "changed"), redacted("changed-redacted")]
    logs = [(folder / FIRST).read_bytes() for folder in folders]
    for number in range(count):
        folder, log = folders[number % 2], logs[number % 2]
        data, at = change(chance, log)
        (folder / FIRST).write_bytes(data)
        swift, python, told = verdicts(folder)
        if (swift, python) != (2, 2):
            yield f"byte {at} of the log changed from {log[at]} to {data[at]}: {swift} and {python}\n{told}"


def of_lines(chance, count):
    """A byte of a line whose checksum was made to fit: both say the same, and with a checkpoint both find it."""
    folder = copy_of(base(), "changed")
    kept = FOLDER / "base.checkpoint"
    log = read(folder)
    for _ in range(count):
        number = chance.randrange(len(log))
        body, at = change(chance, log[number][18:])
        if b"\n" in body:
            continue
        write(folder, log[:number] + [seal(log[number][:18] + body)] + log[number + 1:])
        swift, python, told = verdicts(folder)
        if swift != python or swift not in (0, 2):
            yield f"byte {at + 18} of line {number} changed and sealed: {swift} and {python}\n{told}"
        if swift == 0:
            swift, python, told = verdicts(folder, "--checkpoint", kept)
            if (swift, python) != (2, 2):
                yield f"byte {at + 18} of line {number}, with a checkpoint: {swift} and {python}\n{told}"


def of_proofs(chance, count):
    """Any byte of a proof, compared with a checkpoint that was kept."""
    kept, older = FOLDER / "base.checkpoint", FOLDER / "older.checkpoint"
    texts = [run("prove", *asked, "--archive", base()).encode()
             for asked in (["3", "--disclose"], ["--position", "0"], ["--consistency", older])]
    file = FOLDER / "changed.proof"
    for number in range(count):
        text = texts[number % len(texts)].rstrip()
        data, at = change(chance, text)
        file.write_bytes(data)
        growth = ["--checkpoint", older] if number % len(texts) == 2 else []
        swift, python, told = verdicts("--proof", file, "--checkpoint", kept, *growth)
        if (swift, python) != (2, 2):
            yield f"byte {at} of a proof changed from {text[at]} to {data[at]}: {swift} and {python}\n{told}"


def of_citations(chance, count):
    """Any byte of a citation: both say the same, since nothing proves what is only said for people."""
    texts = [run("cite", number, "--format", "json", "--archive", base()).encode() for number in ("3", "3.2")]
    file = FOLDER / "changed.citation"
    for number in range(count):
        text = texts[number % len(texts)].rstrip()
        data, at = change(chance, text)
        file.write_bytes(data)
        swift, python, told = verdicts("--proof", file, "--checkpoint", FOLDER / "base.checkpoint")
        if swift != python or swift not in (0, 2):
            yield f"byte {at} of a citation changed from {text[at]} to {data[at]}: {swift} and {python}\n{told}"


def differences(seed, count):
    chance = random.Random(seed)
    found = [*of_logs(chance, count), *of_lines(chance, count), *of_proofs(chance, count), *of_citations(chance, count)]
    return found, f"{count} each of logs, of sealed lines, of proofs and of citations"
