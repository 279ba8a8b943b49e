#!/usr/bin/python3
"""Shows faces of a dataset as one picture: contact_sheet.py DATASET PICTURE.png

Needs NumPy and nothing else. The faces are taken evenly from the training split, so that many people are
seen rather than all photographs of the first.
"""

import json
import struct
import sys
import zlib
from pathlib import Path

import numpy

COLUMNS, ROWS = 12, 8


def faces(folder: Path) -> numpy.ndarray:
    """Up to COLUMNS * ROWS faces, uint8 [faces, size, size, 3]."""
    dataset = json.loads((folder / "dataset.json").read_text("utf-8"))
    shards = [
        numpy.load(folder / shard["tensor"], mmap_mode="r")
        for shard in dataset["splits"]["train"]["shards"]
    ]
    starts = numpy.cumsum([0] + [len(shard) for shard in shards])
    count = min(starts[-1], COLUMNS * ROWS)
    if count == 0:
        sys.exit(f"{folder}: the dataset has no faces")
    picked = []
    for place in numpy.linspace(0, starts[-1] - 1, count).astype(int):
        shard = int(numpy.searchsorted(starts, place, side="right")) - 1
        picked.append(shards[shard][place - starts[shard]])
    return numpy.stack(picked)


def sheet(images: numpy.ndarray) -> numpy.ndarray:
    """The faces side by side, COLUMNS in a row; white where there are no more."""
    size = images.shape[1]
    rows = -(-len(images) // COLUMNS)
    cells = numpy.full((rows * COLUMNS, size, size, 3), 255, numpy.uint8)
    cells[: len(images)] = images
    cells = cells.reshape(rows, COLUMNS, size, size, 3).swapaxes(1, 2)
    return cells.reshape(rows * size, COLUMNS * size, 3)


def png(image: numpy.ndarray) -> bytes:
    """An RGB image as a PNG (ISO/IEC 15948)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height, width, _ = image.shape
    lines = b"".join(b"\0" + line.tobytes() for line in image)  # each with its filter: none
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: contact_sheet.py DATASET PICTURE.png")
    Path(sys.argv[2]).write_bytes(png(sheet(faces(Path(sys.argv[1])))))
