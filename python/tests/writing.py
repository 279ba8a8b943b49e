"""Writes small datasets as docs/formats.md describes them, without the package that is tested."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy


@dataclass
class Written:
    """A dataset that was written, and what is in it: each split's faces, labels and manifest."""

    folder: Path
    faces: dict[str, numpy.ndarray]
    labels: dict[str, numpy.ndarray]
    manifest: dict[str, list[dict[str, Any]]]
    identities: list[dict[str, Any]]
    mean: numpy.ndarray | None
    std: numpy.ndarray | None


def write_dataset(
    folder: Path,
    train: Sequence[int],
    val: Sequence[int] = (),
    *,
    size: int = 8,
    shard_faces: int = 7,
    shuffle: int | None = None,
    seed: int = 0,
) -> Written:
    """Writes a dataset; label n has train[n] faces in `train` and val[n] in `val`.

    Pixels are random, from the seed. With `shuffle` rows are in an order that depends on it.
    """
    random = numpy.random.RandomState(seed)
    counts = {"train": list(train), "val": list(val) or [0] * len(train)}
    (folder / "shards").mkdir(parents=True)
    (folder / "manifests").mkdir()
    faces, labels, manifest, splits = {}, {}, {}, {}
    for split, numbers in counts.items():
        order = numpy.repeat(numpy.arange(len(numbers)), numbers)
        if shuffle is not None:
            numpy.random.RandomState(shuffle).shuffle(order)
        labels[split] = order
        faces[split] = random.randint(0, 256, (len(order), size, size, 3), numpy.uint8)
        splits[split], manifest[split] = _write_shards(
            folder, split, faces[split], order, shard_faces
        )
        splits[split]["identities"] = sum(number > 0 for number in numbers)
    identities = [
        _identity(label, counts["train"], counts["val"], shuffle is not None)
        for label in range(len(train))
    ]
    text = _lines(identities)
    (folder / "identities.jsonl").write_bytes(text)
    pixels = numpy.concatenate([faces["train"], faces["val"]]).reshape(-1, 3).astype(float)
    mean, std = (pixels.mean(axis=0), pixels.std(axis=0)) if len(pixels) else (None, None)
    written = Written(folder, faces, labels, manifest, identities, mean, std)
    description = _description(written, splits, size, shuffle)
    description["lists"] = {"identities.jsonl": hashlib.sha256(text).hexdigest()}
    write_description(folder, description)
    return written


def change_description(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Changes dataset.json, and makes it state its SHA-256 again."""
    description = json.loads((folder / "dataset.json").read_bytes())
    del description["self_sha256"]
    change(description)
    write_description(folder, description)


def change_identities(folder: Path, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Changes identities.jsonl, and has dataset.json state its SHA-256."""
    lines = (folder / "identities.jsonl").read_bytes().splitlines()
    identities = [json.loads(line) for line in lines]
    change(identities)
    text = _lines(identities)
    (folder / "identities.jsonl").write_bytes(text)

    def state(description: dict[str, Any]) -> None:
        description["lists"]["identities.jsonl"] = hashlib.sha256(text).hexdigest()

    change_description(folder, state)


def write_description(folder: Path, description: dict[str, Any]) -> None:
    """Writes dataset.json with `self_sha256` as its last line."""
    above = json.dumps(description, indent=2)[: -len("\n}")] + ",\n"
    digest = hashlib.sha256(above.encode()).hexdigest()
    (folder / "dataset.json").write_text(f'{above}  "self_sha256": "{digest}"\n}}\n')


def _write_shards(
    folder: Path, split: str, faces: numpy.ndarray, labels: numpy.ndarray, shard_faces: int
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    shards, manifest = [], []
    count = -(-len(faces) // shard_faces)
    for index in range(count):
        name = f"{split}-{index:05}-of-{count:05}"
        rows = slice(index * shard_faces, (index + 1) * shard_faces)
        numpy.save(folder / "shards" / name, faces[rows])
        lines = [
            {
                "shard": f"shards/{name}.npy",
                "row": row,
                "label": int(label),
                "identity": f"Person {label}",
                "source": "raw",
                "path": f"Person {label}/{split} {rows.start + row}.jpg",
                "face_id": None,
            }
            for row, label in enumerate(labels[rows])
        ]
        (folder / "manifests" / f"{name}.jsonl").write_bytes(_lines(lines))
        manifest += lines
        shards.append(
            {
                "tensor": f"shards/{name}.npy",
                "manifest": f"manifests/{name}.jsonl",
                "faces": len(faces[rows]),
            }
        )
    return {"faces": len(faces), "identities": 0, "shards": shards}, manifest


def _identity(
    label: int, train: Sequence[int], val: Sequence[int], shuffled: bool
) -> dict[str, Any]:
    def rows(counts: Sequence[int]) -> dict[str, Any]:
        return {"first": None if shuffled else sum(counts[:label]), "faces": counts[label]}

    split = "train" if train[label] else "val"
    both = train[label] > 0 and val[label] > 0
    return {
        "label": label,
        "identity": f"Person {label}",
        "name": f"Name {label}",
        "source": "raw",
        "split": split,
        **rows(train if split == "train" else val),
        "val": rows(val) if both else None,
        "merged": [],
        "probably_same_as": [],
    }


def _description(
    written: Written, splits: dict[str, Any], size: int, shuffle: int | None
) -> dict[str, Any]:
    return {
        "format": "aligned-faces",
        "version": 1,
        "size": size,
        "channels": "RGB",
        "dtype": "uint8",
        "tool": "align-dataset 0.1.0",
        "counts": {"identities": len(written.identities)},
        "mean": None if written.mean is None else written.mean.tolist(),
        "std": None if written.std is None else written.std.tolist(),
        "splits": splits,
        "options": {"shuffle": None if shuffle is None else str(shuffle)},
    }


def _lines(rows: Sequence[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows).encode()
