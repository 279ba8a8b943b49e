#!/usr/bin/env python3
"""Measures how fast batches of 15 people with 20 faces each come, from several stores.

The same faces are in a dataset's shards, in PNG files in a folder for each person, and in
webdataset's tars of PNG, the latter two made by `align-dataset export`. `batches` has each of 1 and
of 2 processes make its own batches and use them there. `loader` counts those that reach the process
that trains through PyTorch's DataLoader, which has 2 workers make them, or none ("alone").

  gather, reused       PeopleBatchSampler and Dataset.gather, into memory that is used again
  gather, new          the same into a new array for each batch, as Dataset[indices] gives
  FaceBatches          the same through PyTorch, as an iterable dataset
  FaceDataset          the same, map-style; with Collate as normalised float32, as networks take it
  PNG folder           the same batches, read with OpenCV
  webdataset           300 samples in a row, decoded by Pillow, its default, or by OpenCV
  memory copy          the same number of bytes, copied by NumPy

All are measured in turn, in several rounds; each goes first and last in turn. Ratios are medians of
the rounds' ratios. All files are in the page cache, unless --cold drops it before each measurement.

Ends with a line of JSON that has all figures. Exits with 1 when a goal that is promised is missed.
"""

import argparse
import functools
import os
import statistics
import sys
from pathlib import Path
from typing import Any, Callable

from performance import scratch
from performance.goals import Goal, Result, measure_all
from performance.rounds import alternate, median_ratio

try:
    from feed import loaders, processes, sides
    from feed.faces import Stores, stores
except ImportError as error:
    sys.exit(f"{error}: run `make bench-feed`, which installs what is compared with.")

PROJECT = Path(__file__).resolve().parent.parent
PROGRAM = PROJECT / ".build" / "release" / "align-dataset"
SCRATCH = PROJECT / ".build" / "bench"
TABLES = ("batches", "loader")
FACES = 50_000
# Two tars, one for each process.
LEAST_FACES = 10_000
WORKERS = (1, 2)
GOAL = 20
OURS, PNG, COPY = "gather, reused", "PNG folder", "memory copy"
PILLOW, OPENCV = "webdataset, Pillow", "webdataset, OpenCV"

Rounds = dict[str, list[float]]


def at_least(least: int, text: str) -> int:
    number = int(text)
    if number < least:
        raise argparse.ArgumentTypeError(f"expected {least} or more, got {text}")
    return number


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    positive = functools.partial(at_least, 1)
    parser.add_argument(
        "--only", action="append", choices=TABLES, metavar="TABLE",
        help=f"one of {', '.join(TABLES)}; may be repeated")
    parser.add_argument("--rounds", type=positive, default=5)
    parser.add_argument(
        "--seconds", type=positive, default=3, help="of each measurement [default: 3]")
    parser.add_argument(
        "--faces", type=functools.partial(at_least, LEAST_FACES), default=FACES,
        help=f"in the dataset [default: {FACES}]")
    parser.add_argument(
        "--cold", type=positive, nargs="?", const=40, metavar="BATCHES",
        help="drop the page cache, as root, and measure so many batches from there; only the table"
        " batches [default: 40]")
    parser.add_argument("--program", type=Path, default=PROGRAM, help="what makes the stores")
    return parser.parse_args()


def batches(made: Stores, options: argparse.Namespace) -> Result:
    """batches a second, made and used in each of several processes"""
    ways: dict[str, sides.Side] = {
        OURS: sides.Gather(made, reuses=True),
        "gather, new": sides.Gather(made, reuses=False),
        PNG: sides.PNGFolder(made),
        PILLOW: sides.WebDataset(made, opencv=False),
        OPENCV: sides.WebDataset(made, opencv=True),
        COPY: sides.MemoryCopy(),
    }
    if options.cold:
        # It reads no files.
        del ways[COPY]
    span = processes.Span(options.seconds, options.cold)
    figures: dict[str, Any] = {}
    goals = []
    for workers in WORKERS:
        print(f"{workers} process{'es' if workers > 1 else ''}")
        measured = measure(
            {
                name: functools.partial(processes.batches_per_second, side, workers, span)
                for name, side in ways.items()
            },
            options.rounds)
        show(measured, OURS)
        ratio = median_ratio(measured[OURS], measured[PNG])
        figures[str(workers)] = {**measured, "ours to PNG": ratio}
        what = f"gather to PNG folder, {workers} process{'es' if workers > 1 else ''}"
        if not options.cold:
            goals.append(Goal(what, ratio, GOAL, unit=" times"))
    return Result(figures, goals)


