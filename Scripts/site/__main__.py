"""Holds the static site against the archive that it was made from, file by file and in a browser."""
import argparse
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "exports"))

import archives
import browser
import files
import measures
import pages
from program import FOLDER, run

OTHER_LANGUAGE = ["--lang", "zh"]


def exported(archive, *options):
    """What is wrong with the export of an archive; the site stands beside it."""
    site = FOLDER / f"{archive}-site"
    run("export", "site", "--output", site, "--archive", archive, *options)
    first = files.contents(site)
    run("export", "site", "--output", site, "--archive", archive, *options, *OTHER_LANGUAGE)
    if files.contents(site) != first:
        yield f"{archive}: other bytes the second time"
    for problem in files.check(first):
        yield f"{archive}: {problem}"
    if leaked := files.leaks(first, archives.SECRETS):
        yield f"{archive}: withheld and still there: {leaked[:5]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--records", type=int, default=120)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--site", type=pathlib.Path)
    parser.add_argument("--measure", type=int)
    options = parser.parse_args()
    if options.measure:
        return measures.measure(options.measure, options.seed)
    if options.site:
        return measures.tell(options.site.resolve())
    archives.make(options.seed, options.records)
    found, checked = [], 0
    for archive in archives.NAMES:
        found += exported(archive)
        for address in browser.addresses(FOLDER / f"{archive}-site"):
            problems, count = pages.check(archive, address, options)
            found, checked = found + problems, checked + count
    if options.screenshots:
        pages.picture(FOLDER / "examples-site", options.screenshots)
    for problem in found[:20]:
        print(problem)
    print(f"{checked} checks in the browser, {len(archives.NAMES)} sites: {len(found)} problems")
    sys.exit(1 if found else 0)


main()
