#!/usr/bin/env python3
"""Measures align-dataset against OpenFace's way of aligning, side by side in one run.

Both align the same tree of photographs with the same number of jobs, alternately, several times.
Medians are compared, so that one slow round doesn't decide.

Images a second: OpenFace's way counts from the moment its models are loaded, and ends with the
last PNG written; ours is the whole process, from start to exit, models and shards included.
Memory: the peak over all processes of a run, which are sampled and added up. Memory that several
share, as ours do the models, counts once (the kernel's proportional set size).

Exits with 1 when ours is slower or larger than promised.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PROGRAM = PROJECT / ".build" / "release" / "align-dataset"
REFERENCE_PYTHON = PROJECT / ".build" / "reference" / "bin" / "python"
SCRATCH = PROJECT / ".build" / "bench"

LEAST_RATIO = 0.7
MOST_MEGABYTES = 500.0
SAMPLE_SECONDS = 0.2
MEGABYTE = 1e6


@dataclass(frozen=True)
class Shared:
    """The photographs and the tools, which are no part of the project."""

    photographs: Path
    make_tree: Path
    reference: Path

    @classmethod
    def find(cls) -> "Shared":
        root = Path(os.environ.get("ALIGN_SHARED", PROJECT.parent / "shared"))
        shared = cls(
            photographs=root / "raw" / "webface",
            make_tree=root / "tools" / "make_large_tree.py",
            reference=root / "tools" / "openface_reference.py",
        )
        needed = (shared.photographs, shared.make_tree, shared.reference)
        missing = [str(path.relative_to(root)) for path in needed if not path.exists()]
        if missing:
            sys.exit(
                f"The benchmark needs photographs and two tools that are no part of the project: a"
                f" folder with\n  raw/webface, tools/make_large_tree.py and"
                f" tools/openface_reference.py.\n{root} lacks {', '.join(missing)}.\n"
                "Put the folder beside the project as `shared`, or name it in ALIGN_SHARED."
            )
        return shared


@dataclass(frozen=True)
class Measurement:
    """One run of one side."""

    images_per_second: float
    whole_process_images_per_second: float
    seconds: float
    peak_megabytes: float
    aligned: int | None


@dataclass(frozen=True)
class Process:
    """A process that has ended."""

    output: str
    seconds: float
    peak_of_tree: float


def memory_of_tree(root: int) -> int:
    """Memory of a process and all its descendants, now; 0 where it has ended."""
    parents: dict[int, int] = {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            # The name, in parentheses, may hold anything: the fields follow the last one.
            fields = Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry)] = int(fields[1])
    total = 0
    for process in parents:
        ancestor = process
        while ancestor != root and ancestor in parents:
            ancestor = parents[ancestor]
        if ancestor == root:
            total += proportional_bytes(process)
    return total


def proportional_bytes(process: int) -> int:
    """A process's memory, what it shares divided among those that share it."""
    try:
        for line in Path("/proc", str(process), "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def run(command: list[str]) -> Process:
    """Runs a command to its end."""
    peak_of_tree = 0
    ended = threading.Event()
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)

    def sample() -> None:
        nonlocal peak_of_tree
        while not ended.wait(SAMPLE_SECONDS):
            peak_of_tree = max(peak_of_tree, memory_of_tree(child.pid))

    sampler = threading.Thread(target=sample)
    sampler.start()
    try:
        assert child.stdout is not None
        output = child.stdout.read()
        _, status = os.waitpid(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    finally:
        ended.set()
        sampler.join()
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {child.returncode}")
    return Process(output, seconds, float(peak_of_tree))


def empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder


def make_tree(shared: Shared, images: int) -> Path:
    """The tree to align, painted once: a mark beside it says that it was finished."""
    tree = SCRATCH / f"tree-{images}"
    mark = SCRATCH / f"tree-{images}.finished"
    if not mark.exists():
        print(f"Making a tree of {images} images.", file=sys.stderr)
        command = [REFERENCE_PYTHON, shared.make_tree, shared.photographs, empty(tree)]
        subprocess.run([*map(str, command), "--images", str(images)], check=True)
        mark.touch()
    for path in tree.rglob("*.jpg"):  # into the page cache, so that no side pays for the disk
        path.read_bytes()
    return tree


def measure_reference(shared: Shared, tree: Path, images: int, jobs: int) -> Measurement:
    out = empty(SCRATCH / "reference")
    command = [str(REFERENCE_PYTHON), str(shared.reference), "run", str(tree), str(out)]
    process = run([*command, "--jobs", str(jobs)])
    result = json.loads(process.output)
    return Measurement(
        images_per_second=result["images_per_second"],
        whole_process_images_per_second=images / process.seconds,
        seconds=process.seconds,
        peak_megabytes=process.peak_of_tree / MEGABYTE,
        aligned=result["aligned"],
    )


def measure_ours(program: Path, tree: Path, images: int, jobs: int) -> Measurement:
    out = empty(SCRATCH / "ours")
    command = [str(program), str(tree), str(out), "--jobs", str(jobs), "--quiet",
               "--duplicates", "off"]
    process = run(command)
    description = out / "dataset.json"
    aligned = None
    if description.exists():
        aligned = json.loads(description.read_text())["counts"]["aligned"]
    return Measurement(
        images_per_second=images / process.seconds,
        whole_process_images_per_second=images / process.seconds,
        seconds=process.seconds,
        peak_megabytes=process.peak_of_tree / MEGABYTE,
        aligned=aligned,
    )


def median(measurements: list[Measurement]) -> Measurement:
    """Field by field, over the rounds."""

    def middle(values: list[float]) -> float:
        return statistics.median(values)

    return Measurement(
        images_per_second=middle([m.images_per_second for m in measurements]),
        whole_process_images_per_second=middle(
            [m.whole_process_images_per_second for m in measurements]
        ),
        seconds=middle([m.seconds for m in measurements]),
        # Memory is a promise for every run, so the worst of them counts.
        peak_megabytes=max(m.peak_megabytes for m in measurements),
        aligned=measurements[0].aligned,
    )


def row(name: str, measurement: Measurement) -> str:
    aligned = "?" if measurement.aligned is None else str(measurement.aligned)
    return (
        f"{name:<16}{measurement.images_per_second:>10.1f}"
        f"{measurement.whole_process_images_per_second:>16.1f}"
        f"{measurement.seconds:>10.1f}{measurement.peak_megabytes:>10.0f}{aligned:>10}"
    )


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected 1 or more, got {text}")
    return number


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--images", type=positive, default=2000)
    parser.add_argument("--jobs", type=positive, default=2)
    parser.add_argument("--rounds", type=positive, default=3)
    parser.add_argument("--program", type=Path, default=PROGRAM, help="what to measure as ours")
    parser.add_argument(
        "--check", action="store_true", help="only look for the photographs, before all is built"
    )
    options = parser.parse_args()

    shared = Shared.find()
    if options.check:
        return 0
    if not REFERENCE_PYTHON.exists():
        sys.exit("The benchmark compares with Python's dlib and OpenCV: run `make reference`.")
    if not options.program.exists():
        sys.exit("There is nothing to measure yet: run `make build`.")

    tree = make_tree(shared, options.images)
    sides = {
        "OpenFace's way": lambda: measure_reference(shared, tree, options.images, options.jobs),
        "align-dataset": lambda: measure_ours(options.program, tree, options.images, options.jobs),
    }
    rounds: dict[str, list[Measurement]] = {name: [] for name in sides}
    print(
        f"{options.images} images, {options.jobs} jobs, medians of {options.rounds} rounds, "
        f"largest peak, {os.cpu_count()} processors\n\n"
        f"{'':<16}{'images/s':>10}{'whole process':>16}{'seconds':>10}{'peak MB':>10}"
        f"{'aligned':>10}"
    )
    for number in range(options.rounds):
        # Each goes first in turn: a machine that warms up or slows down favours neither.
        order = list(sides) if number % 2 == 0 else list(reversed(sides))
        for name in order:
            measurement = sides[name]()
            rounds[name].append(measurement)
            print(row(name, measurement), flush=True)

    reference, ours = (median(rounds[name]) for name in sides)
    ratio = ours.images_per_second / reference.images_per_second
    fast = ratio >= LEAST_RATIO
    small = ours.peak_megabytes < MOST_MEGABYTES
    print("\nmedian")
    print(row("OpenFace's way", reference))
    print(row("align-dataset", ours))
    print(
        f"\nspeed:  {ratio:.2f} of OpenFace's way, "
        f"{'as' if fast else 'NOT as'} promised: at least {LEAST_RATIO}"
        f"\nmemory: {ours.peak_megabytes:.0f} MB, "
        f"{'as' if small else 'NOT as'} promised: under {MOST_MEGABYTES:.0f} MB\n"
    )
    summary = {
        "images": options.images,
        "jobs": options.jobs,
        "rounds": options.rounds,
        "ratio": round(ratio, 3),
        "ours": {key: rounded(value) for key, value in vars(ours).items()},
        "reference": {key: rounded(value) for key, value in vars(reference).items()},
    }
    print(json.dumps(summary))
    return 0 if fast and small else 1


def rounded(value: float | int | None) -> float | int | None:
    return round(value, 2) if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())
