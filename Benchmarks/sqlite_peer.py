"""SQLite doing what the event log does, as a yardstick; prints one line of JSON.

    sqlite_peer.py insert LOG DATABASE    inserts the events of a log's folder in one transaction
    sqlite_peer.py read DATABASE          reads them back in order
    sqlite_peer.py commit DATABASE COUNT  inserts so many, each in a transaction of its own

Both are done in SQLite's favour. Only its own calls are timed: taking the payloads out of the log
is not. There is one table and no index beside its key. Text goes in as it is in the log, and comes
out as bytes that nobody decodes.
"""

import json
import os
import sqlite3
import sys
import time

BLOCK = 20_000
STREAM, TYPE, DATA = b'"stream":"', b'"type":"', b'"data":'


def rows(folder):
    """The stream, type and payload of every event, in order."""
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".jsonl"):
            continue
        with open(os.path.join(folder, name), "rb") as segment:
            for line in segment:
                stream = line.index(STREAM) + len(STREAM)
                kind = line.index(TYPE, stream) + len(TYPE)
                data = line.index(DATA, kind) + len(DATA)
                yield (line[stream:line.index(b'"', stream)].decode(),
                       line[kind:line.index(b'"', kind)].decode(), line[data:-2].decode())


def blocks(folder):
    """The same in lists, so that no more than one of them is in memory."""
    block = []
    for row in rows(folder):
        block.append(row)
        if len(block) == BLOCK:
            yield block
            block = []
    yield block


def opened(path):
    """A new database that writes ahead and syncs every commit, with the table of events."""
    database = sqlite3.connect(path, isolation_level=None)
    mode = database.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    database.execute("PRAGMA synchronous=FULL")
    database.execute(
        "CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL,"
        " type TEXT NOT NULL, data TEXT NOT NULL)")
    if mode != "wal":
        sys.exit("SQLite does not write ahead here; is the folder on a network disk?")
    return database


def commit(path, count):
    data = '{"text":"' + "会议听取了关于审计查出问题整改情况的汇报，" * 6 + '"}'
    database = opened(path)
    start = time.perf_counter()
    for number in range(count):
        database.execute("INSERT INTO events (stream, type, data) VALUES (?, ?, ?)",
                         (f"meeting/{number}", "ReportHeard", data))
    seconds = time.perf_counter() - start
    database.close()
    return {"events": count, "seconds": seconds}


def insert(folder, path):
    start = time.perf_counter()
    database = opened(path)
    database.execute("BEGIN")
    seconds = time.perf_counter() - start
    for block in blocks(folder):
        start = time.perf_counter()
        database.executemany("INSERT INTO events (stream, type, data) VALUES (?, ?, ?)", block)
        seconds += time.perf_counter() - start
    start = time.perf_counter()
    database.execute("COMMIT")
    seconds += time.perf_counter() - start
    count = database.execute("SELECT count(*) FROM events").fetchone()[0]
    database.close()
    return {"events": count, "seconds": seconds}


def read(path):
    start = time.perf_counter()
    database = sqlite3.connect(path, isolation_level=None)
    database.text_factory = bytes
    events = size = payload = 0
    for stream, kind, data in database.execute(
            "SELECT stream, type, data FROM events ORDER BY position"):
        events += 1
        size += len(stream) + len(kind) + len(data)
        payload += len(data)
    seconds = time.perf_counter() - start
    database.close()
    return {"events": events, "bytes": size, "payload": payload, "seconds": seconds}


if __name__ == "__main__":
    verbs = {"insert": insert, "read": read, "commit": lambda path, count: commit(path, int(count))}
    print(json.dumps(verbs[sys.argv[1]](*sys.argv[2:])))
