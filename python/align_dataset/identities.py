"""identities.jsonl: who has which label, and where their faces are."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any, NamedTuple

import numpy
from numpy.typing import NDArray

from .description import IDENTITIES, Description, damaged


class Rows(NamedTuple):
    """Where a split has an identity's faces: `faces` rows from `first` on.

    `first` is None where rows are shuffled.
    """

    first: int | None
    faces: int


class Identity(NamedTuple):
    """A person, as a line of identities.jsonl has them; docs/formats.md describes each key.

    `identity` and `source` are in the text form of paths. `first` and `faces` are of `split`, and
    `val` of the split of this name where the person has faces in both.
    """

    label: int
    identity: str
    name: str
    source: str
    split: str
    first: int | None
    faces: int
    val: Rows | None
    merged: tuple[dict[str, Any], ...]
    probably_same_as: tuple[dict[str, Any], ...]

    def rows(self, split: str) -> Rows:
        """Where `split` has the person's faces; `Rows(None, 0)` where it has none."""
        if split == self.split:
            return Rows(self.first, self.faces)
        if split == "val" and self.val is not None:
            return self.val
        return Rows(None, 0)


def read_identities(description: Description) -> tuple[Identity, ...]:
    """All identities of the dataset, in the order of their labels.

    Raises `DamagedDatasetError` if the file is gone, or is not the one that dataset.json tells of.
    """
    folder = description.folder
    try:
        with open(os.path.join(folder, IDENTITIES), "rb") as file:
            text = file.read()
    except FileNotFoundError:
        raise damaged(folder, IDENTITIES, "the file is gone") from None
    if hashlib.sha256(text).hexdigest() != description.identities_sha256:
        raise damaged(folder, IDENTITIES, "does not have the SHA-256 that dataset.json states")
    identities = []
    for number, line in enumerate(text.splitlines()):
        try:
            identity = _parse(line)
        except (KeyError, TypeError, ValueError) as error:
            fault = f"line {number + 1} is not as the format says ({error!r})"
            raise damaged(folder, IDENTITIES, fault) from error
        if identity.label != number:
            raise damaged(folder, IDENTITIES, f"line {number + 1} is of label {identity.label}")
        identities.append(identity)
    if len(identities) != description.identities:
        fault = f"should have {description.identities} lines and has {len(identities)}"
        raise damaged(folder, IDENTITIES, fault)
    return tuple(identities)


def grouped_labels(
    description: Description, split: str, identities: tuple[Identity, ...]
) -> NDArray[numpy.int64] | None:
    """Each row's label, int64 [faces], from where the identities' faces are.

    None where rows are shuffled: then only the manifests have the labels.

    Raises `DamagedDatasetError` if the identities' rows are not those of the split.
    """
    places = [(identity.label, identity.rows(split)) for identity in identities]
    places = [(label, rows) for label, rows in places if rows.faces]
    stated = description.splits[split]
    end = sum(rows.faces for _, rows in places)
    if (end, len(places)) != (stated.faces, stated.identities):
        fault = (
            f"the split {split} should have {stated.faces} faces of {stated.identities} "
            f"identities, and has {end} of {len(places)}"
        )
        raise damaged(description.folder, IDENTITIES, fault)
    if any(rows.first is None for _, rows in places):
        return None
    place = 0
    for label, rows in places:
        if rows.first != place:
            fault = f"the faces of label {label} in {split} begin at {rows.first}, not at {place}"
            raise damaged(description.folder, IDENTITIES, fault)
        place += rows.faces
    labels = numpy.array([label for label, _ in places], numpy.int64)
    return numpy.repeat(labels, numpy.array([rows.faces for _, rows in places], numpy.int64))


def check_labels(
    description: Description,
    split: str,
    identities: tuple[Identity, ...],
    labels: NDArray[numpy.int64],
) -> None:
    """Compares labels that manifests have with the identities' numbers of faces.

    Raises `DamagedDatasetError` where they differ.
    """
    stated = numpy.array([identity.rows(split).faces for identity in identities], numpy.int64)
    if len(labels) and labels.max() >= len(stated):
        fault = f"has no line for the label {labels.max()} of a manifest"
        raise damaged(description.folder, IDENTITIES, fault)
    found = numpy.bincount(labels, minlength=len(stated))
    wrong = numpy.flatnonzero(found != stated)
    if len(wrong):
        label = int(wrong[0])
        fault = (
            f"label {label} has {stated[label]} faces in {split}, and {found[label]} in the "
            "manifests"
        )
        raise damaged(description.folder, IDENTITIES, fault)


def _parse(line: bytes) -> Identity:
    content = json.loads(line)
    val = content["val"]
    return Identity(
        label=content["label"],
        identity=content["identity"],
        name=content["name"],
        source=content["source"],
        split=content["split"],
        first=content["first"],
        faces=content["faces"],
        val=None if val is None else Rows(val["first"], val["faces"]),
        merged=tuple(content["merged"]),
        probably_same_as=tuple(content["probably_same_as"]),
    )
