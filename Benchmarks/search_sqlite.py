"""SQLite's full-text search (FTS5), as a yardstick for the search index.

    search_sqlite.py build RECORDS DATABASE MARKS
    search_sqlite.py warm DATABASE MARKS TIMES < QUESTIONS    a line of JSON for each question
    search_sqlite.py all DATABASE MARKS < QUESTIONS           the numbers of all that fit
    search_sqlite.py sql DATABASE MARKS < QUESTIONS           the statements, for the sqlite3 command

FTS5 knows no Chinese: its own tokenizers find no two-character word (trigram), or take whole clauses
for words (unicode61). So it is given overlapping pairs (`search_terms.Terms`), by which it answers
exactly. Everything is done in its favour: columns that filter are narrow and apart from the text,
names are numbers, every filter has an index with the date behind it, the joins are put in the best
order by hand, nothing is synced, and the index is optimised at the end. MARKS is 1 where phrases run
across punctuation.
"""

import json
import sqlite3
import sys
import time

import search_terms

TABLES = """
    PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    PRAGMA cache_size = -800000;
    CREATE TABLE body (number INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE topic (number INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE narrow (n INTEGER PRIMARY KEY, day INTEGER, body INTEGER);
    CREATE TABLE wide (n INTEGER PRIMARY KEY, id TEXT, title TEXT, summary TEXT);
    CREATE TABLE tagged (topic INTEGER, day INTEGER, n INTEGER, PRIMARY KEY (topic, day, n))
        WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5
        (terms, content = '', tokenize = 'unicode61 remove_diacritics 0');
"""
INDEXES = ["CREATE INDEX by_body ON narrow (body, day, n)", "CREATE INDEX by_day ON narrow (day, n)",
           "INSERT INTO words (words) VALUES ('optimize')"]
SETTINGS = "PRAGMA mmap_size = 4000000000; PRAGMA cache_size = -64000;"
BLOCK = 4_000


def day(date):
    return int(date.replace("-", ""))


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


class Names(dict):
    """Gives each name a number."""

    def __missing__(self, name):
        self[name] = len(self) + 1
        return self[name]


def build(source, path, terms):
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(TABLES)
    bodies, topics = Names(), Names()
    insert = database.executemany
    database.execute("BEGIN")

    def take(block):
        insert("INSERT INTO narrow VALUES (?, ?, ?)",
               [(r["n"], day(r["date"]), bodies[r["body"]]) for r in block])
        insert("INSERT INTO wide VALUES (?, ?, ?, ?)",
               [(r["n"], r["id"], r["title"], r["summary"]) for r in block])
        insert("INSERT INTO tagged VALUES (?, ?, ?)",
               [(topics[topic], day(r["date"]), r["n"]) for r in block for topic in r["topics"]])
        insert("INSERT INTO words (rowid, terms) VALUES (?, ?)",
               [(r["n"], " ".join(terms.text(r["title"], r["summary"]))) for r in block])

    block = []
    for record in search_terms.records(source):
        block.append(record)
        if len(block) == BLOCK:
            take(block)
            block = []
    take(block)
    insert("INSERT INTO body VALUES (?, ?)", [(k, name) for name, k in bodies.items()])
    insert("INSERT INTO topic VALUES (?, ?)", [(k, name) for name, k in topics.items()])
    for statement in INDEXES:
        database.execute(statement)
    database.execute("COMMIT")
    database.execute("ANALYZE")
    database.close()


