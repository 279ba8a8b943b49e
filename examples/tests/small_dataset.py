"""Writes small datasets in the format that docs/formats.md describes."""

import hashlib
import json
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

import numpy
from numpy.typing import NDArray

LISTS = (
    "identities.jsonl",
    "rejected.jsonl",
    "duplicates.jsonl",
    "excluded.jsonl",
    "pruned.jsonl",
    "unmatched.jsonl",
)


class Person(NamedTuple):
    """A person with photographs 1 to `faces` in a split."""

    identity: str
    faces: int
    split: str = "train"
    paths: Optional[Sequence[str]] = None
    """Of the photographs; `identity/001.jpg` and so on by default."""
    name: Optional[str] = None


def people(count: int, faces: int, split: str = "train", first: int = 0) -> List[Person]:
    """So many people with so many faces each."""
    return [Person(f"Person_{number:02}", faces, split) for number in range(first, first + count)]


def write_dataset(
    folder: Path,
    persons: Sequence[Person],
    size: int = 96,
    seed: int = 1,
    lists: Optional[Dict[str, List[Dict[str, Any]]]] = None,
) -> Path:
    """Writes a dataset whose faces are coarse patterns, one a person, with noise of their own.

    `lists` has lines of rejected.jsonl and so on, which are empty without. Returns the folder.
    """
    generator = numpy.random.default_rng(seed)
    for part in ("shards", "manifests"):
        (folder / part).mkdir(parents=True)
    texts = {name: _jsonl((lists or {}).get(name, [])) for name in LISTS}
    texts["identities.jsonl"] = _jsonl(_identities(persons))
    pixels: List[NDArray[numpy.uint8]] = []
    splits = {}
    for split in ("train", "val"):
        here = [(label, person) for label, person in enumerate(persons) if person.split == split]
        faces = [_faces(person, size, generator) for _, person in here]
        pixels += faces
        splits[split] = _write_split(folder, split, here, faces)
    for name, text in texts.items():
        (folder / name).write_bytes(text)
    every = numpy.concatenate(pixels).reshape(-1, 3)
    content = {
        "format": "aligned-faces",
        "version": 1,
        "size": size,
        "channels": "RGB",
        "dtype": "uint8",
        "counts": {"identities": len(persons)},
        "mean": every.mean(axis=0).tolist(),
        "std": every.std(axis=0).tolist(),
        "splits": splits,
        "lists": {name: hashlib.sha256(text).hexdigest() for name, text in texts.items()},
    }
    above = json.dumps(content, indent=2)[:-2] + ",\n"
    digest = hashlib.sha256(above.encode()).hexdigest()
    (folder / "dataset.json").write_text(f'{above}  "self_sha256": "{digest}"\n}}\n', "utf-8")
    return folder


def _faces(person: Person, size: int, generator: numpy.random.Generator) -> NDArray[numpy.uint8]:
    # The same on the left and on the right, so that a mirrored face is as good.
    coarse = generator.uniform(0, 255, (4, 2, 3))
    coarse = numpy.concatenate([coarse, coarse[:, ::-1]], axis=1)
    pattern = coarse.repeat(size // 4, axis=0).repeat(size // 4, axis=1)
    noise = generator.normal(0, 20, (person.faces, size, size, 3))
    return (pattern + noise).clip(0, 255).astype(numpy.uint8)


def _paths(person: Person) -> Sequence[str]:
    if person.paths is not None:
        return person.paths
    return [f"{person.identity}/{number + 1:03}.jpg" for number in range(person.faces)]


def _identities(persons: Sequence[Person]) -> List[Dict[str, Any]]:
    first = {"train": 0, "val": 0}
    lines = []
    for label, person in enumerate(persons):
        lines.append(
            {
                "label": label,
                "identity": person.identity,
                "name": person.name or person.identity,
                "source": "raw",
                "split": person.split,
                "first": first[person.split],
                "faces": person.faces,
                "val": None,
                "merged": [],
                "probably_same_as": [],
            }
        )
        first[person.split] += person.faces
    return lines


def _write_split(
    folder: Path, split: str, here: Sequence[Any], faces: Sequence[NDArray[numpy.uint8]]
) -> Dict[str, Any]:
    shards = []
    if faces:
        tensor, manifest = (
            f"shards/{split}-00000-of-00001.npy",
            f"manifests/{split}-00000-of-00001.jsonl",
        )
        numpy.save(folder / tensor, numpy.concatenate(faces))
        lines = [
            {"shard": tensor, "label": label, "identity": person.identity, "path": path}
            for label, person in here
            for path in _paths(person)
        ]
        rows = [{"shard": line["shard"], "row": row, **line} for row, line in enumerate(lines)]
        (folder / manifest).write_bytes(_jsonl(rows))
        shards.append({"tensor": tensor, "manifest": manifest, "faces": len(rows)})
    return {
        "faces": sum(len(each) for each in faces),
        "identities": len(here),
        "shards": shards,
    }


def _jsonl(lines: Sequence[Dict[str, Any]]) -> bytes:
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode("utf-8")
