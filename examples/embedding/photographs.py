"""Which of a dataset's faces are the photographs that a file of pairs names."""

import json
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Sequence, Set

from align_dataset import Dataset

from .pairs import PairsError, Photograph, photograph_number

SPLITS = ("train", "val")
LISTS = ("rejected.jsonl", "duplicates.jsonl", "excluded.jsonl", "pruned.jsonl")


class Place(NamedTuple):
    """A face of a dataset: a row of a split."""

    split: str
    row: int
    label: int
    path: str


def open_splits(path: Path, splits: Sequence[str] = SPLITS) -> List[Dataset]:
    """The dataset's splits that have faces. Raises DatasetError, also where none has any."""
    datasets = [Dataset(path, split) for split in splits]
    return [dataset for dataset in datasets if len(dataset)]


def find_photographs(
    datasets: Sequence[Dataset], wanted: Set[Photograph]
) -> Dict[Photograph, Place]:
    """Where those are that the datasets have.

    Raises PairsError if two faces answer to one of those wanted.
    """
    found: Dict[Photograph, Place] = {}
    for dataset in datasets:
        for row, line in enumerate(dataset.manifest()):
            place = Place(dataset.split, row, line["label"], line["path"])
            for photograph in photographs_called(line["path"], names_of(dataset, line)) & wanted:
                other = found.setdefault(photograph, place)
                if other != place:
                    raise PairsError(
                        f"{dataset.path}: two faces are {photograph}: {other.path} and "
                        f"{place.path}; pairs need a dataset in which names and numbers tell "
                        "photographs apart, as one of a single raw tree with a face a photograph"
                    )
    return found


def names_of(dataset: Dataset, line: Dict[str, Any]) -> Set[str]:
    """The names that a face answers to, by its line of a manifest: the identity that it is under,
    and its person's identity and name, which are others where people were merged or have names."""
    person = dataset.identities[line["label"]]
    return {line["identity"], person.identity, person.name}


def photographs_called(path: str, names: Set[str]) -> Set[Photograph]:
    """What a file of pairs may call the face in this file of a person with these names."""
    number = photograph_number(path)
    return set() if number is None else {Photograph(name, number) for name in names}


def why_missing(path: Path, missing: Set[Photograph]) -> Dict[Photograph, str]:
    """Why the dataset has no such faces, as far as its lists tell; else that it is not there."""
    reasons = {photograph: "not in the dataset" for photograph in missing}
    for name in LISTS:
        for line in _lines(path / name):
            folder = line["path"].rpartition("/")[0].rpartition("/")[2]
            names = {line.get("identity") or folder, folder}
            for photograph in photographs_called(line["path"], names) & missing:
                reasons[photograph] = _reason(name, line)
    return reasons


def _reason(name: str, line: Dict[str, Any]) -> str:
    if name == "rejected.jsonl":
        return str(line["reason"])
    if name == "duplicates.jsonl":
        if line["conflict"]:
            return "photograph under two people"
        return f"duplicate of {line['kept']}"
    return "excluded by name" if name == "excluded.jsonl" else "pruned: too few of the person"


def _lines(path: Path) -> Iterator[Dict[str, Any]]:
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)
