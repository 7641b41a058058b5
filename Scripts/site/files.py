"""Checks the files of a site, without a browser."""
import html.parser
import json
import re
import urllib.parse
import xml.etree.ElementTree

VOID = {"meta", "link", "input", "br", "img", "hr"}


def contents(site):
    """The bytes of every file, by its name."""
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def leaks(site, secrets):
    """The files that hold a secret, in any form that a browser reads."""
    forms = {form for secret in secrets for form in
             [secret, json.dumps(secret)[1:-1], urllib.parse.quote(secret), secret.encode().hex()]}
    return [name for name, data in site.items() if any(form in data.decode() for form in forms)]


class Page(html.parser.HTMLParser):
    """What a page has: its links, its names, what is not closed."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.open, self.problems, self.script, self.data = [], [], [], [], None, []
        self.feed(text)
        if self.open:
            self.problems.append(f"not closed: {self.open}")

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids.append(values["id"])
        self.links += [values[name] for name in ("href", "src") if name in values]
        self.problems += [f"handler {name}" for name in values if name.startswith("on")]
        if "style" in values:
            self.problems.append("style")
        if tag == "script":
            self.script = values
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.script = None
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if self.script is None:
            return
        if self.script.get("type") in ("application/json", "application/ld+json"):
            self.data.append(json.loads(data))
        elif data.strip():
            self.problems.append("a script inside of the page")


def check(site):
    """What is wrong with the files."""
    listed = site["site.manifest"].decode().splitlines()
    if sorted(listed[1:] + ["site.manifest"]) != sorted(site):
        yield "site.manifest lists other files"
    if any(re.search(r"[^a-z0-9./-]", name) for name in site):
        yield "a name of a file is not plain"
    pages = {name: Page(data.decode()) for name, data in site.items() if name.endswith(".html")}
    for name, page in pages.items():
        for problem in page.problems:
            yield f"{name}: {problem}"
        if len(page.ids) != len(set(page.ids)):
            yield f"{name}: an id stands twice"
        folder = name.rpartition("/")[0]
        for link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme == "data":
                continue
            if parts.scheme or parts.netloc:
                yield f"{name}: leads elsewhere: {link}"
                continue
            target = name if not parts.path else normal(f"{folder}/{parts.path}")
            if target not in site:
                yield f"{name}: no such file: {link}"
            elif parts.fragment and target in pages and target != "index.html" \
                    and parts.fragment not in pages[target].ids:
                yield f"{name}: no such place: {link}"
    for name, data in site.items():
        if name.endswith(".xml"):
            yield from (f"{name}: {problem}" for problem in feed(data))


def feed(data):
    """What is wrong with a feed (RFC 4287, section 4.1)."""
    atom = "{http://www.w3.org/2005/Atom}"
    root = xml.etree.ElementTree.fromstring(data)
    ids = [element.text for element in root.iter(f"{atom}id")]
    if len(ids) != len(set(ids)):
        yield "an id stands twice"
    for element in [root, *root.iter(f"{atom}entry")]:
        for name in ("id", "title", "updated"):
            if not (element.findtext(atom + name) or "").strip():
                yield f"{name} is missing"


def normal(path):
    parts = []
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part:
            parts.append(part)
    return "/".join(parts)
