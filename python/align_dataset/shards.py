"""A split's shards as one array."""

from __future__ import annotations

import math
import mmap
import os
import tokenize
from typing import BinaryIO

import numpy
from numpy.typing import NDArray

from .description import Description, Shard, Split, damaged
from .mapping import AddressRange

HEADER_BYTES = 128


class Faces:
    """The faces of a split, uint8 [faces, size, size, 3], mapped from its shards.

    All shards are mapped into one range of addresses, each a whole number of faces after the one
    before. So the split is one array with gaps, and faces of any shards are gathered by one call.

    Raises:
        DamagedDatasetError: a shard is gone, has another size than dataset.json and its header
            say, or is not uint8 [faces, size, size, 3] in C order.
        OSError: a shard cannot be opened or mapped.
    """

    def __init__(self, description: Description, split: Split) -> None:
        self._shape = (description.size, description.size, 3)
        self._shard_faces = split.shards[0].faces if split.shards else 1
        face_bytes = math.prod(self._shape)
        # Mappings begin at pages, so that their distance is whole pages and whole faces.
        step = math.lcm(mmap.PAGESIZE, face_bytes)
        distance = -(-(HEADER_BYTES + self._shard_faces * face_bytes) // step) * step
        self._slots = distance // face_bytes
        if not split.shards:
            self._faces = numpy.zeros((0, *self._shape), numpy.uint8)
            return
        addresses = AddressRange(distance * len(split.shards))
        for index, shard in enumerate(split.shards):
            _map_tensor(addresses, index * distance, description, shard)
        rows = (len(split.shards) - 1) * self._slots + split.shards[-1].faces
        self._faces = addresses.array(HEADER_BYTES, (rows, *self._shape))

    def take(self, rows: NDArray[numpy.int64], out: NDArray[numpy.uint8]) -> None:
        """Copies faces to `out`, uint8 [n, size, size, 3] in C order. The rows must be valid."""
        if len(rows) == 0:
            return
        shards, places = numpy.divmod(rows, self._shard_faces)
        shards *= self._slots
        shards += places
        # In its default mode take() would copy by way of a second array.
        numpy.take(self._faces, shards, axis=0, out=out, mode="clip")

    def copy(self, row: int) -> NDArray[numpy.uint8]:
        """A copy of one face, uint8 [size, size, 3]. The row must be valid."""
        shard, place = divmod(row, self._shard_faces)
        face: NDArray[numpy.uint8] = self._faces[shard * self._slots + place]
        return face.copy()


def _map_tensor(
    addresses: AddressRange, offset: int, description: Description, shard: Shard
) -> None:
    try:
        file = open(os.path.join(description.folder, shard.tensor), "rb")
    except FileNotFoundError:
        raise damaged(description.folder, shard.tensor, "the file is gone") from None
    with file:
        expected = (shard.faces, description.size, description.size, 3)
        _check_header(file, description.folder, shard.tensor, expected)
        length = HEADER_BYTES + math.prod(expected)
        found = os.fstat(file.fileno()).st_size
        if found != length:
            state = "is cut short" if found < length else "is too long"
            fault = f"{state}: it should have {length} bytes and has {found}"
            raise damaged(description.folder, shard.tensor, fault)
        addresses.map_file(offset, file, length)


def _check_header(file: BinaryIO, folder: str, name: str, expected: tuple[int, ...]) -> None:
    try:
        version = numpy.lib.format.read_magic(file)
        if version != (1, 0):
            raise ValueError(f"the version of its format is {version}")
        shape, fortran_order, dtype = numpy.lib.format.read_array_header_1_0(file)
    except (ValueError, EOFError, SyntaxError, tokenize.TokenError) as error:
        # The last two are of NumPy's second attempt, for headers that Python 2 wrote.
        fault = f"has no header of NumPy's format 1.0 ({error})"
        raise damaged(folder, name, fault) from error
    found = (tuple(shape), bool(fortran_order), numpy.dtype(dtype), file.tell())
    if found != (expected, False, numpy.dtype(numpy.uint8), HEADER_BYTES):
        order = "Fortran" if fortran_order else "C"
        fault = (
            f"should be uint8 {list(expected)} in C order after a header of {HEADER_BYTES} bytes, "
            f"and is {dtype} {list(shape)} in {order} order after {file.tell()} bytes"
        )
        raise damaged(folder, name, fault)
