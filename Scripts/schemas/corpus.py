"""The corpus in Tests/Minutes: what the program refuses, the schema refuses, and the reverse."""
import concurrent.futures

import program
import schemas

FOLDER = schemas.ROOT / "Tests" / "Minutes"

# Mistakes that no schema can see, because a JSON parser has passed over them before.
UNSEEN = {
    "member-twice": "a parser keeps one of two members of one name",
    "member-twice-by-an-escape": "a parser keeps one of two members of one name",
    "member-twice-in-a-source": "a parser keeps one of two members of one name",
    "json-lone-surrogate": "Python's parser lets half of a pair pass, and no pattern tells it "
                           "from half of a whole one in every dialect",
    "ordinal-with-a-point": "40.0 is an integer in JSON Schema; minutes want it written as one",
    "ordinal-with-an-exponent": "4e1 is an integer in JSON Schema; minutes want it written as one",
}


def files(folder):
    return sorted((FOLDER / folder).glob("*.json"))


def differences():
    archive = program.archive("corpus")
    broken, sound = files("broken"), files("sound")
    found = [f"{name} is on the list of what no schema sees, but there is no such file"
             for name in UNSEEN if not (FOLDER / "broken" / f"{name}.json").exists()]
    if len(broken) < 100 or len(sound) < 50:
        found.append(f"the corpus has lost files: {len(broken)} broken, {len(sound)} sound")
    with concurrent.futures.ThreadPoolExecutor(2) as threads:
        for result in threads.map(lambda path: check(path, archive), broken + sound):
            found += result
    return found, f"{len(broken)} broken and {len(sound)} sound files"


def check(path, archive):
    name, is_broken = f"{path.parent.name}/{path.name}", path.parent.name == "broken"
    result = program.attempt("append", "--archive", archive, "--dry-run", "--format", "json",
                             str(path))
    if not is_broken:
        if result.returncode != 0:
            return [f"{name}: the program refuses it: {result.stderr.strip()}"]
        told = schemas.parse(result.stdout)
        verdict = next(schemas.answer("appended").iter_errors(told), None) or verdict_of(path)
        return [f"{name}: the schema refuses it: {verdict}"] if verdict else []
    problems = program.problems(result.stderr, str(path))
    if result.returncode != 1 or len(problems) != 1 or result.stdout:
        return [f"{name}: ended with {result.returncode} and {len(problems)} places, expected 1 "
                f"and 1: {result.stderr.strip()}"]
    is_seen = verdict_of(path) is not None
    if is_seen == (path.stem in UNSEEN):
        return [f"{name}: the schema {'sees it after all' if is_seen else 'lets it pass'}"]
    return []


def verdict_of(path):
    """What is wrong by the schema, or because it is no JSON; nothing where it is right."""
    try:
        value = schemas.parse(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return f"no JSON: {error}"
    error = next(schemas.minutes().iter_errors(value), None)
    return error and f"{error.json_path}: {error.message[:200]}"
