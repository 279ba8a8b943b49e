"""A split's manifests: a line of JSON a face, in the rows' order."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import Any

import numpy
from numpy.typing import NDArray

from .description import Description, Shard, Split, damaged
from .errors import DamagedDatasetError
from .mapping import AddressRange

_BLOCK_BYTES = 1 << 20

# A line's first keys, in the order that the format gives them: four times as fast as parsing it.
# No text from outside comes before the label, so that what matches is the line's own.
_ROW_AND_LABEL = re.compile(rb'\{"shard":"[^"\\]*","row":(\d{1,18}),"label":(\d{1,18}),[^\n]*\n')


class Manifests:
    """The manifests of a split, mapped.

    Raises:
        DamagedDatasetError: a manifest is gone.
        OSError: a manifest cannot be opened or mapped.
    """

    def __init__(self, description: Description, split: Split) -> None:
        self._folder = description.folder
        self._shards = split.shards
        self._texts = [_map_text(description.folder, shard) for shard in split.shards]

    def lines(self) -> Iterator[dict[str, Any]]:
        """Each face's line, read as the iterator goes on.

        Raises `DamagedDatasetError` where a manifest is not a line a face.
        """
        for shard, text in zip(self._shards, self._texts):
            count = 0
            for block in _blocks(text):
                for line in block.splitlines():
                    yield self._parse(shard, count, line)
                    count += 1
            self._check_count(shard, count)

    def labels(self) -> NDArray[numpy.int64]:
        """Each face's label, int64 [faces].

        Raises `DamagedDatasetError` where a manifest is not a line a face, in the rows' order.
        """
        labels = [self._labels(shard, text) for shard, text in zip(self._shards, self._texts)]
        return numpy.concatenate(labels) if labels else numpy.zeros(0, numpy.int64)

    def _labels(self, shard: Shard, text: NDArray[numpy.uint8]) -> NDArray[numpy.int64]:
        blocks: list[NDArray[numpy.int64]] = []
        count = 0
        for block in _blocks(text):
            blocks.append(self._rows_and_labels(shard, count, block))
            count += len(blocks[-1])
        self._check_count(shard, count)
        table: NDArray[numpy.int64] = numpy.concatenate(blocks)
        wrong = numpy.flatnonzero(table[:, 0] != numpy.arange(count))
        if len(wrong):
            raise self._out_of_order(shard, int(wrong[0]), int(table[wrong[0], 0]))
        return table[:, 1]

    def _rows_and_labels(self, shard: Shard, first: int, block: bytes) -> NDArray[numpy.int64]:
        """What the lines of a block say, int64 [lines, 2]; the first should be of row `first`."""
        found = _ROW_AND_LABEL.findall(block)
        if len(found) == block.count(b"\n"):
            return numpy.array(found, numpy.int64)
        # JSON that was written anew, with spaces or with its keys in another order.
        lines = (
            self._parse(shard, row, line) for row, line in enumerate(block.splitlines(), first)
        )
        return numpy.array([(line["row"], line["label"]) for line in lines], numpy.int64)

    def _parse(self, shard: Shard, row: int, line: bytes) -> dict[str, Any]:
        try:
            parsed = json.loads(line)
        except ValueError as error:
            fault = f"line {row + 1} is not JSON ({error})"
            raise damaged(self._folder, shard.manifest, fault) from error
        if not (
            isinstance(parsed, dict)
            and _is_count(parsed.get("row"))
            and _is_count(parsed.get("label"))
        ):
            raise damaged(self._folder, shard.manifest, f"line {row + 1} has no row and label")
        if parsed["row"] != row:
            raise self._out_of_order(shard, row, parsed["row"])
        return parsed

    def _out_of_order(self, shard: Shard, expected: int, found: int) -> DamagedDatasetError:
        fault = f"line {expected + 1} is of row {found} and not of row {expected}"
        return damaged(self._folder, shard.manifest, fault)

    def _check_count(self, shard: Shard, count: int) -> None:
        if count != shard.faces:
            fault = f"should have a line for each of {shard.faces} faces and has {count}"
            raise damaged(self._folder, shard.manifest, fault)


def _map_text(folder: str, shard: Shard) -> NDArray[numpy.uint8]:
    try:
        file = open(os.path.join(folder, shard.manifest), "rb")
    except FileNotFoundError:
        raise damaged(folder, shard.manifest, "the file is gone") from None
    with file:
        length = os.fstat(file.fileno()).st_size
        if length == 0:
            raise damaged(folder, shard.manifest, "is empty")
        addresses = AddressRange(length)
        addresses.map_file(0, file, length)
        return addresses.array(0, (length,))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63


def _blocks(text: NDArray[numpy.uint8]) -> Iterator[bytes]:
    """The text in parts of whole lines, each of which ends with a line feed."""
    rest = b""
    for start in range(0, len(text), _BLOCK_BYTES):
        block = rest + text[start : start + _BLOCK_BYTES].tobytes()
        end = block.rfind(b"\n") + 1
        rest = block[end:]
        if end:
            yield block[:end]
    if rest:
        yield rest + b"\n"
