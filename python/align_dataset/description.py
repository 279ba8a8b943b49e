"""dataset.json: what a dataset is, and how to open its files so that all are of one dataset."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass
from typing import Any, Callable, TypeVar

from .errors import DamagedDatasetError, DatasetError, MissingDatasetError, NewerDatasetError

FILE = "dataset.json"
IDENTITIES = "identities.jsonl"
FORMAT = "aligned-faces"
VERSIONS = (1,)

_ATTEMPTS = 100
_PAUSE_SECONDS = 0.02

_Files = TypeVar("_Files")


@dataclass(frozen=True)
class Shard:
    """One of a split's shards: its two files, relative to the dataset's folder, and their rows."""

    tensor: str
    manifest: str
    faces: int


@dataclass(frozen=True)
class Split:
    """A part of a dataset. All shards have as many faces as the first; the last may have fewer."""

    faces: int
    identities: int
    shards: tuple[Shard, ...]


@dataclass(frozen=True)
class Description:
    """What dataset.json says. `mean` and `std` are in levels of 0 to 255, red, green and blue."""

    folder: str
    content: dict[str, Any]
    size: int
    mean: tuple[float, ...] | None
    std: tuple[float, ...] | None
    identities: int
    splits: dict[str, Split]
    identities_sha256: str
    self_sha256: str


def damaged(folder: str, file: str, fault: str) -> DamagedDatasetError:
    """The error for a fault in one of the dataset's files."""
    path = os.path.join(folder, file)
    return DamagedDatasetError(
        f"{path}: {fault}; `align-dataset verify {folder}` names every fault of the dataset", path
    )


def open_together(
    folder: str, open_files: Callable[[Description], _Files]
) -> tuple[Description, _Files]:
    """Reads dataset.json and opens the files that it names, all of one dataset.

    A run that brings the dataset up to date replaces all files in one instant. So dataset.json is
    read again when they are open: if it has changed meanwhile, the files are opened anew. What
    `open_files` finds wrong counts only if dataset.json has not changed.

    Raises the `DatasetError` of what is wrong.
    """
    # Elsewhere there is no dataset, and nothing to wait for.
    is_replaced = os.path.exists(os.path.join(folder, IDENTITIES))
    text = _read_again(folder) if is_replaced else _read(folder)
    for _ in range(_ATTEMPTS):
        opened: tuple[Description, _Files] | DatasetError
        try:
            description = parse(folder, text)
            opened = description, open_files(description)
        except DatasetError as error:
            opened = error
        latest = _read_again(folder)
        if latest == text:
            if isinstance(opened, DatasetError):
                raise opened
            return opened
        text = latest
    raise DatasetError(
        f"{folder}: is being replaced again and again; open it when the runs that write it have "
        "ended",
        folder,
    )


def parse(folder: str, text: bytes) -> Description:
    """What the bytes of dataset.json say.

    Raises:
        MissingDatasetError: it is of another program.
        NewerDatasetError: it has a version that this package does not read.
        DamagedDatasetError: it does not have the SHA-256 that it states, or contradicts itself.
    """
    content = _parse_json(folder, text)
    _check_version(folder, content)
    self_sha256 = _check_digest(folder, text, content)
    try:
        description = _describe(folder, content, self_sha256)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        fault = f"is not as the format says ({type(error).__name__}: {error})"
        raise damaged(folder, FILE, fault) from error
    for name, split in description.splits.items():
        _check_shards(folder, name, split)
    return description


def _read(folder: str) -> bytes:
    try:
        with open(os.path.join(folder, FILE), "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        raise MissingDatasetError(_why_missing(folder), folder) from None


def _read_again(folder: str) -> bytes:
    # Where files can only be replaced one by one, dataset.json is away for a moment.
    for _ in range(_ATTEMPTS):
        try:
            return _read(folder)
        except MissingDatasetError:
            time.sleep(_PAUSE_SECONDS)
    return _read(folder)


def _why_missing(folder: str) -> str:
    if not os.path.exists(folder):
        return f"{folder}: there is no such folder; name the one that align-dataset wrote"
    if not os.path.isdir(folder):
        return f"{folder}: is not a folder; name the folder that holds {FILE}"
    if os.path.isdir(os.path.join(folder, "unfinished")):
        return (
            f"{folder}: holds a run that has not ended, and no dataset yet; the same align-dataset "
            "command again brings it to its end"
        )
    return (
        f"{folder}: holds no dataset: there is no {FILE}; name the folder that align-dataset wrote"
    )


def _parse_json(folder: str, text: bytes) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError as error:
        raise damaged(folder, FILE, f"is not JSON ({error})") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        path = os.path.join(folder, FILE)
        raise MissingDatasetError(
            f'{path}: is not one of align-dataset\'s: its "format" is not "{FORMAT}"; name the '
            "folder that align-dataset wrote",
            path,
        )
    return content


def _check_version(folder: str, content: dict[str, Any]) -> None:
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < min(VERSIONS):
        raise damaged(folder, FILE, f"has the version {version!r}, which never was")
    if version not in VERSIONS:
        path = os.path.join(folder, FILE)
        known = " and ".join(map(str, VERSIONS))
        raise NewerDatasetError(
            f"{path}: has version {version} of the format, and this package reads version {known}; "
            f"install the Python package of {content.get('tool', 'the program')}, which made it",
            path,
        )


def _check_digest(folder: str, text: bytes, content: dict[str, Any]) -> str:
    stated = content.get("self_sha256")
    above = text[: max(text.rfind(b'  "self_sha256"'), 0)]
    if not isinstance(stated, str) or hashlib.sha256(above).hexdigest() != stated:
        raise damaged(folder, FILE, "does not have the SHA-256 that it states: it was changed")
    return stated


def _describe(folder: str, content: dict[str, Any], self_sha256: str) -> Description:
    if content["channels"] != "RGB" or content["dtype"] != "uint8":
        raise ValueError(f"channels {content['channels']!r}, dtype {content['dtype']!r}")
    size = _count(content["size"])
    if size == 0:
        raise ValueError("size 0")
    return Description(
        folder=folder,
        content=content,
        size=size,
        mean=_channels(content["mean"]),
        std=_channels(content["std"]),
        identities=_count(content["counts"]["identities"]),
        splits={name: _split(split) for name, split in content["splits"].items()},
        identities_sha256=str(content["lists"][IDENTITIES]),
        self_sha256=self_sha256,
    )


def _split(split: dict[str, Any]) -> Split:
    shards = tuple(
        Shard(_text(shard["tensor"]), _text(shard["manifest"]), _count(shard["faces"]))
        for shard in split["shards"]
    )
    return Split(_count(split["faces"]), _count(split["identities"]), shards)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{value!r} is not a count")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text")
    return value


def _channels(value: Any) -> tuple[float, ...] | None:
    if value is None:
        return None
    red, green, blue = value
    return float(red), float(green), float(blue)


def _check_shards(folder: str, name: str, split: Split) -> None:
    counts = [shard.faces for shard in split.shards]
    if sum(counts) != split.faces:
        fault = f"the shards of {name} have {sum(counts)} faces together, and not {split.faces}"
        raise damaged(folder, FILE, fault)
    if counts and (
        any(count != counts[0] for count in counts[:-1]) or not 0 < counts[-1] <= counts[0]
    ):
        fault = f"the shards of {name} are not of one size: {counts}"
        raise damaged(folder, FILE, fault)
