#!/usr/bin/env python3
"""Draws pairs of a dataset's photographs for evaluate_lfw.py, in the format of LFW's pairs.txt.

    python make_pairs.py aligned/ pairs.txt

README.md explains which.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Set, Tuple

from align_dataset import Dataset, DatasetError

from embedding.arguments import whole
from embedding.checkpoints import replaced
from embedding.pairs import PairsError, Photograph, draw_folds, is_writable, pairs_text
from embedding.photographs import SPLITS, names_of, open_splits, photographs_called
from embedding.programs import exit_status


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """The program. Returns its exit status: 0, 1 for an error, 130 if it was interrupted."""
    options = _parser().parse_args(arguments)
    return exit_status("make_pairs.py", lambda: _run(options), DatasetError, PairsError)


def _run(options: argparse.Namespace) -> None:
    if options.pairs_file.exists() and not options.overwrite:
        raise PairsError(f"{options.pairs_file}: is there; add --overwrite, or name another file")
    datasets = open_splits(options.dataset)
    splits = [options.split]
    if options.split is None:
        splits = ["val"] if any(dataset.split == "val" for dataset in datasets) else ["train"]
    elif options.split == "all":
        splits = list(SPLITS)
    people, unnamed = _people([dataset for dataset in datasets if dataset.split in splits])
    if not people:
        where = " and ".join(splits)
        raise PairsError(f"{options.dataset}: no face of {where} has a name for a pair")
    photographs = [photograph for faces in people for photograph in faces]
    places = iter(range(len(photographs)))
    numbered = [[next(places) for _ in faces] for faces in people]
    try:
        folds = draw_folds(numbered, options.folds, options.pairs, options.seed)
    except PairsError as error:
        raise PairsError(
            f"{options.dataset}: {error}, in {' and '.join(splits)}; ask for fewer folds, or align "
            "photographs of more people"
        ) from error
    drawn = [
        [(photographs[a], photographs[b]) for a, b in [*fold.same, *fold.different]]
        for fold in folds
    ]
    with replaced(options.pairs_file) as file:
        file.write(pairs_text(drawn).encode("utf-8"))
    _report(options, splits, len(photographs), len(people), unnamed, len(folds[0].same))


def _people(datasets: Sequence[Dataset]) -> Tuple[List[List[Photograph]], List[str]]:
    """Each person's photographs, and the paths of those that no pair can name: whose file's name
    has no number at its end, or whose name or number another answers to as well."""
    faces: Dict[Photograph, int] = defaultdict(int)
    owners: Dict[str, Set[int]] = defaultdict(set)
    for dataset in datasets:
        for line in dataset.manifest():
            for name in names_of(dataset, line):
                owners[name].add(line["label"])
            for photograph in photographs_called(line["path"], names_of(dataset, line)):
                faces[photograph] += 1
    people: Dict[int, List[Photograph]] = defaultdict(list)
    unnamed = []
    for dataset in datasets:
        for line in dataset.manifest():
            name = dataset.identities[line["label"]].identity
            for photograph in photographs_called(line["path"], {name}):
                if faces[photograph] == 1 and len(owners[name]) == 1 and is_writable(name):
                    people[line["label"]].append(photograph)
                    break
            else:
                unnamed.append(line["path"])
    return list(people.values()), unnamed


def _report(
    options: argparse.Namespace,
    splits: Sequence[str],
    photographs: int,
    people: int,
    unnamed: Sequence[str],
    count: int,
) -> None:
    folds = f"{options.folds} folds" if options.folds > 1 else "one fold"
    print(
        f"{options.pairs_file}: {folds} of {count:,} pairs of one person and {count:,} of two, "
        f"from {photographs:,} photographs of {people:,} people ({' and '.join(splits)})"
    )
    if count < options.pairs:
        print(
            f"  {options.pairs:,} of either kind were asked for; the poorest fold has no more than "
            f"{count:,}"
        )
    if unnamed:
        print(
            f"  {len(unnamed):,} photographs are left out, because no name and number are theirs "
            f"alone: {unnamed[0]}{' and others' if len(unnamed) > 1 else ''}"
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Draws pairs of a dataset's photographs, in the format of LFW's pairs.txt."
    )
    parser.add_argument("dataset", type=Path, help="folder that align-dataset has written")
    parser.add_argument("pairs_file", type=Path, metavar="pairs", help="file to write")
    parser.add_argument(
        "--folds",
        type=whole(1),
        default=10,
        metavar="N",
        help="without a person in common (default: 10)",
    )
    parser.add_argument(
        "--pairs",
        type=whole(1),
        default=300,
        metavar="N",
        help="pairs of one person in each fold, and as many of two, at most (default: 300)",
    )
    parser.add_argument(
        "--split",
        choices=["train", "val", "all"],
        help="which faces (default: val if the dataset has some there, else train)",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="(default: 0)")
    parser.add_argument("--overwrite", action="store_true", help="replace the file if it is there")
    return parser


if __name__ == "__main__":
    sys.exit(main())
