"""Archives that are sound, for both verifiers."""
import shutil

import lines
from program import FOLDER, ROOT, run, verdicts

FIRST = "log/00000000000000000000.jsonl"


def base():
    """A small archive of several write groups, one of which has a batch of several events."""
    folder = FOLDER / "base"
    if not folder.exists():
        run("init", folder, "--name", "试验", "--zone", "UTC")
        # The first append registers the body as well.
        for number in range(5):
            items = ',"items":[{"item":"matter","text":"甲"},{"item":"matter","text":"乙"}]' if number == 2 else ""
            run("append", "-", "--archive", folder, text=f'{{"title":"会{number}","body":["市人大常委会"],'
                f'"date":"2020-09-{number + 10}","ordinal":{number + 1}{items}}}')
        (FOLDER / "base.checkpoint").write_text(run("checkpoint", "--archive", folder))
    return folder


def copy_of(folder, name):
    copy = FOLDER / name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    return copy


def read(folder):
    return (folder / FIRST).read_bytes().splitlines()


def write(folder, log):
    (folder / FIRST).write_bytes(b"".join(line + b"\n" for line in log))


def walkthrough():
    folder = FOLDER / "walkthrough"
    run("init", folder, "--name", "重庆市公共会议记录")
    minutes = sorted((ROOT / "Examples/chongqing").glob("*.md")) + [ROOT / "Examples/chongqing/legislation.jsonl"]
    run("append", *minutes, "--archive", folder)
    return folder


def segmented():
    """An archive whose log was divided where write groups begin."""
    folder = copy_of(base(), "segmented")
    log = read(folder)
    for position in (7, 3):
        (folder / f"log/{position:020}.jsonl").write_bytes(b"".join(line + b"\n" for line in log[position:]))
        log = log[:position]
    write(folder, log)
    return folder


def redacted(name="redacted"):
    """An archive in which the event at position 3 was taken out."""
    folder = copy_of(base(), name)
    log = read(folder)
    last = lines.take_apart(log[-1])
    log.append(lines.event(len(log), "log/0", 0, "$Redacted", '{"positions":[3],"ground":"个人信息"}', last["at"]))
    log[3] = lines.blank(log[3], len(log) - 1)
    write(folder, log)
    return folder


def differences():
    found, events = [], 0
    kept = FOLDER / "base.checkpoint"
    for folder, older in [(walkthrough(), None), (base(), kept), (segmented(), kept), (redacted(), kept)]:
        head = FOLDER / "head"
        head.write_text(run("checkpoint", "--archive", folder))
        proofs = [(["--position", 0], []), (["1", "--disclose"], [])]
        if older:
            proofs.append((["--consistency", older], ["--checkpoint", older]))
        arguments = []
        for number, (asked, _) in enumerate(proofs):
            proof = FOLDER / f"{folder.name}.{number}.proof"
            proof.write_text(run("prove", *asked, "--archive", folder))
            arguments += ["--proof", proof]
        heads = ["--checkpoint", head] + (["--checkpoint", older] if older else [])
        for what in ([folder], [folder, *heads], [folder, *heads, *arguments], [*heads, *arguments]):
            if what == [folder]:
                events += int(head.read_text().splitlines()[1])
            swift, python, told = verdicts(*what)
            if (swift, python) != (0, 0):
                found.append(f"{folder.name} with {len(what) - 1} files: {swift} and {python}\n{told}")
    return found, f"4 archives of {events} events, with checkpoints and proofs"
