"""Runs the program and the verifier in Python, each of which must not know of the other."""
import contextlib
import importlib.util
import io
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ["ARCHIVIST"]
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
_folder = tempfile.TemporaryDirectory(prefix="archivist-proofs-")
FOLDER = pathlib.Path(_folder.name)
_specification = importlib.util.spec_from_file_location("verify", ROOT / "Examples/verify.py")
verify = importlib.util.module_from_spec(_specification)
_specification.loader.exec_module(verify)


def run(*arguments, code=0, text=""):
    """What the program prints; fails where it ends with another code."""
    result = subprocess.run([PROGRAM, *map(str, arguments)], cwd=FOLDER, env=ENVIRONMENT, input=text,
                            capture_output=True, encoding="utf-8")
    if result.returncode != code:
        raise SystemExit(f"archivist {' '.join(map(str, arguments))} ended with {result.returncode}, expected {code}:\n"
                         f"{(result.stdout + result.stderr)[:2000]}")
    return result.stdout


def verdicts(*arguments):
    """With which codes the two verifiers end, and what they say."""
    arguments = list(map(str, arguments))
    folder = arguments[:1] if arguments and not arguments[0].startswith("--") else []
    swift = subprocess.run(
        [PROGRAM, "verify", *arguments[len(folder):], *(["--archive", folder[0]] if folder else [])],
        cwd=FOLDER, env=ENVIRONMENT, capture_output=True, encoding="utf-8")
    code, told = python(*arguments)
    return swift.returncode, code, f"archivist: {swift.stdout}{swift.stderr}verify.py: {told}"


def python(*arguments):
    """How verify.py ends, and what it says; without a process of its own, of which there would be thousands."""
    verify.found.clear()
    told = io.StringIO()
    before = sys.argv, os.getcwd()
    sys.argv = ["verify.py", *map(str, arguments)]
    os.chdir(FOLDER)
    try:
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            verify.main()
    except SystemExit as end:
        return end.code, told.getvalue()
    finally:
        sys.argv = before[0]
        os.chdir(before[1])
