"""PostgreSQL doing what the event log does for one durable event a commit; prints one line of JSON.

    postgresql_peer.py FOLDER COUNT    inserts so many events, each in a transaction of its own
    postgresql_peer.py --there         tells whether PostgreSQL and psycopg are installed

A cluster of its own in a new folder, on a socket there and no network, with fsync and
synchronous_commit on as they are by default. Done in PostgreSQL's favour: one connection and a
statement that is prepared, one table and no index beside its key; only the commits are timed.
Debian has the server as `postgresql`, PyPI the client as `psycopg[binary]`; postgres refuses to be
run by root, who becomes `nobody` for it.
"""

import glob
import json
import os
import pwd
import shutil
import subprocess
import sys
import time

DATA = '{"text":"' + "会议听取了关于审计查出问题整改情况的汇报，" * 6 + '"}'


def program(name):
    """The newest one that is installed; Debian does not put them into the path."""
    places = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"),
                    key=lambda path: int(path.split("/")[4]))
    return places[-1] if places else shutil.which(name)


def missing():
    """What is not installed."""
    names = [name for name in ("initdb", "postgres", "pg_ctl") if not program(name)]
    try:
        import psycopg  # noqa: F401
    except ImportError:
        names.append("psycopg")
    return names


class Cluster:
    """A server of its own, which ends with the measurement."""

    def __init__(self, folder):
        self.folder, self.data = folder, os.path.join(folder, "data")
        self.as_user = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam("nobody")
            self.as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(folder, user.pw_uid, user.pw_gid)

    def run(self, *words):
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              cwd=self.folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                              **self.as_user)
        if done.returncode != 0:
            sys.exit(f"{words[0]}: {done.stdout}")

    def __enter__(self):
        self.run(program("initdb"), "-D", self.data, "-U", "peer", "-A", "trust", "-E", "UTF8")
        options = (f"-k {self.folder} -c listen_addresses='' -c fsync=on -c synchronous_commit=on"
                   " -c wal_sync_method=fdatasync")
        self.run(program("pg_ctl"), "-D", self.data, "-w", "-l",
                 os.path.join(self.folder, "server.log"), "-o", options, "start")
        return self

    def __exit__(self, *_):
        self.run(program("pg_ctl"), "-D", self.data, "-m", "immediate", "-w", "stop")


def commit(folder, count):
    import psycopg
    os.makedirs(folder)
    with Cluster(folder), psycopg.connect(
            host=folder, user="peer", dbname="postgres", autocommit=True) as connection:
        for setting, wanted in [("fsync", "on"), ("synchronous_commit", "on"),
                                ("full_page_writes", "on")]:
            found = connection.execute(f"SHOW {setting}").fetchone()[0]
            if found != wanted:
                sys.exit(f"PostgreSQL has {setting} {found}")
        version = connection.execute("SHOW server_version").fetchone()[0].split()[0]
        connection.execute(
            "CREATE TABLE events (position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            " stream TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL)")
        cursor = connection.cursor()
        def insert(number):
            cursor.execute("INSERT INTO events (stream, type, data) VALUES (%s, %s, %s)",
                           (f"meeting/{number}", "ReportHeard", DATA), prepare=True)
        # The first ones pay for the connection's caches, and not for what is measured.
        for number in range(20):
            insert(number)
        start = time.perf_counter()
        for number in range(count):
            insert(number)
        seconds = time.perf_counter() - start
    return {"events": count, "seconds": seconds, "version": version}


if __name__ == "__main__":
    if sys.argv[1] == "--there":
        absent = missing()
        print(", ".join(absent))
        sys.exit(1 if absent else 0)
    print(json.dumps(commit(os.path.abspath(sys.argv[1]), int(sys.argv[2]))))
