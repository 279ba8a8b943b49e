"""A dataset of aligned faces, opened for reading."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Union, overload

import numpy
from numpy.typing import NDArray

from .description import Description, open_together
from .errors import DatasetError, MissingDatasetError
from .identities import Identity, check_labels, grouped_labels, read_identities
from .manifests import Manifests
from .shards import Faces

# What several faces are named by: 1-d integers, a slice, or a boolean for each face.
Indices = Union[Sequence[int], NDArray[Any], slice]


class _Files(NamedTuple):
    faces: Faces
    manifests: Manifests
    identities: tuple[Identity, ...]
    labels: NDArray[numpy.int64]


class Dataset:
    """One split of a dataset that `align-dataset` wrote.

    The shards are mapped, not read: a face's pixels are read when they are asked for. What was
    opened is one dataset, and stays it when a run puts another in its place. A dataset that was
    pickled, as for a worker process, is opened again by its path, and must be the same then.

    `path` is the dataset's folder, and `split` one of those in dataset.json: `train` or `val`. A
    split without faces has length 0.

    Raises:
        MissingDatasetError: there is no dataset, or no such split.
        NewerDatasetError: the format has a version that this package does not read.
        DamagedDatasetError: a file is gone, cut short, or contradicts another. Pixels are not
            checked: `align-dataset verify` does that.
        OSError: a file cannot be read.
    """

    def __init__(self, path: str | os.PathLike[str], split: str = "train") -> None:
        self._open(os.path.abspath(os.fsdecode(path)), split, None)

    def _open(self, path: str, split: str, self_sha256: str | None) -> None:
        def open_files(description: Description) -> _Files:
            if self_sha256 not in (None, description.self_sha256):
                raise DatasetError(
                    f"{path}: holds another dataset than the one that was opened (self_sha256 "
                    f"was {self_sha256} and is {description.self_sha256}); open it anew",
                    path,
                )
            return _open_split(description, split)

        self._description, files = open_together(path, open_files)
        self._split = split
        self._faces, self._manifests, self._identities, self._labels = files
        self._labels.flags.writeable = False

    def __getstate__(self) -> tuple[str, str, str]:
        return self.path, self._split, self._description.self_sha256

    def __setstate__(self, state: tuple[str, str, str]) -> None:
        self._open(*state)

    def __repr__(self) -> str:
        identities = self._description.splits[self._split].identities
        return (
            f"Dataset({self.path!r}, split={self._split!r}): {len(self)} faces of {identities} "
            f"identities, {self.size}x{self.size}"
        )

    @property
    def path(self) -> str:
        """The absolute path of the dataset's folder."""
        return self._description.folder

    @property
    def split(self) -> str:
        """The split's name."""
        return self._split

    @property
    def size(self) -> int:
        """A face's width and height, in pixels."""
        return self._description.size

    @property
    def mean(self) -> NDArray[numpy.float64] | None:
        """The mean of red, green and blue over the whole dataset, float64 [3], in levels of 0 to
        255; None if the dataset has no faces."""
        return _channels(self._description.mean)

    @property
    def std(self) -> NDArray[numpy.float64] | None:
        """The standard deviation of red, green and blue over the whole dataset, float64 [3], in
        levels; None if the dataset has no faces."""
        return _channels(self._description.std)

    @property
    def labels(self) -> NDArray[numpy.int64]:
        """Each face's label, int64 [len], read-only."""
        return self._labels

    @property
    def identities(self) -> tuple[Identity, ...]:
        """All identities of the dataset, whichever split has their faces: `identities[label]`."""
        return self._identities

    @property
    def description(self) -> dict[str, Any]:
        """dataset.json."""
        return self._description.content

    def manifest(self) -> Iterator[dict[str, Any]]:
        """Each face's line of the manifests, in the rows' order, read as the iterator goes on.

        Raises `DamagedDatasetError` where a manifest is not a line a face.
        """
        return self._manifests.lines()

    def __len__(self) -> int:
        return len(self._labels)

    @overload
    def __getitem__(self, index: int | numpy.integer[Any]) -> tuple[NDArray[numpy.uint8], int]: ...

    @overload
    def __getitem__(self, index: Indices) -> tuple[NDArray[numpy.uint8], NDArray[numpy.int64]]: ...

    def __getitem__(
        self, index: int | numpy.integer[Any] | Indices
    ) -> tuple[NDArray[numpy.uint8], int | NDArray[numpy.int64]]:
        """A face and its label: uint8 [size, size, 3] and int. Of several indices: uint8
        [n, size, size, 3] and int64 [n], each once for each time that it is named. Pixels are RGB,
        and copied. Negative indices count from the end.

        Raises `IndexError` if there is no such face, and `TypeError` for what is no index.
        """
        if _is_one(index):
            row = self._row(operator.index(index))  # type: ignore[arg-type]
            return self._faces.copy(row), int(self._labels[row])
        rows = self._rows(index)  # type: ignore[arg-type]
        return self._gather(rows, None), self._labels[rows]

    def gather(
        self, indices: Indices, out: NDArray[numpy.uint8] | None = None
    ) -> NDArray[numpy.uint8]:
        """Faces, uint8 [n, size, size, 3], in the order of `indices`.

        They are copied into `out` if it is given, which must have this shape and C order, and is
        returned.

        Raises `IndexError` if there is no such face, `TypeError` for what is no index, and
        `ValueError` if `out` does not fit.
        """
        return self._gather(self._rows(indices), out)

    def _gather(
        self, rows: NDArray[numpy.int64], out: NDArray[numpy.uint8] | None
    ) -> NDArray[numpy.uint8]:
        shape = (len(rows), self.size, self.size, 3)
        if out is None:
            out = numpy.empty(shape, numpy.uint8)
        elif not (
            isinstance(out, numpy.ndarray)
            and out.dtype == numpy.uint8
            and out.shape == shape
            and out.flags.c_contiguous
            and out.flags.writeable
        ):
            raise ValueError(f"out must be a writeable array, uint8 {list(shape)} in C order")
        self._faces.take(rows, out)
        return out

    def _row(self, index: int) -> int:
        count = len(self)
        if not -count <= index < count:
            raise IndexError(f"index {index} is out of range for {count} faces")
        return index % count

    def _rows(self, indices: Indices) -> NDArray[numpy.int64]:
        count = len(self)
        if isinstance(indices, slice):
            return numpy.arange(*indices.indices(count), dtype=numpy.int64)
        array = numpy.asarray(indices)
        if array.size == 0 and not isinstance(indices, numpy.ndarray):
            array = array.astype(numpy.int64)  # NumPy takes an empty list for one of floats
        if array.dtype.kind not in "iub":
            raise TypeError(f"faces are named by integers, not by {array.dtype}")
        if array.ndim != 1:
            raise TypeError(f"several faces are named by 1-d indices, not by {array.ndim}-d ones")
        if array.dtype.kind == "b":
            if len(array) != count:
                raise IndexError(f"a mask has a value for each of {count} faces, not {len(array)}")
            return numpy.flatnonzero(array)
        if len(array) == 0:
            return numpy.zeros(0, numpy.int64)
        lowest, highest = int(array.min()), int(array.max())
        self._row(lowest)
        self._row(highest)
        rows: NDArray[numpy.int64] = array.astype(numpy.int64, copy=False)
        return numpy.where(rows < 0, rows + count, rows) if lowest < 0 else rows


def _is_one(index: object) -> bool:
    # An array of one number can be an index too (PyTorch's can), so that its dimensions decide.
    return (
        hasattr(index, "__index__")
        and getattr(index, "ndim", 0) == 0
        and not isinstance(index, (bool, numpy.bool_))
    )


def _open_split(description: Description, name: str) -> _Files:
    split = description.splits.get(name)
    if split is None:
        names = " and ".join(description.splits)
        raise MissingDatasetError(
            f"{description.folder}: has no split {name!r}; it has {names}", description.folder
        )
    faces = Faces(description, split)
    manifests = Manifests(description, split)
    identities = read_identities(description)
    labels = grouped_labels(description, name, identities)
    if labels is None:
        labels = manifests.labels()
        check_labels(description, name, identities, labels)
    return _Files(faces, manifests, identities, labels)


def _channels(values: tuple[float, ...] | None) -> NDArray[numpy.float64] | None:
    return None if values is None else numpy.array(values, numpy.float64)
