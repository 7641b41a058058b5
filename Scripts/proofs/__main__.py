"""Compares archivist with verifiers that were written without it; ends with 1 where they differ."""
import argparse
import sys
import time

import archives
import changes
import tampering
import trees


def main():
    options = argparse.ArgumentParser(prog="Scripts/check-proofs", description=__doc__)
    options.add_argument("--seed", type=int, default=20200918, help="begins the random numbers")
    options.add_argument("--changes", type=int, default=150, help="how many random changes of each kind")
    options.add_argument("--all", action="store_true", help="every position and every older size, not some of each")
    options = options.parse_args()
    differences = 0
    for name, check in [
        ("trees of every size", lambda: trees.differences(options.seed, options.all)),
        ("sound archives", archives.differences),
        ("tampered archives", tampering.differences),
        (f"random changes, seed {options.seed}", lambda: changes.differences(options.seed, options.changes)),
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
