"""Bags of `export bagit`, by PyPI's bagit and a Merkle tree of a few lines."""
import base64
import hashlib
import json

import bagit
from program import FOLDER, run


def root(leaves):
    """The root of a Merkle tree, after RFC 9162."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root(leaves[:half]) + root(leaves[half:])).digest()


def leaf(line):
    """The leaf of a line, whole or its header alone."""
    header = line[line.index(b'"pos":'):]
    for end in (b',"salt":', b',"redacted":'):
        if line.startswith(b'{"crc":') and end in header:
            header = header[:header.index(end)]
            break
    else:
        header = header[:-1]
    return hashlib.sha256(b"\x00" + header).digest()


def check(archive, ceiling):
    """What is wrong with a bag."""
    name = f"{archive}-{ceiling}.bag"
    run("export", "bagit", "--output", name, "--ceiling", ceiling, "--archive", archive)
    try:
        bagit.Bag(str(FOLDER / name)).validate(processes=1)
    except bagit.BagError as error:
        yield f"{name}: {error}"
    data = FOLDER / name / "data"
    _, size, expected = (data / "checkpoint").read_text().splitlines()
    lines = (data / "log.jsonl").read_bytes().splitlines()
    if len(lines) != int(size) or base64.b64encode(root([leaf(line) for line in lines])).decode() != expected:
        yield f"{name}: the log does not have the checkpoint's root"
    told = {number for page in (data / "records").iterdir() for line in page.read_text().splitlines()
            if line.startswith("<!-- ") and (number := line[5:].split(" | ")[0]).isdigit()}
    standing = [json.loads(line) for more in ([], ["--retracted"]) for line in run(
        "timeline", *more, "--ceiling", ceiling, "--format", "jsonl", "--archive", archive)[0].splitlines()]
    if told != {entry["accession"] for entry in standing if "." not in entry["accession"]}:
        yield f"{name}: other records than the timeline has"
    if ceiling == "closed":
        again = FOLDER / f"{name} again"
        (again / "log").mkdir(parents=True)
        (again / "archive.json").write_bytes((data / "archive.json").read_bytes())
        (again / "log" / f"{0:020}.jsonl").write_bytes((data / "log.jsonl").read_bytes())
        run("verify", "--checkpoint", data / "checkpoint", "--archive", again)
