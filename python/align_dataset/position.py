"""Where a sampler is in its epochs, as the processes that draw its batches see it."""

from __future__ import annotations

import numpy
from numpy.typing import NDArray

_EPOCH, _BATCH, _BEGUN, _MOVES, _WORKERS = range(5)

_NOT_MOVED = (
    "worker processes have drawn this epoch already, and cannot move the sampler on; call its "
    "set_epoch before each epoch"
)


class Position:
    """An epoch and a batch in it, in numbers that processes can share.

    Only the process that has the sampler moves it. Worker processes read where it is, and leave a
    mark that they did.
    """

    def __init__(self) -> None:
        self._numbers = numpy.zeros(5, numpy.int64)
        self.memory: object | None = None
        self.move(0, 0)

    @property
    def epoch(self) -> int:
        """The epoch of the next batch."""
        return int(self._numbers[_EPOCH])

    @property
    def batch(self) -> int:
        """The next batch, counted from the epoch's beginning."""
        return int(self._numbers[_BATCH])

    @property
    def begun(self) -> int:
        """The epoch that was gone to or begun last, which may be the one before `epoch`."""
        return int(self._numbers[_BEGUN])

    @property
    def is_drawn_by_workers(self) -> bool:
        """Whether worker processes have begun here."""
        return bool(self._numbers[_WORKERS] >> 32 == self._numbers[_MOVES])

    def move(self, epoch: int, batch: int) -> None:
        """Goes to a batch because somebody says so."""
        self._numbers[[_EPOCH, _BATCH, _BEGUN]] = epoch, batch, epoch
        self._numbers[_MOVES] += 1

    def advance(self, epoch: int, batch: int) -> None:
        """Goes to the batch that follows the one given out."""
        self._numbers[[_EPOCH, _BATCH]] = epoch, batch

    def begin(self) -> tuple[int, int]:
        """The epoch and the batch to begin with, in the process that has the sampler.

        Raises `RuntimeError` if worker processes have begun here: batches would come twice.
        """
        if self.is_drawn_by_workers:
            raise RuntimeError(_NOT_MOVED)
        self._numbers[_BEGUN] = self.epoch
        return self.epoch, self.batch

    def begin_in_worker(self, iteration: int) -> tuple[int, int]:
        """The epoch and the batch to begin with, in a worker process.

        `iteration` is a number that the workers of one iteration have in common, and no others.

        Raises `RuntimeError` if the workers of another iteration have begun here.
        """
        # One number, so that workers who begin at once write and read it whole.
        mark = int(self._numbers[_MOVES]) << 32 | iteration & 0xFFFFFFFF
        if self.is_drawn_by_workers and self._numbers[_WORKERS] != mark:
            raise RuntimeError(_NOT_MOVED)
        self._numbers[_WORKERS] = mark
        return self.epoch, self.batch

    def share(self, numbers: NDArray[numpy.int64], memory: object) -> None:
        """Keeps the numbers in shared memory from now on: int64 [5], which `memory` holds."""
        numbers[:] = self._numbers
        self._numbers = numbers
        self.memory = memory

    def attach(self, numbers: NDArray[numpy.int64], memory: object) -> None:
        """Takes the numbers from the shared memory of the process that has the sampler."""
        self._numbers = numbers
        self.memory = memory
