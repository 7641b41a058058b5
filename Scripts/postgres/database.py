"""Databases of the server that PGHOST names, by psql."""
import os
import subprocess

from program import ENVIRONMENT, FOLDER, PROGRAM

PSQL = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]
TABLES = ["records", "record_bodies", "record_topics", "record_people", "record_sources", "record_acts", "sections",
          "events", "body_names", "body_parents", "topics", "topic_phrases"]
_environment = {**ENVIRONMENT, **{name: os.environ[name] for name in ("PGHOST", "PGUSER")}}


def create(name):
    subprocess.run(["createdb", "--template=template0", name], env=_environment, check=True)
    return name


def ask(name, question):
    """The lines of the answer."""
    done = subprocess.run([*PSQL, "--dbname", name, "--command", question], env=_environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{question}\n{done.stderr}")
    return done.stdout.splitlines()


def load(name, stream):
    """What psql says of a stream; nothing where it was applied."""
    done = subprocess.run([*PSQL, "--dbname", name], env=_environment, input=stream, capture_output=True)
    return "" if done.returncode == 0 else done.stderr.decode()


def follow(name, *arguments):
    """A process that lets a database go along with an archive."""
    first = subprocess.Popen([PROGRAM, "export", "postgres", "--follow", *arguments], cwd=FOLDER, env=ENVIRONMENT,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    second = subprocess.Popen([*PSQL, "--dbname", name], env=_environment, stdin=first.stdout)
    first.stdout.close()
    return first, second


def position(name):
    return int(ask(name, "SELECT next FROM archivist.state")[0])


def digests(name):
    """What stands in each table, as one number."""
    return ask(name, " UNION ALL ".join(
        f"SELECT '{table}', count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM archivist.{table} AS t"
        for table in TABLES))
