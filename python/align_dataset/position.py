"""Where a sampler is in its epochs, as the processes that draw its batches see it."""

from __future__ import annotations

import os
from typing import Any, Callable, Tuple

import numpy
from numpy.typing import NDArray

_EPOCH, _BATCH, _BEGUN, _BEGUN_BATCH, _MOVES, _WORKERS = range(6)
NUMBERS = 6

_NOT_MOVED = (
    "worker processes have drawn this epoch already, and cannot move the sampler on; call its "
    "set_epoch before each epoch"
)

# Numbers, int64 [NUMBERS], and what holds their memory.
Memory = Tuple[NDArray[numpy.int64], Any]


class Position:
    """An epoch and a batch in it, in numbers that processes can share.

    Only the process that has the sampler moves it. Worker processes read where it is, and leave a
    mark that they did. Another process that moves it has numbers of its own from then on.
    """

    def __init__(self) -> None:
        self._numbers = numpy.zeros(NUMBERS, numpy.int64)
        self._process = os.getpid()
        self._allocate: Callable[[], Memory] | None = None
        self.memory: Any = None
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
    def begun(self) -> tuple[int, int]:
        """The epoch that was gone to or begun last, which may be the one before `epoch`, and its
        batch from there on."""
        return int(self._numbers[_BEGUN]), int(self._numbers[_BEGUN_BATCH])

    @property
    def is_drawn_by_workers(self) -> bool:
        """Whether worker processes have begun here."""
        return bool(self._numbers[_WORKERS] == self._numbers[_MOVES])

    def move(self, epoch: int, batch: int) -> None:
        """Goes to a batch because somebody says so."""
        self._own()
        self._numbers[: _BEGUN_BATCH + 1] = epoch, batch, epoch, batch
        self._numbers[_MOVES] += 1

    def advance(self, epoch: int, batch: int) -> None:
        """Goes to the batch that follows the one given out."""
        self._own()
        self._numbers[[_EPOCH, _BATCH]] = epoch, batch

    def begin(self) -> tuple[int, int]:
        """The epoch and the batch to begin with, in the process that has the sampler.

        Raises `RuntimeError` if worker processes have begun here: batches would come twice.
        """
        self._own()
        if self.is_drawn_by_workers:
            raise RuntimeError(_NOT_MOVED)
        self._numbers[[_BEGUN, _BEGUN_BATCH]] = self.epoch, self.batch
        return self.epoch, self.batch

    def begin_in_worker(self, worker: int) -> tuple[int, int]:
        """The epoch and the batch to begin with, in a worker process.

        Worker 0 leaves the mark for all of an iteration, and finds that of an iteration before: its
        batch is the first that is given out.

        Raises `RuntimeError` if the workers of another iteration have begun here.
        """
        if worker == 0:
            if self.is_drawn_by_workers:
                raise RuntimeError(_NOT_MOVED)
            self._numbers[_WORKERS] = self._numbers[_MOVES]
        return self.epoch, self.batch

    def share(self, allocate: Callable[[], Memory]) -> None:
        """Keeps the numbers in shared memory from now on, which `allocate` gives."""
        numbers, self.memory = allocate()
        numbers[:] = self._numbers
        self._numbers = numbers
        self._allocate = allocate

    def attach(self, memory: Memory, allocate: Callable[[], Memory]) -> None:
        """Takes the numbers from the shared memory of the process that has the sampler."""
        self._numbers, self.memory = memory
        self._allocate = allocate

    def _own(self) -> None:
        """Leaves memory that another process has shared with this one."""
        if self._process != os.getpid():
            self._process = os.getpid()
            if self._allocate is not None:
                self.share(self._allocate)
