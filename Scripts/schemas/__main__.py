"""Compares the JSON Schemas with the program; ends with 1 where they differ."""
import argparse
import sys
import time

import answers
import chance
import corpus
import schemas


def main():
    options = argparse.ArgumentParser(prog="Scripts/check-schemas", description=__doc__)
    options.add_argument("--seed", type=int, default=20200918, help="begins the random numbers")
    options.add_argument("--records", type=int, default=2000, help="how many random records")
    options = options.parse_args()
    differences = 0
    for name, check in [
        ("the schemas", schemas.differences),
        ("the corpus", corpus.differences),
        ("answers", answers.differences),
        (f"random minutes, seed {options.seed}",
         lambda: chance.differences(options.seed, options.records)),
    ]:
        begun = time.monotonic()
        found, summary = check()
        for difference in found[:20]:
            print(f"  {difference}")
        if len(found) > 20:
            print(f"  … and {len(found) - 20} more")
        differences += len(found)
        print(f"{name}: {summary}, {len(found)} differences ({time.monotonic() - begun:.1f} s)")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
