"""Runs the program."""
import os
import pathlib
import re
import subprocess
import tempfile

PROGRAM = os.environ["ARCHIVIST"]
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
_folder = tempfile.TemporaryDirectory(prefix="archivist-schemas-")
FOLDER = pathlib.Path(_folder.name)


def run(*arguments, code=0, text=""):
    """What the program prints when it reads a text; fails where it ends with another code."""
    result = attempt(*arguments, text=text)
    if result.returncode != code:
        raise SystemExit(f"archivist {' '.join(arguments)} ended with {result.returncode}, "
                         f"expected {code}:\n{result.stderr[:2000]}")
    return result.stdout


def attempt(*arguments, text=""):
    return subprocess.run([PROGRAM, *arguments], cwd=FOLDER, env=ENVIRONMENT, input=text,
                          capture_output=True, encoding="utf-8")


def archive(name, *options):
    """Founds an archive; gives its folder's name."""
    run("init", name, "--name", name, *options)
    return name


def problems(standard_error, file):
    """The lines of a file that the program finds wrong, each with its first message."""
    found = {}
    pattern = re.compile(re.escape(file) + r":([1-9]\d*):([1-9]\d*): (.+)")
    for line in standard_error.splitlines():
        if match := pattern.fullmatch(line):
            found.setdefault(int(match[1]), match[3])
    return found