def loader(made: Stores, options: argparse.Namespace) -> Result:
    """loader: batches a second that reach the process that trains, from 2 workers or without any"""
    ways, alone = loaders.Loaders(made, workers=2), loaders.Loaders(made, workers=0)
    loads: dict[str, Callable[[], loaders.Batches]] = {
        "FaceBatches": ways.face_batches,
        "FaceDataset": ways.face_dataset,
        "FaceDataset, Collate": ways.normalised,
        PNG: ways.png_folder,
        PILLOW: functools.partial(ways.webdataset, opencv=False),
        OPENCV: functools.partial(ways.webdataset, opencv=True),
        "FaceBatches, alone": alone.face_batches,
        "FaceDataset, Collate, alone": alone.normalised,
    }
    measured = measure(
        {
            name: functools.partial(loaders.batches_per_second, load, options.seconds)
            for name, load in loads.items()
        },
        options.rounds)
    show(measured, "FaceBatches")
    return Result(measured)


def measure(ways: dict[str, Callable[[], float]], rounds: int) -> Rounds:
    return alternate(
        ways, rounds, lambda name, value: print(f"{name} {value:.2f}", file=sys.stderr))


def show(measured: Rounds, ours: str) -> None:
    """A line a side: batches a second, megabytes a second, and how many times as fast ours is."""
    print(f"{'':<28}{'batches/s':>10}{'MB/s':>9}   ours is")
    for name, values in measured.items():
        median = statistics.median(values)
        ratio = median_ratio(measured[ours], values)
        megabytes = median * sides.empty_batch().nbytes / 1e6
        print(f"{name:<28}{median:>10.1f}{megabytes:>9.0f}{ratio:>9.2f} times", flush=True)


def read_all(paths: list[str]) -> int:
    """Brings files into the page cache; how many bytes they have."""
    total = 0
    for path in paths:
        with open(path, "rb", buffering=0) as file:
            while part := file.read(1 << 20):
                total += len(part)
    return total


def describe(made: Stores, options: argparse.Namespace) -> None:
    sizes = [os.path.getsize(path) for path in made.png_paths()]
    painted = "PAINTED photographs, because ALIGN_SHARED has no real ones"
    print(
        f"{len(sizes):,} faces of {'photographs' if made.photographed else painted}; PNGs of"
        f" {statistics.mean(sizes) / 1e3:.1f} kB on average; {options.rounds} rounds;"
        f" {os.cpu_count()} processors")


def main() -> int:
    options = arguments()
    if not options.program.exists():
        sys.exit("There is nothing to measure yet: run `make build`.")
    lock = scratch.take(SCRATCH)
    made = stores(options.program.resolve(), SCRATCH / "feed", options.faces)
    if wrong := sides.differing(made):
        sys.exit(f"{made.dataset.parent}: other faces come of {', '.join(wrong)}; remove it.")
    describe(made, options)
    if options.cold:
        print(f"The page cache is dropped before each measurement, of {options.cold} batches.")
    else:
        print(
            f"{read_all(made.files()) / 1e9:.1f} GB of files are read into the page cache first;"
            f" each measurement takes {options.seconds} s.")
    tables = {"batches": batches, "loader": loader}
    wanted = ["batches"] if options.cold else options.only or TABLES
    return measure_all(
        {name: tables[name] for name in wanted}, made, options,
        faces=options.faces, rounds=options.rounds, seconds=options.seconds, cold=options.cold,
        photographed=made.photographed)


if __name__ == "__main__":
    sys.exit(main())
