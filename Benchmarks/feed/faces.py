"""The faces that are fed: a dataset of many faces, made of a few photographs, and its exports.

They are windows of real aligned faces, with real faces' noise and detail, because a PNG's size and
the time that it takes to decode depend on those. All differ: in the photograph, the window's place,
the side to side orientation or the brightness. They are not different people, which reading does
not notice.
"""

import hashlib
import itertools
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

import cv2
import numpy
from numpy.typing import NDArray
from performance.processes import run
from performance.trees import empty

SIZE = 96
# Faces are aligned a little larger, so that windows of them differ.
ALIGNED_SIZE = 104
SHIFTS = ALIGNED_SIZE - SIZE + 1
SHARD_FACES = 8192
# Each has enough for 20 of them, and a choice: an epoch of 50,000 faces has 84 batches.
PER_PERSON = 40
SPLIT = "train"
SOURCE = "raw"

Faces = NDArray[numpy.uint8]


@dataclass(frozen=True)
class Originals:
    """Aligned faces, uint8 [n, ALIGNED_SIZE, ALIGNED_SIZE, 3], and all that the program wrote."""

    faces: Faces
    lines: list[dict[str, Any]]
    description: dict[str, Any]


@dataclass(frozen=True)
class Stores:
    """The same faces in a dataset, as PNG files in a folder for each person, and as tars."""

    dataset: Path
    images: Path
    tars: Path
    photographed: bool

    def png_paths(self) -> list[str]:
        """The PNG file of each face, in the order of the dataset's rows."""
        with open(self.images / "images.jsonl", encoding="utf-8", newline="\n") as lines:
            return [str(self.images / json.loads(line)["file"]) for line in lines]

    def tar_paths(self) -> list[str]:
        """The tars, in order."""
        return sorted(str(path) for path in self.tars.glob(f"{SPLIT}-*.tar"))

    def files(self) -> list[str]:
        """All files that batches are made of."""
        shards = sorted(str(path) for path in (self.dataset / "shards").iterdir())
        return [*shards, *self.tar_paths(), *self.png_paths()]


def photographs() -> Path | None:
    """The folder of photographs, which is no part of the project, if it is there."""
    beside = Path(__file__).resolve().parents[2].parent / "shared"
    raw = Path(os.environ.get("ALIGN_SHARED", beside)) / "raw"
    return raw if (raw / "webface").is_dir() and (raw / "facescrub").is_dir() else None


def stores(program: Path, scratch: Path, count: int) -> Stores:
    """Makes the stores in a folder of their own, or takes those that an earlier run has made."""
    raw = photographs()
    folder = scratch / f"{'photographed' if raw else 'painted'}-{count}"
    made = Stores(folder / "dataset", folder / "images", folder / "webdataset", raw is not None)
    if not (made.dataset / "dataset.json").exists():
        print(f"Making {count:,} faces in {folder}.", file=sys.stderr)
        _write_dataset(_originals(program, folder / "originals", raw), made.dataset, count)
    for name, out in (("images", made.images), ("webdataset", made.tars)):
        # One that is there and whole stays.
        _call(program, "export", made.dataset, out, "--format", name, "--quiet")
    return made


def _originals(program: Path, folder: Path, raw: Path | None) -> Originals:
    if raw:
        trees = [raw / "webface", raw / "facescrub"]
    else:
        trees = [empty(folder.with_name("painted"))]
        _call(program, "sample", trees[0], "--people", 20, "--images", 4)
    _call(
        program, *trees, empty(folder), "--size", ALIGNED_SIZE, "--duplicates", "exact", "--quiet")
    description = json.loads((folder / "dataset.json").read_bytes())
    (shard,) = description["splits"][SPLIT]["shards"]
    lines = (folder / shard["manifest"]).read_text("utf-8").split("\n")[:-1]
    return Originals(
        numpy.load(folder / shard["tensor"]), [json.loads(line) for line in lines], description)


