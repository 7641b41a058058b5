"""tantivy (from PyPI), as a yardstick for the search index.

    search_tantivy.py there                                    says whether it can be used
    search_tantivy.py build RECORDS FOLDER MARKS
    search_tantivy.py warm FOLDER MARKS TIMES < QUESTIONS      a line of JSON for each question
    search_tantivy.py all FOLDER MARKS < QUESTIONS             the numbers of all that fit
    search_tantivy.py once FOLDER MARKS < QUESTION             asks one; the time without Python's start

It is given overlapping pairs (`search_terms.Terms`) with positions, and two threads. Filters are
indexed fields; the order is a column of the date and the record's number. MARKS is 1 where phrases
run across punctuation.
"""

import json
import os
import re
import sys
import time

try:
    import tantivy
except ImportError:
    tantivy = None

import search_terms

SHIFT = 10 ** 9


def schema():
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("terms", tokenizer_name="given", index_option="position")
    fields.add_text_field("body", tokenizer_name="raw", index_option="basic", fast=True)
    fields.add_text_field("topic", tokenizer_name="raw", index_option="basic")
    fields.add_unsigned_field("day", indexed=True, fast=True)
    fields.add_unsigned_field("year", fast=True)
    fields.add_unsigned_field("order", fast=True)
    fields.add_bytes_field("shown", stored=True)
    return fields.build()


def prepared(index):
    index.register_tokenizer(
        "given", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def day(date):
    return int(date.replace("-", ""))


def build(source, folder, terms):
    os.makedirs(folder)
    writer = prepared(tantivy.Index(schema(), path=folder)).writer(
        heap_size=1_000_000_000, num_threads=2)
    for record in search_terms.records(source):
        document, date = tantivy.Document(), day(record["date"])
        document.add_text("terms", " ".join(terms.text(record["title"], record["summary"])))
        document.add_text("body", record["body"])
        for topic in record["topics"]:
            document.add_text("topic", topic)
        document.add_unsigned("day", date)
        document.add_unsigned("year", date // 10000)
        document.add_unsigned("order", date * SHIFT + record["n"])
        shown = [record["n"], record["date"], record["id"], record["title"], record["summary"]]
        document.add_bytes("shown", json.dumps(shown, ensure_ascii=False).encode())
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class Opened:
    def __init__(self, folder, terms):
        index = prepared(tantivy.Index.open(folder))
        self.searcher, self.schema, self.terms = index.searcher(), index.schema, terms

    def term(self, field, value):
        return tantivy.Query.term_query(self.schema, field, value, "basic")

    def phrase(self, text):
        units, is_beginning = self.terms.phrase(text)
        if is_beginning:
            if len(units) > 1:
                raise ValueError(f"{text}: a word with one character behind it")
            return tantivy.Query.regex_query(self.schema, "terms", re.escape(units[0]) + ".*")
        if len(units) == 1:
            return self.term("terms", units[0])
        return tantivy.Query.phrase_query(self.schema, "terms", units)

    def query(self, question):
        must, either, no = (tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot)
        parts = [(must, self.phrase(term)) for term in question["terms"]]
        parts += [(must, tantivy.Query.boolean_query([(either, self.phrase(word)) for word in words]))
                  for words in question["alternatives"]]
        parts += [(must, self.term(name, question[name]))
                  for name in ("body", "topic") if question[name]]
        if question["from"] or question["to"]:
            parts.append((must, tantivy.Query.range_query(
                self.schema, "day", tantivy.FieldType.Unsigned,
                day(question["from"] or "0000-01-01"), day(question["to"] or "9999-12-31"))))
        parts += [(no, self.phrase(term)) for term in question["without"]]
        return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)

    def ask(self, question):
        """The answer in the form of the truth."""
        query, want = self.query(question), question["want"]
        if want.startswith("facet"):
            field = want[len("facet_"):]
            counts = {"counts": {"terms": {"field": field, "size": 2000, "segment_size": 2000}}}
            buckets = self.searcher.aggregate(query, counts)["counts"]["buckets"]
            name = (lambda key: str(int(key))) if field == "year" else str
            return {"facet": {name(one["key"]): one["doc_count"] for one in buckets}}
        if want == "count":
            count = {"count": {"value_count": {"field": "order"}}}
            return {"count": int(self.searcher.aggregate(query, count)["count"]["value"])}
        found = self.searcher.search(
            query, limit=20, count=want == "page", order_by_field="order")
        shown = [json.loads(bytes(self.searcher.doc(place)["shown"][0])) for _, place in found.hits]
        answer = {"top": [row[0] for row in shown]}
        return {**answer, "count": found.count} if want == "page" else answer

    def everything(self, question):
        most = max(1, self.searcher.num_docs)
        found = self.searcher.search(
            self.query(question), limit=most, count=False, order_by_field="order")
        return [order % SHIFT for order, _ in found.hits]


def main(verb, *rest):
    if verb == "there":
        if tantivy is None:
            print("the package tantivy")
        sys.exit(tantivy is None)
    if verb == "build":
        return build(rest[0], rest[1], search_terms.Terms(rest[2] == "1"))
    folder, terms = rest[0], search_terms.Terms(rest[1] == "1")
    lines = [json.loads(line) for line in sys.stdin]
    opening = time.perf_counter()
    opened = Opened(folder, terms)
    for question in lines:
        try:
            if verb == "all":
                told = {"n": opened.everything(question)}
            else:
                seconds = []
                for _ in range(int(rest[2]) if verb == "warm" else 1):
                    start = opening if verb == "once" else time.perf_counter()
                    answer = opened.ask(question)
                    seconds.append(time.perf_counter() - start)
                told = {"seconds": seconds, **answer}
        except ValueError as error:
            told = {"impossible": str(error)}
        print(json.dumps({"id": question["id"], **told}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
