"""Builds the programs that are measured, and runs them."""

import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
STATIC = ["-c", "release", "--static-swift-stdlib", "-Xswiftc", "-static-executable"]


def say(text):
    print(text, file=sys.stderr, flush=True)


def build(products):
    """Builds some products, all with the same flags; gives the path of each."""
    # Package.swift knows the benchmarks when it is asked, so that the modules are built once for all.
    asked = dict(os.environ, ARCHIVIST_BENCHMARKS="1")
    paths = {}
    for product in products:
        done = subprocess.run(
            ["swift", "build", "--package-path", ROOT, "--product", product] + STATIC, env=asked,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{done.stdout}\n{product} could not be built")
        paths[product] = os.path.join(ROOT, ".build", "release", product)
    return paths


def output(command):
    """What a command prints; an error where it fails."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"failed with {done.returncode}: {' '.join(map(str, command))}")
    return done.stdout


def launch(command, answer="/dev/null", questions=None):
    """The wall time and the peak memory of a command whose answer goes to a file."""
    interpreter = [sys.executable, "-I", "-S", os.path.join(HERE, "launch.py"), answer]
    with open(questions or "/dev/null", "rb") as given:
        done = subprocess.run(interpreter + command, stdin=given, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
    seconds, peak, status = done.stdout.split()
    if status != "0":
        say(done.stderr)
        raise SystemExit(f"failed with {status}: {' '.join(command)}")
    return float(seconds), int(peak)


def start(command, answer="/dev/null"):
    """The wall time of a short command, from starting it to its end."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [(os.POSIX_SPAWN_OPEN, 1, answer, flags, 0o644)]
    begin = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status = os.waitpid(child, 0)
    seconds = time.perf_counter() - begin
    if status != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return seconds


def settle():
    """Lets the disk finish what was written before, so that nobody pays for it later."""
    os.sync()


def other_python(script, verb):
    """A Python that has what a script needs, which the verb asks; else nothing, and what is missing."""
    for python in [os.path.join(HERE, ".build", "venv", "bin", "python"), sys.executable]:
        if os.path.exists(python):
            there = subprocess.run([python, os.path.join(HERE, script), verb],
                                   stdout=subprocess.PIPE, text=True)
            if there.returncode == 0:
                return python, None
    return None, there.stdout.strip()
