"""Tells on what figures were measured."""

import datetime
import os
import platform
import re
import sqlite3
import subprocess


def first_line(command):
    """The first line that a command prints."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()[0]


def matching(path, pattern):
    """The first group of a pattern in a file; a dash where there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            found = re.search(pattern, file.read(), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1).strip() if found else "–"


def file_system(folder):
    """The kind of file system that holds a folder."""
    folder, best = os.path.realpath(folder), ("", "–")
    with open("/proc/mounts", encoding="utf-8") as mounts:
        for line in mounts:
            _, place, kind = line.split()[:3]
            inside = os.path.join(folder, "").startswith(os.path.join(place, ""))
            # Of two at the same place the later one hides the other.
            if inside and len(place) >= len(best[0]):
                best = (place, kind)
    return best[1]


def describe(folder, version):
    """Pairs of what is described and what it is."""
    memory = int(matching("/proc/meminfo", r"^MemTotal:\s+(\d+)")) * 1024
    processor = matching("/proc/cpuinfo", r"^model name\s*:\s*(.*)$")
    return [
        ("date", datetime.datetime.now(datetime.timezone.utc).date().isoformat()),
        ("processor", f"{processor}, {len(os.sched_getaffinity(0))} cores"),
        ("memory", f"{memory / 1e9:.1f} GB"),
        ("system", matching("/etc/os-release", r'^PRETTY_NAME="?([^"\n]*)')),
        ("kernel", f"{platform.system()} {platform.release()} {platform.machine()}"),
        ("file system", file_system(folder)),
        ("toolchain", first_line(["swift", "--version"])),
        ("archivist", version),
        ("SQLite", f"{sqlite3.sqlite_version}, by Python {platform.python_version()}"),
        ("load before the run", f"{os.getloadavg()[0]:.2f}"),
    ]