def _write_dataset(originals: Originals, folder: Path, count: int) -> None:
    """Writes a dataset of `count` faces in the program's format, as of one tree of photographs."""
    empty(folder)
    for name in ("shards", "manifests"):
        (folder / name).mkdir(parents=True)
    shards = []
    moments = []
    firsts = range(0, count, SHARD_FACES)
    variations = _variations(originals)
    for index, first in enumerate(firsts):
        rows = list(itertools.islice(variations, min(SHARD_FACES, count - first)))
        faces = numpy.stack([face for face, _ in rows])
        shards.append(_write_shard(folder, index, len(firsts), faces, first, [r[1] for r in rows]))
        mean, deviation = cv2.meanStdDev(faces.reshape(-1, 1, 3))
        moments.append((len(faces), mean[:, 0], deviation[:, 0]))
    mean = numpy.average([m for _, m, _ in moments], axis=0, weights=[n for n, _, _ in moments])
    squares = numpy.average(
        [m * m + d * d for _, m, d in moments], axis=0, weights=[n for n, _, _ in moments])
    identities = _write_identities(folder, count)
    description = dict(originals.description)
    description["size"] = SIZE
    description["sources"] = [dict(description["sources"][0], name=SOURCE)]
    description["counts"] = dict(
        description["counts"], found=count, aligned=count, kept=count, rejected={}, duplicates=0,
        conflicts=0, identities=identities)
    description["mean"] = mean.tolist()
    description["std"] = numpy.sqrt(squares - mean * mean).tolist()
    description["splits"] = {
        SPLIT: {"faces": count, "identities": identities, "shards": shards},
        "val": {"faces": 0, "identities": 0, "shards": []},
    }
    for name in description["lists"]:
        (folder / name).touch()
    description["lists"] = {name: _digest(folder / name) for name in description["lists"]}
    _write_description(folder, description)


def _variations(originals: Originals) -> Iterator[tuple[Faces, dict[str, Any]]]:
    """Different faces without end, each with a manifest line that it could have."""
    for number in itertools.count():
        turn, photograph = divmod(number, len(originals.faces))
        turn, mirrored = divmod(turn, 2)
        turn, left = divmod(turn, SHIFTS)
        brightness, top = divmod(turn, SHIFTS)
        face = originals.faces[photograph, top:top + SIZE, left:left + SIZE]
        face = face[:, ::-1] if mirrored else face
        # 0, 4, -4, 8, ...: what a PNG stores, differences of pixels, stays but at the ends.
        level = 4 * ((brightness + 1) // 2) * (1 if brightness % 2 else -1)
        face = numpy.clip(face.astype(numpy.int16) + level, 0, 255).astype(numpy.uint8)
        yield face, originals.lines[photograph]


def _write_shard(
    folder: Path, index: int, count: int, faces: Faces, first: int, lines: list[dict[str, Any]]
) -> dict[str, Any]:
    name = f"{SPLIT}-{index:05}-of-{count:05}"
    tensor, manifest = f"shards/{name}.npy", f"manifests/{name}.jsonl"
    numpy.save(folder / tensor, faces)
    _write_lines(
        folder / manifest,
        (
            dict(line, shard=tensor, row=row, **_origin(first + row))
            for row, line in enumerate(lines)
        ))
    return {
        "tensor": tensor, "manifest": manifest, "faces": len(faces),
        "tensor_sha256": _digest(folder / tensor), "manifest_sha256": _digest(folder / manifest),
    }


def _write_identities(folder: Path, count: int) -> int:
    firsts = range(0, count, PER_PERSON)
    _write_lines(
        folder / "identities.jsonl",
        (
            {
                "label": label, "identity": _person(label), "name": _person(label),
                "source": SOURCE, "split": SPLIT, "first": first,
                "faces": min(PER_PERSON, count - first), "val": None, "merged": [],
                "probably_same_as": [],
            }
            for label, first in enumerate(firsts)
        ))
    return len(firsts)


def _write_description(folder: Path, description: dict[str, Any]) -> None:
    """Writes dataset.json, last, with its own digest in the last line."""
    description.pop("self_sha256")
    above = json.dumps(description, indent=2)[: -len("\n}")] + ",\n"
    digest = hashlib.sha256(above.encode()).hexdigest()
    part = folder / "dataset.json.part"
    part.write_text(f'{above}  "self_sha256": "{digest}"\n}}\n', "utf-8")
    part.rename(folder / "dataset.json")


def _write_lines(path: Path, lines: Iterator[dict[str, Any]]) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def _origin(place: int) -> dict[str, Any]:
    label, number = divmod(place, PER_PERSON)
    person = _person(label)
    return {
        "label": label, "identity": person, "source": SOURCE,
        "path": f"{person}/{number + 1:03}.jpg", "face_id": None,
    }


def _person(label: int) -> str:
    return f"{label:07}"


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _call(*command: object) -> None:
    run([str(word) for word in command])
