"""A painted dataset, its exports, and what has to be read from them.

What is expected is read with NumPy and JSON alone, so that no reader is compared with itself.
ALIGN_DATASET names the program; without it, it is that of `make build`.
"""

import functools
import hashlib
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Tuple

import numpy

PROJECT = Path(__file__).resolve().parent.parent.parent
PROGRAM = Path(
    os.environ.get("ALIGN_DATASET", PROJECT / ".build" / "release" / "align-dataset")
).resolve()
SPLITS = ("train", "val")
SHARD_SIZE = 40
QUALITY = 90
# How far JPEG may take a face's values from the dataset's, on average, in levels of 255: painted
# faces of quality 90 are off by some 2.
JPEG_LEVELS = 4.0

# Folders that break careless scripts: with a space, an umlaut and a per cent sign; with a byte that
# is not UTF-8; so long that another character would be too many; with what a shell expands.
HOSTILE = (
    "Jürgen 100% Ö".encode(),
    b"Jos\xe9 M",
    ("ü" * 127).encode(),
    b"$(id) * 'quoted' \\n.png",
)
# Selections of the same photographs, by name.
SELECTIONS: Dict[str, Tuple[str, ...]] = {
    "people": ("--val", "0.4"),
    "images": ("--val", "0.4", "--split-by", "image"),
    "shuffled": ("--val", "0.4", "--shuffle", "7"),
}


@dataclass(frozen=True)
class Rows:
    """A split: faces, uint8 [n, size, size, 3], and the manifest's line of each."""

    faces: "numpy.ndarray[Any, Any]"
    lines: List[Dict[str, Any]]
    shards: List[int]

    @property
    def labels(self) -> List[int]:
        return [line["label"] for line in self.lines]


@dataclass(frozen=True)
class Export:
    """An export, and the dataset that it was made of."""

    folder: Path
    dataset: Path

    def rows(self, split: str) -> Rows:
        """What has to be read of a split, in the order of the rows."""
        return rows(self.dataset, split)

    def files(self, pattern: str) -> List[str]:
        """The paths of files, in order; at least one."""
        found = sorted(str(path) for path in self.folder.glob(pattern))
        if not found:
            raise AssertionError(f"{self.folder}: no file is called {pattern}")
        return found

    def lines(self, name: str) -> List[Dict[str, Any]]:
        """The objects of a .jsonl file of the export."""
        return json_lines(self.folder / name)

    @property
    def description(self) -> Dict[str, Any]:
        """export.json."""
        described: Dict[str, Any] = json.loads((self.folder / "export.json").read_bytes())
        return described


def export(
    export_format: str, encoding: str = "png", selection: str = "people", split: str = "all"
) -> Export:
    """An export of the painted dataset, made once."""
    dataset = aligned(selection)
    options = ["--split", split]
    if export_format != "npz":
        options += ["--encoding", encoding]
    if encoding == "jpeg":
        options += ["--quality", str(QUALITY)]
    return Export(_export(dataset, export_format, *options), dataset)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def json_lines(path: Path) -> List[Dict[str, Any]]:
    """The objects of a .jsonl file."""
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


@functools.lru_cache(maxsize=None)
def rows(dataset: Path, split: str) -> Rows:
    """A split of a dataset, as NumPy and JSON read it."""
    shards = json.loads((dataset / "dataset.json").read_bytes())["splits"][split]["shards"]
    lines: List[Dict[str, Any]] = []
    for shard in shards:
        lines += json_lines(dataset / shard["manifest"])
    faces = numpy.concatenate([numpy.load(dataset / shard["tensor"]) for shard in shards])
    assert len(faces) == len(lines)
    return Rows(faces, lines, [shard["faces"] for shard in shards])


@functools.lru_cache(maxsize=None)
def aligned(selection: str) -> Path:
    """A dataset of two trees that share people, with several shards in both splits."""
    folder = _scratch() / selection
    first, second = _trees()
    _run(
        "--quiet", "--shard-size", SHARD_SIZE, "--duplicates", "exact", *SELECTIONS[selection],
        first, second, folder)
    described = json.loads((folder / "dataset.json").read_bytes())
    for split in SPLITS:
        assert len(described["splits"][split]["shards"]) > 1, f"{split} has to have several shards"
    identities = json_lines(folder / "identities.jsonl")
    assert any(identity["merged"] for identity in identities), "people have to be merged"
    return folder


@functools.lru_cache(maxsize=None)
def _export(dataset: Path, *options: str) -> Path:
    folder = _scratch() / "-".join((dataset.name, *options)).replace("--", "")
    _run("export", dataset, folder, "--quiet", "--format", *options)
    return folder


@functools.lru_cache(maxsize=None)
def _trees() -> Tuple[Path, Path]:
    """Two raw trees: some people are in both, others have hostile names in the second."""
    first, second = _scratch() / "first", _scratch() / "second"
    _run("sample", first, "--people", 12, "--images", 12, "--seed", 5)
    _run("sample", second, "--people", 8, "--images", 12, "--seed", 6)
    people = sorted(path for path in second.iterdir() if path.is_dir())
    for person, name in zip(people, HOSTILE):
        os.rename(os.fsencode(person), os.path.join(os.fsencode(second), name))
    return first, second


@functools.lru_cache(maxsize=None)
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="align-dataset-trainers-")


def _scratch() -> Path:
    """A folder that goes with the process."""
    return Path(_folder().name)


def _run(*arguments: object) -> None:
    command = [str(PROGRAM), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
