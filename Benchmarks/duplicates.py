#!/usr/bin/env python3
"""Measures how well duplicates and wrong labels are found, beside a perceptual hash.

Trees with known altered copies and known wrong labels are made of real photographs, aligned with
default settings, and what the program left out is compared with the truth. A photograph and its
copies are one group:

  removed    surplus files of a group that are gone, of all that should be: of a group under one
             person all but one, of a group that is under two people all
  lost       groups under one person of which nothing is left, though they had a face: photographs
             wrongly removed
  false      files left out for one of another photograph
  conflicts  copies under a wrong person that were found to be in conflict with their photograph

The same is told of the 64-bit perceptual hash of whole pictures (imagehash's phash), for its most
sensitive distance that loses no photograph, and for the distance that finds as much as we do.

Exits with 1 when less is found, or more is lost, than promised.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import imagehash
import numpy
from PIL import Image

PROJECT = Path(__file__).resolve().parent.parent
PROGRAM = PROJECT / ".build" / "release" / "align-dataset"
SCRATCH = PROJECT / ".build" / "duplicates"

LEAST_REMOVED = 0.98
MOST_LOST = 1e-4


@dataclass
class Tally:
    """What was found of what there is."""

    removed: int = 0
    surplus: int = 0
    lost: int = 0
    photographs: int = 0
    false: int = 0
    found: int = 0
    conflicts: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def row(self, name: str) -> str:
        left_out = self.removed + self.false
        precision = 1 - (self.lost + self.false) / left_out if left_out else 1
        return (
            f"{name:24} {self.removed:6}/{self.surplus:<6} {self.removed / self.surplus:8.4f}"
            f" {precision:10.4f} {self.lost:6}/{self.photographs:<6} {self.false:6}"
            f" {self.found:6}/{self.conflicts}"
        )

    HEADER = (
        f"{'':24} {'removed':>13} {'recall':>8} {'precision':>10} {'lost':>13} {'false':>6}"
        f" {'conflicts':>9}"
    )


class Truth:
    """The photographs of a tree and the files that each has."""

    def __init__(self, tree: Path):
        lines = [json.loads(line) for line in (tree / "truth.jsonl").open()]
        self.original = {line["copy"]: line["original"] for line in lines}
        self.wrong = {line["copy"] for line in lines if line["conflict"]}
        self.groups: dict[str, set[str]] = defaultdict(set)
        for path in sorted(tree.glob("*/*")):
            name = path.relative_to(tree).as_posix()
            self.groups[self.photograph(name)].add(name)

    def photograph(self, path: str) -> str:
        return self.original.get(path, path)

    def tally(self, left: set[str], faceless: set[str], twins: dict[str, set[str]],
              conflicts: set[str]) -> Tally:
        """Judges a result.

        left: the files that are left; faceless: those that gave no face; twins: of each file left
        out, those that it was left out for; conflicts: files found to be under a wrong person.
        """
        tally = Tally(photographs=len(self.groups), conflicts=len(self.wrong))
        for photograph, files in self.groups.items():
            isConflict = bool(files & self.wrong)
            surplus = len(files) if isConflict else len(files) - 1
            remaining = files & left
            tally.surplus += surplus
            tally.removed += min(surplus, len(files) - len(remaining))
            if not isConflict and not remaining and files - faceless:
                tally.lost += 1
            if len(remaining) > len(files) - surplus:
                tally.missed += sorted(remaining)
        tally.false = sum(
            all(self.photograph(path) != self.photograph(twin) for twin in others)
            for path, others in twins.items() if others)
        tally.found = len(self.wrong & conflicts)
        return tally


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.open(encoding="utf-8", newline="\n")]


def ours(tree: Path, truth: Truth) -> Tally:
    out = SCRATCH / "aligned"
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run([PROGRAM, tree, out, "--quiet"], check=True)
    left = {line["path"] for path in sorted((out / "manifests").iterdir()) for line in lines(path)}
    twins, conflicts = {}, set()
    for line in lines(out / "duplicates.jsonl"):
        other = line["conflict_with"]
        twins[line["path"]] = {line["kept"], other and other["path"]} - {None}
        if line["conflict"]:
            conflicts.add(line["path"])
    faceless = {line["path"] for line in lines(out / "rejected.jsonl")}
    return truth.tally(left, faceless, twins, conflicts)


def hashed(distances: numpy.ndarray, names: list[str], limit: int, truth: Truth) -> Tally:
    """The same rules with another likeness: groups of files within a distance of each other; of a
    group under one person the first file is left, of one under two none."""
    group = list(range(len(names)))

    def find(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for one, other in zip(*numpy.nonzero(numpy.triu(distances <= limit, 1))):
        group[find(int(other))] = find(int(one))
    members: dict[int, list[str]] = defaultdict(list)
    for index, name in enumerate(names):
        members[find(index)].append(name)
    left, twins, conflicts = set(), {}, set()
    for files in members.values():
        people = {name.split("/")[0] for name in files}
        if len(people) > 1:
            conflicts |= set(files)
        else:
            left.add(files[0])
        for name in files:
            if name not in left:
                twins[name] = set(files) - {name}
    return truth.tally(left, set(), twins, conflicts)


def distances(tree: Path, names: list[str]) -> numpy.ndarray:
    bits = numpy.array([imagehash.phash(Image.open(tree / name)).hash.ravel() for name in names])
    signs = 2 * bits.astype(numpy.int32) - 1
    return (signs.shape[1] - signs @ signs.T) // 2


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--copies", type=int, default=4)
    parser.add_argument("--conflicts", type=float, default=0.3)
    parser.add_argument("--photographs", type=Path, help="a folder of a folder for each person")
    options = parser.parse_args()
    shared = Path(os.environ.get("ALIGN_SHARED", PROJECT.parent / "shared"))
    photographs = options.photographs or shared / "raw" / "webface"
    tool = shared / "tools" / "make_duplicates.py"
    for needed in (photographs, tool):
        if not needed.exists():
            sys.exit(f"{needed}: is missing; it is no part of the project (ALIGN_SHARED names where"
                     " it is)")
    total = Tally()
    phash: dict[int, Tally] = defaultdict(Tally)
    print(Tally.HEADER)
    for seed in options.seeds:
        tree = SCRATCH / f"seed-{seed}"
        shutil.rmtree(tree, ignore_errors=True)
        subprocess.run(
            [sys.executable, tool, photographs, tree, "--seed", str(seed), "--copies",
             str(options.copies), "--conflicts", str(options.conflicts)],
            check=True, stdout=subprocess.DEVNULL)
        truth = Truth(tree)
        tally = ours(tree, truth)
        total.add(tally)
        print(tally.row(f"align-dataset, seed {seed}"), flush=True)
        names = sorted(name for files in truth.groups.values() for name in files)
        apart = distances(tree, names)
        for limit in range(0, 25):
            phash[limit].add(hashed(apart, names, limit, truth))
    print(total.row("align-dataset, all"))
    safe = max(limit for limit, tally in phash.items() if tally.lost == 0 and tally.false == 0)
    print(phash[safe].row(f"phash, distance {safe}"))
    equal = next((n for n, t in phash.items() if t.removed >= total.removed), max(phash))
    print(phash[equal].row(f"phash, distance {equal}"))
    print(f"\nNot removed: {' '.join(total.missed) or 'nothing'}")
    isKept = (
        total.removed >= LEAST_REMOVED * total.surplus
        and total.lost + total.false <= MOST_LOST * total.photographs
        and total.found == total.conflicts)
    return 0 if isKept else 1


if __name__ == "__main__":
    sys.exit(main())
