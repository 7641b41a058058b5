"""Runs the program in a temporary folder."""
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ["ARCHIVIST"]
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
_folder = tempfile.TemporaryDirectory(prefix="archivist-exports-")
FOLDER = pathlib.Path(_folder.name)


def run(*arguments, code=0, text=b""):
    """The bytes that the program prints, and the lines it says beside; fails where it ends with another code."""
    result = subprocess.run([PROGRAM, *map(str, arguments)], cwd=FOLDER, env=ENVIRONMENT, input=text,
                            capture_output=True)
    if result.returncode != code:
        raise SystemExit(f"archivist {' '.join(map(str, arguments))} ended with {result.returncode}, "
                         f"expected {code}:\n{(result.stdout + result.stderr).decode()[:2000]}")
    return result.stdout, result.stderr.decode().splitlines()