class Statements:
    """A question in SQL."""

    def __init__(self, question, terms):
        self.question, self.terms = question, terms
        match = self.match()
        tables, conditions = [], []
        if match:
            tables.append("words")
            conditions.append(f"words MATCH {quoted(match)}")
        self.day, self.n = "narrow.day", "narrow.n"
        named = {name: f"(SELECT number FROM {name} WHERE name = {quoted(question[name])})"
                 for name in ("body", "topic") if question[name]}
        if "topic" in named and not match and "body" not in named and not self.counts_bodies():
            # All that is asked for is beside the topic.
            tables.append("tagged")
            self.day, self.n = "tagged.day", "tagged.n"
        else:
            tables.append("narrow" + (" ON narrow.n = words.rowid" if match else ""))
            if "topic" in named:
                tables.append("tagged ON tagged.n = narrow.n AND tagged.day = narrow.day")
        conditions += [f"{'narrow' if name == 'body' else 'tagged'}.{name} = {number}"
                       for name, number in named.items()]
        conditions += [f"{self.day} {sign} {day(question[end])}"
                       for end, sign in (("from", ">="), ("to", "<=")) if question[end]]
        # A cross join keeps the order; the planner's own is far slower where there are words.
        self.source = (" CROSS JOIN " if match else " JOIN ").join(tables)
        self.only_words = match and len(conditions) == 1
        self.where = " WHERE " + " AND ".join(conditions)

    def counts_bodies(self):
        return self.question["want"] == "facet_body"

    def phrase(self, term):
        units, is_beginning = self.terms.phrase(term)
        return '"' + " ".join(units) + '"' + (" *" if is_beginning else "")

    def match(self):
        """The words as FTS5 reads them."""
        all_of = [self.phrase(term) for term in self.question["terms"]]
        all_of += ["(" + " OR ".join(map(self.phrase, words)) + ")"
                   for words in self.question["alternatives"]]
        match = " AND ".join(all_of)
        for term in self.question["without"]:
            match = f"({match}) NOT {self.phrase(term)}"
        return match

    @property
    def count(self):
        source = "words" if self.only_words else self.source
        return f"SELECT count(*) FROM {source}{self.where}"

    @property
    def newest(self):
        return (f"SELECT n, date, title FROM (SELECT {self.n} AS n, {self.day} AS date"
                f" FROM {self.source}{self.where} ORDER BY {self.day} DESC, {self.n} DESC LIMIT 20)"
                " JOIN wide USING (n) ORDER BY date DESC, n DESC")

    @property
    def facet(self):
        if self.counts_bodies():
            return (f"SELECT body.name, count FROM (SELECT narrow.body AS k, count(*) AS count"
                    f" FROM {self.source}{self.where} GROUP BY 1) JOIN body ON body.number = k")
        return (f"SELECT {self.day} / 10000, count(*) FROM {self.source}{self.where} GROUP BY 1")

    @property
    def everything(self):
        n = "words.rowid" if self.only_words else self.n
        return f"SELECT {n} FROM {'words' if self.only_words else self.source}{self.where}"

    @property
    def wanted(self):
        want = self.question["want"]
        return {"page": [("count", self.count), ("top", self.newest)],
                "count": [("count", self.count)], "top20": [("top", self.newest)]}.get(
                    want, [("facet", self.facet)])


def ask(database, question, terms):
    """The answer in the form of the truth."""
    answer = {}
    for name, statement in Statements(question, terms).wanted:
        rows = database.execute(statement).fetchall()
        if name == "count":
            answer["count"] = rows[0][0]
        elif name == "top":
            answer["top"] = [row[0] for row in rows]
        else:
            answer["facet"] = {str(value): count for value, count in rows}
    return answer


def main(verb, path, *rest):
    if verb == "build":
        return build(path, rest[0], search_terms.Terms(rest[1] == "1"))
    terms = search_terms.Terms(rest[0] == "1")
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.executescript(SETTINGS)
    for line in sys.stdin:
        question = json.loads(line)
        if verb == "sql":
            told = {"sql": [sql for _, sql in Statements(question, terms).wanted]}
        elif verb == "all":
            statement = Statements(question, terms).everything
            told = {"n": [row[0] for row in database.execute(statement)]}
        else:
            seconds = []
            for _ in range(int(rest[1])):
                start = time.perf_counter()
                answer = ask(database, question, terms)
                seconds.append(time.perf_counter() - start)
            told = {"seconds": seconds, **answer}
        print(json.dumps({"id": question["id"], **told}, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
