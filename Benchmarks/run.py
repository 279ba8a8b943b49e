#!/usr/bin/env python3
"""Measures align-dataset against OpenFace's way of aligning, side by side.

Both align the same tree of photographs with the same number of jobs, alternately, several times;
each goes first in turn. Ratios are the medians of the rounds' ratios. What is in which section,
and how it is measured, is in docs/performance.md.

Ends with a line of JSON that has all figures. Exits with 1 when a goal that is promised is missed.
"""

import argparse
import os
import sys
from pathlib import Path

from performance import scratch
from performance.goals import measure_all
from performance.shared import Shared

PROJECT = Path(__file__).resolve().parent.parent
PROGRAM = PROJECT / ".build" / "release" / "align-dataset"
SCRATCH = PROJECT / ".build" / "bench"
SECTIONS = ("small", "photographs", "sizes", "start", "memory", "instructions", "exactness", "fast")
IMAGES = 2000


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected 1 or more, got {text}")
    return number


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", action="append", choices=SECTIONS, metavar="SECTION",
        help=f"one of {', '.join(SECTIONS)}; may be repeated")
    parser.add_argument("--rounds", type=positive, default=5)
    parser.add_argument("--jobs", type=positive, default=2)
    parser.add_argument(
        "--images", type=positive, default=IMAGES,
        help="images of 250x250 pixels whose speed is measured; all other numbers of images keep"
        f" their proportion to it [default: {IMAGES}]")
    parser.add_argument("--program", type=Path, default=PROGRAM, help="what to measure as ours")
    parser.add_argument(
        "--before", type=Path, help="another align-dataset, whose instructions are counted beside")
    parser.add_argument(
        "--check", action="store_true", help="only look for the photographs, before all is built")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    shared = Shared.find(PROJECT)
    if options.check:
        return 0
    if not options.program.exists():
        sys.exit("There is nothing to measure yet: run `make build`.")
    try:
        # Not before they are needed: the check runs before NumPy and OpenCV are installed.
        from performance import sections
        from performance.sides import Bench, Ours, Reference
        from performance.trees import Trees
    except ImportError as error:
        sys.exit(
            f"{error}: the benchmark compares with Python's dlib and OpenCV: run `make reference`,"
            " and this with .build/reference/bin/python."
        )
    lock = scratch.take(SCRATCH)
    bench = Bench(
        ours=Ours(options.program.resolve(), SCRATCH / "ours", options.jobs),
        reference=Reference(shared.reference, SCRATCH / "reference", options.jobs),
        trees=Trees(shared, SCRATCH / "trees"),
        scratch=SCRATCH,
        before=options.before and options.before.resolve(strict=True),
        rounds=options.rounds,
        scale=options.images / IMAGES,
    )
    print(
        f"{options.jobs} jobs, medians of {options.rounds} rounds, {os.cpu_count()} of"
        f" {sections.processor()}, {sections.versions()}"
    )
    return measure_all(
        {name: sections.SECTIONS[name] for name in options.only or SECTIONS}, bench,
        jobs=options.jobs, rounds=options.rounds, images=options.images)


if __name__ == "__main__":
    sys.exit(main())
