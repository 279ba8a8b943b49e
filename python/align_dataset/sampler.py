"""Batches of people with several faces each, as triplet losses need them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy
from numpy.typing import NDArray

from .dataset import Dataset
from .position import Position
from .streams import Purpose, check_seed, words


class PeopleBatchSampler:
    """Draws batches of up to `people` identities with up to `images` faces each.

    An epoch has every identity with two or more faces once, over all ranks together, with a random
    choice of its faces, none of them twice. With n such identities an epoch has ceil(n / people)
    batches, rounded up to a multiple of `world_size`. The identities are shuffled and dealt out
    evenly, so that batches differ by one identity at most. Rank r has the batches r,
    r + world_size and so on.

    Iterating gives the indices of one epoch's batches, int64 arrays for `Dataset.__getitem__`; or
    of what is left of the epoch, after `load_state_dict` and after an iteration that was broken
    off. The next iteration is the next epoch. A batch depends on the dataset, the seed, the epoch,
    its number, `people`, `images` and `world_size`, and on nothing else: not on NumPy's version,
    and not on what was drawn before. A sampler serves as the `batch_sampler` of PyTorch's
    DataLoader.

    Raises:
        TypeError: a number is not an integer.
        ValueError: a number is out of range, or the dataset has too few identities with two or
            more faces.
    """

    def __init__(
        self,
        dataset: Dataset,
        people: int = 15,
        images: int = 20,
        seed: int = 0,
        rank: int = 0,
        world_size: int = 1,
    ) -> None:
        self.dataset = dataset
        self.people = _integer("people", people, 1)
        self.images = _integer("images", images, 1)
        self.seed = check_seed(seed)
        self.world_size = _integer("world_size", world_size, 1)
        self.rank = _integer("rank", rank, 0)
        if self.rank >= self.world_size:
            raise ValueError(f"rank must be less than world_size, {world_size}, and is {rank}")
        self.position = Position()
        self._group()

    def _group(self) -> None:
        """Finds where the rows of each identity that can be drawn are."""
        labels = self.dataset.labels
        grouped = bool(numpy.all(labels[1:] >= labels[:-1]))
        # Rows that are grouped need no list of them: an identity's follow one another.
        self._rows = None if grouped else numpy.argsort(labels, kind="stable")
        counts = numpy.bincount(labels)
        firsts = numpy.cumsum(counts) - counts
        drawable = numpy.flatnonzero(counts >= 2)
        self._counts, self._firsts = counts[drawable], firsts[drawable]
        self._batches = self._count_batches(len(drawable))
        self._order: tuple[int, NDArray[numpy.int64]] = (-1, drawable)

    def _count_batches(self, identities: int) -> int:
        where = f"{self.dataset.path}: the split {self.dataset.split} has"
        if identities == 0:
            raise ValueError(
                f"{where} no identity with two or more faces, and so no pairs; make the dataset of "
                "people with more photographs"
            )
        batches = -(-identities // self.people)
        batches = -(-batches // self.world_size) * self.world_size
        if batches > identities:
            raise ValueError(
                f"{where} {identities} identities with two or more faces, too few for {batches} "
                f"batches on {self.world_size} ranks; take fewer ranks"
            )
        return batches

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__.copy()
        for key in ("_rows", "_counts", "_firsts", "_order"):  # found again faster than sent
            del state[key]
        position = Position()
        position.move(self.epoch, self.batch)
        return {**state, "position": position}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._group()

    def __len__(self) -> int:
        """How many batches a whole epoch has, on each rank."""
        return self._batches // self.world_size

    def __iter__(self) -> Iterator[NDArray[numpy.int64]]:
        return self._iterate(*self.position.begin())

    def _iterate(self, epoch: int, first: int) -> Iterator[NDArray[numpy.int64]]:
        for batch in range(first, len(self)):
            indices = self.draw(epoch, batch)
            # Before the batch is given out: whoever breaks off here has had it.
            self.position.advance(*self._normalise(epoch, batch + 1))
            yield indices

    def draw(self, epoch: int, batch: int) -> NDArray[numpy.int64]:
        """The indices of one of this rank's batches, int64, wherever the sampler is.

        Raises `IndexError` if an epoch has no such batch.
        """
        epoch = _integer("epoch", epoch, 0)
        if not 0 <= batch < len(self):
            raise IndexError(f"batch {batch} is out of range for {len(self)} batches")
        number = self.rank + batch * self.world_size
        people = self._shuffled(epoch)[number :: self._batches]
        counts = numpy.minimum(self._counts[people], self.images)
        random = iter(words(int(counts.sum()), self.seed, Purpose.FACES, epoch, number).tolist())
        places: list[int] = []
        for first, count in zip(self._firsts[people].tolist(), self._counts[people].tolist()):
            places += [first + place for place in _choose(count, self.images, random)]
        indices = numpy.array(places, numpy.int64)
        return indices if self._rows is None else self._rows[indices]

    def _shuffled(self, epoch: int) -> NDArray[numpy.int64]:
        """The identities that can be drawn, in the order of an epoch."""
        if self._order[0] != epoch:
            keys = words(len(self._counts), self.seed, Purpose.PEOPLE, epoch)
            self._order = (epoch, numpy.argsort(keys, kind="stable"))
        return self._order[1]

    @property
    def epoch(self) -> int:
        """The epoch, from 0, that the next batch is of."""
        return self.position.epoch

    @property
    def batch(self) -> int:
        """How many batches of this epoch were given out."""
        return self.position.batch

    def set_epoch(self, epoch: int, batch: int | None = None) -> None:
        """Goes to a batch of an epoch, by default to the epoch's beginning; but in the middle of
        this epoch it stays where it is then, so that a sampler that was restored goes on.

        Raises `ValueError` for a negative epoch, and if an epoch has no such batch.
        """
        epoch = _integer("epoch", epoch, 0)
        if batch is None:
            batch = self.batch if epoch == self.epoch else 0
        elif _integer("batch", batch, 0) >= len(self):
            raise ValueError(f"batch must be less than {len(self)}, and is {batch}")
        self.position.move(epoch, batch)

    def state_dict(self, batch: int | None = None) -> dict[str, Any]:
        """What `load_state_dict` needs to go on from here, the same on each rank: integers and
        text.

        `batch` is how many batches training has used of the epoch that was begun last, counted from
        that epoch's beginning. By default it is those that were given out; but a DataLoader with
        worker processes asks for some ahead.

        Raises `ValueError` if fewer were given out, or if it was begun behind that batch, or if
        `batch` must be given because the worker processes of a `FaceBatches` draw them.
        """
        if batch is not None:
            epoch, batch = self._used(_integer("batch", batch, 0))
        elif self.position.is_drawn_by_workers:
            raise ValueError(
                "worker processes draw the batches, and how many were used is not known here; give "
                "state_dict their number"
            )
        else:
            epoch, batch = self.epoch, self.batch
        return {"epoch": epoch, "batch": batch, **self._identification()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes to where the sampler of a state was.

        Raises `ValueError` if that one had other numbers or another dataset.
        """
        for key, value in {"epoch": None, "batch": None, **self._identification()}.items():
            if key not in state:
                raise ValueError(f"the state has no {key}: it is not a PeopleBatchSampler's")
            if value is not None and state[key] != value:
                raise ValueError(
                    f"the state is of a sampler with {key} {state[key]!r}, and this one has "
                    f"{value!r}; make the sampler as it was made then"
                )
        epoch = _integer("the state's epoch", state["epoch"], 0)
        batch = _integer("the state's batch", state["batch"], 0)
        if batch >= len(self):
            raise ValueError(f"the state's batch must be less than {len(self)}, and is {batch}")
        self.position.move(epoch, batch)

    def _identification(self) -> dict[str, Any]:
        return {
            "seed": self.seed,
            "people": self.people,
            "images": self.images,
            "world_size": self.world_size,
            "split": self.dataset.split,
            "faces": len(self.dataset),
            "identities": len(self.dataset.identities),
            "dataset": self.dataset.description["self_sha256"],
        }

    def _used(self, batch: int) -> tuple[int, int]:
        """The epoch and the batch to go on with where so many were used."""
        epoch, first = self.position.begun
        all_given = self.epoch > epoch or self.position.is_drawn_by_workers
        last = len(self) if all_given else self.batch
        if not first <= batch <= last:
            raise ValueError(
                f"batch must be from {first} to {last}, those given out of epoch {epoch}, and is "
                f"{batch}; it counts from the epoch's beginning"
            )
        return self._normalise(epoch, batch)

    def _normalise(self, epoch: int, batch: int) -> tuple[int, int]:
        return (epoch + 1, 0) if batch == len(self) else (epoch, batch)


def _choose(count: int, limit: int, random: Iterator[int]) -> Iterator[int]:
    """Up to `limit` different numbers of 0 to count - 1, in random order.

    The first steps of a shuffle (Durstenfeld, "Algorithm 235", CACM 7(7), 1964) that keeps only
    what it has moved: the cost depends on how many are chosen and not on how many there are. An
    identity's faces are so few that NumPy's calls would take longer. `random` gives a word of 64
    bits for each number.
    """
    moved: dict[int, int] = {}
    for place in range(min(count, limit)):
        other = place + (next(random) * (count - place) >> 64)
        yield moved.get(other, other)
        moved[other] = moved.get(place, place)


def _integer(name: str, value: Any, lowest: int) -> int:
    if isinstance(value, (bool, numpy.bool_)) or not isinstance(value, (int, numpy.integer)):
        raise TypeError(f"{name} must be an integer, not {value!r}")
    if value < lowest:
        raise ValueError(f"{name} must be at least {lowest}, and is {value}")
    if value >= 1 << 63:
        raise ValueError(f"{name} must be less than 2**63, and is {value}")
    return int(value)
