"""Reads an aligned dataset, all that there is to say of each face."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import numpy


@dataclass(frozen=True)
class Face:
    """A face: the line of its manifest, its 68 landmarks, and its pixels."""

    line: dict
    landmarks: numpy.ndarray
    pixels: numpy.ndarray


@dataclass(frozen=True)
class Dataset:
    """Faces, and the reasons why there is none, by the photographs' paths."""

    faces: dict[str, Face]
    rejected: dict[str, str]

    @classmethod
    def open(cls, folder: Path) -> "Dataset":
        address = (folder / "catalog.sqlite").resolve().as_uri()
        catalog = sqlite3.connect(f"{address}?mode=ro", uri=True)
        landmarks = dict(catalog.execute(
            "SELECT path, landmarks FROM faces JOIN images ON images.id = image"))
        catalog.close()
        faces = {}
        for manifest in sorted((folder / "manifests").iterdir()):
            shard = numpy.load(folder / "shards" / f"{manifest.stem}.npy", mmap_mode="r")
            for line in lines(manifest):
                points = numpy.frombuffer(landmarks[line["path"]], "<i4").reshape(68, 2)
                faces[line["path"]] = Face(line, points, shard[line["row"]])
        rejected = {line["path"]: line["reason"] for line in lines(folder / "rejected.jsonl")}
        return cls(faces, rejected)


def lines(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]
