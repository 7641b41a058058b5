"""The Merkle tree at every size: the program, verify.py and pymerkle."""
import json
import random

import archives
import lines
from program import FOLDER, python, run, verify
from pymerkle import InmemoryTree

SIZES = 300


def log_of(count):
    """An archive of so many events, each in a write group of its own, and pymerkle's tree over its headers."""
    folder = archives.copy_of(archives.base(), "trees")
    log = archives.read(folder)[:1]
    moment = lines.take_apart(log[0])["at"]
    for position in range(1, count):
        log.append(lines.event(position, f"trial/{position}", 0, "Tried", f'{{"n":{position}}}', moment))
    tree = InmemoryTree(algorithm="sha256")
    headers = [line[18:line.index(b',"salt":')] for line in log]
    for header in headers:
        tree.append_entry(header)
    return folder, log, headers, tree


def differences(seed, is_complete):
    chance = random.Random(seed)
    folder, log, headers, tree = log_of(SIZES)
    leaves = [verify.leaf(header) for header in headers]
    found, proofs = [], 0
    origin = run("checkpoint", "--archive", folder).splitlines()[0]
    for size in range(1, SIZES + 1):
        root = tree.get_root(size)
        if verify.root(leaves[:size]) != root:
            found.append(f"size {size}: verify.py has another root than pymerkle")
        positions = range(size) if is_complete else chance.sample(range(size), min(4, size))
        for position in positions:
            path = tree.prove_inclusion(position + 1, size).path[1:]
            proofs += 1
            if verify.root_above(leaves[position], position, size, path) != root:
                found.append(f"size {size}: pymerkle's path of {position} leads verify.py elsewhere")
        archives.write(folder, log[:size])
        found += of_program(folder, size, chance.randrange(size), chance.randrange(size + 1), tree, origin)
    return found, f"{SIZES} sizes, {proofs} paths of pymerkle, {2 * SIZES} proofs of the program"


def of_program(folder, size, position, old, tree, origin):
    """What the program proves of a log of this size, against pymerkle's roots and paths."""
    root = tree.get_root(size)
    proof = json.loads(run("prove", "--position", position, "--archive", folder))
    head = verify.read_checkpoint(proof["checkpoint"])
    if head != (origin, size, root):
        yield f"size {size}: the program has another root than pymerkle"
    if [bytes.fromhex(one) for one in proof["path"]] != tree.prove_inclusion(position + 1, size).path[1:]:
        yield f"size {size}: the program has another path of {position} than pymerkle"
    old_root = tree.get_root(old)
    kept = FOLDER / "old.checkpoint"
    kept.write_text(f"{origin}\n{old}\n{verify.base64.b64encode(old_root).decode()}\n")
    growth = FOLDER / "growth.proof"
    growth.write_text(run("prove", "--consistency", kept, "--archive", folder))
    proof = json.loads(growth.read_text())
    # pymerkle's paths of consistency are made of other parts, so its roots are what counts.
    path = [bytes.fromhex(one) for one in proof["path"]]
    if old and verify.roots_of(old_root, old, size, path) != (old_root, root):
        yield f"size {size}: the program's path from {old} does not lead to pymerkle's roots"
    if python("--proof", growth, "--checkpoint", kept)[0] != 0:
        yield f"size {size}: verify.py does not accept the growth from {old}"
