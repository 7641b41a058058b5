"""The two schemas and their validators."""
import functools
import json
import pathlib

import jsonschema
import referencing

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def read(name):
    return json.loads((ROOT / "Documentation" / name).read_text(encoding="utf-8"))


MINUTES = read("Minutes.schema.json")
TIMELINE = read("Timeline.schema.json")
REGISTRY = referencing.Registry().with_resources(
    (schema["$id"], referencing.Resource.from_contents(schema)) for schema in (MINUTES, TIMELINE)
).crawl()


@functools.cache
def validator(schema_id, anchor=""):
    """Validates by a whole schema, or by the definition that an anchor names."""
    schema = {"$schema": DIALECT, "$ref": f"{schema_id}#{anchor}" if anchor else schema_id}
    return jsonschema.Draft202012Validator(schema, registry=REGISTRY)


def minutes():
    return validator(MINUTES["$id"])


def answer(anchor=""):
    return validator(TIMELINE["$id"], anchor)


def parse(text):
    """Reads JSON as RFC 8259 has it: without NaN and Infinity, which Python would take."""
    def refuse(constant):
        raise ValueError(f"{constant} is no JSON")
    return json.loads(text, parse_constant=refuse)


# Definitions that are alike in both schemas. The others are stricter in answers, which are
# canonical: numbers are integers, digests in lower case, empty lists left out.
SHARED = ["text", "date", "count", "page", "lineRange", "openness", "attendance", "quorum", "vote",
          "source", "section", "speaker", "documentHeard"]


def differences():
    """Whether both are schemas of 2020-12, with descriptions, and agree where they say the same."""
    found = []
    for name, schema in (("Minutes", MINUTES), ("Timeline", TIMELINE)):
        for error in jsonschema.Draft202012Validator(
                jsonschema.Draft202012Validator.META_SCHEMA).iter_errors(schema):
            found.append(f"{name}.schema.json {error.json_path}: {error.message[:200]}")
        jsonschema.Draft202012Validator.check_schema(schema)  # regular expressions, too
        for key, definition in schema["$defs"].items():
            if definition.get("$anchor") != key:
                found.append(f"{name}.schema.json: {key} has no anchor of its name")
            if "title" not in definition:
                found.append(f"{name}.schema.json: {key} has no title")
        for reference in sorted(references(schema)):
            if reference.removeprefix("#/$defs/") not in schema["$defs"]:
                found.append(f"{name}.schema.json: {reference} leads nowhere")
    for key in SHARED:
        if MINUTES["$defs"][key] != TIMELINE["$defs"][key]:
            found.append(f"{key} is not the same in both schemas")
    count = len(MINUTES["$defs"]) + len(TIMELINE["$defs"])
    return found, f"{count} definitions"


def references(schema):
    if isinstance(schema, dict):
        own = {schema["$ref"]} if isinstance(schema.get("$ref"), str) else set()
        return own.union(*map(references, schema.values()))
    if isinstance(schema, list):
        return set().union(*map(references, schema))
    return set()
