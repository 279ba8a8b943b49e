"""What PyTorch's training loops need: datasets, a collate function, and semi-hard triplets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy
from numpy.typing import ArrayLike, NDArray

from .dataset import Dataset, Indices
from .position import NUMBERS, Memory
from .sampler import PeopleBatchSampler
from .streams import Purpose, check_seed, uniform, words

try:
    import torch
except ImportError as error:
    raise ImportError(
        "align_dataset.torch needs PyTorch, which is not installed: pip install torch"
    ) from error

from torch import Tensor
from torch.utils.data import Dataset as TorchDataset
from torch.utils.data import IterableDataset, get_worker_info

__all__ = ["Collate", "FaceBatch", "FaceBatches", "FaceDataset", "semi_hard_triplets"]

Face = tuple[NDArray[numpy.uint8], int]
FacesAndLabels = tuple[NDArray[numpy.uint8], NDArray[numpy.int64]]

# How many pairs times places semi_hard_triplets looks at in one go, of 8 bytes each.
_LOOKED_AT = 1 << 24


class FaceBatch(Sequence[Face]):
    """Faces that were gathered together: `faces` uint8 [n, size, size, 3], `labels` int64 [n].

    It is also a sequence of (face, label), which is what collate functions take.
    """

    def __init__(self, faces: NDArray[numpy.uint8], labels: NDArray[numpy.int64]) -> None:
        self.faces = faces
        self.labels = labels

    def __len__(self) -> int:
        return len(self.labels)

    @overload
    def __getitem__(self, index: int) -> Face: ...

    @overload
    def __getitem__(self, index: slice) -> FaceBatch: ...

    def __getitem__(self, index: int | slice) -> Face | FaceBatch:
        if isinstance(index, slice):
            return FaceBatch(self.faces[index], self.labels[index])
        return self.faces[index], int(self.labels[index])


class FaceDataset(TorchDataset[Face]):
    """A map-style dataset: `self[i]` is a face, uint8 [size, size, 3], and its label.

    A DataLoader gets a whole batch by one gather, with a `PeopleBatchSampler` as its
    `batch_sampler` or with any other.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def __len__(self) -> int:
        return len(self.dataset)

    def __getitem__(self, index: int) -> Face:
        return self.dataset[index]

    def __getitems__(self, indices: Indices) -> FaceBatch:
        """The faces of a batch: what a DataLoader calls, and gives to its collate function."""
        return FaceBatch(*self.dataset[indices])


class FaceBatches(IterableDataset[FacesAndLabels]):
    """An iterable dataset of whole batches: faces, uint8 [n, size, size, 3], and labels, int64 [n].

    It is for a DataLoader with `batch_size=None`. Iterating begins where the sampler is. Of W
    worker processes each makes every W-th batch, and the DataLoader gives them in the sampler's
    order.

    Worker processes see where the sampler of the main process is, but cannot move it: call its
    `set_epoch` before each epoch. An iteration that would give an epoch again raises
    `RuntimeError`.

    Raises `ValueError` if the sampler is of another dataset or split.
    """

    def __init__(self, dataset: Dataset, sampler: PeopleBatchSampler) -> None:
        if _identification(sampler.dataset) != _identification(dataset):
            raise ValueError(f"the sampler is of {sampler.dataset!r}, and not of {dataset!r}")
        self.dataset = dataset
        self.sampler = sampler
        if sampler.position.memory is None:
            sampler.position.share(_shared_numbers)

    def __getstate__(self) -> dict[str, Any]:
        # A DataLoader sends a tensor to processes that it spawns as the same shared memory.
        return {**self.__dict__, "_memory": self.sampler.position.memory}

    def __setstate__(self, state: dict[str, Any]) -> None:
        memory: Tensor = state.pop("_memory")
        self.__dict__.update(state)
        self.sampler.position.attach((memory.numpy(), memory), _shared_numbers)

    def __len__(self) -> int:
        """How many batches a whole epoch has."""
        return len(self.sampler)

    def __iter__(self) -> Iterator[FacesAndLabels]:
        worker = get_worker_info()
        if worker is None:
            for indices in self.sampler:
                yield self.dataset[indices]
            return
        epoch, first = self.sampler.position.begin_in_worker(worker.id)
        for batch in range(first + worker.id, len(self.sampler), worker.num_workers):
            yield self.dataset[self.sampler.draw(epoch, batch)]


class Collate:
    """Makes what a network takes of a batch's faces and labels.

    Gives faces, float32 [n, 3, size, size], contiguous, (levels - mean) / std for each channel, and
    labels, int64 [n]. `mean` and `std` are three numbers in levels of 0 to 255, such as
    `Dataset.mean` and `Dataset.std`.

    Each face is mirrored, left to right, with probability `flip`. Which ones follows from `seed`
    and from what is in the batch (its labels and the faces' middle rows), and from nothing else. So
    a batch is mirrored alike in the main process, in any worker and after a resume; and otherwise
    in the next epoch, where its faces are others or in another order. A batch that is the same in
    each epoch, such as one of a single face, is mirrored the same in each.

    A batch is a `FaceBatch`, a tuple of faces and labels, or a list of (face, label).

    Raises `ValueError` for numbers out of range, and for the mean of a dataset without faces.
    """

    def __init__(
        self, mean: ArrayLike | None, std: ArrayLike | None, flip: float = 0.5, seed: int = 0
    ) -> None:
        if mean is None or std is None:
            raise ValueError("mean and std are None: the dataset has no faces")
        self.mean = numpy.array(mean, numpy.float64)
        self.std = numpy.array(std, numpy.float64)
        if self.mean.shape != (3,) or self.std.shape != (3,) or not (self.std > 0).all():
            raise ValueError(
                f"mean and std must be three numbers each, and std more than 0: {mean}, {std}"
            )
        if not 0 <= flip <= 1:
            raise ValueError(f"flip must be a probability, from 0 to 1, and is {flip}")
        self.flip = float(flip)
        self.seed = check_seed(seed)
        self._scale = (1 / self.std).astype(numpy.float32).reshape(3, 1, 1)
        self._shift = (-self.mean / self.std).astype(numpy.float32).reshape(3, 1, 1)

    def __call__(self, batch: FaceBatch | FacesAndLabels | list[Face]) -> tuple[Tensor, Tensor]:
        faces, labels = _faces_and_labels(batch)
        count, height, width, _ = faces.shape
        normalised = torch.empty((count, 3, height, width), dtype=torch.float32)
        # Face by face, so that all three steps find the face in the processor's cache. Converting
        # and reordering alone, and then in place, is the fastest of some ten ways that were tried.
        for face, mirrored, out in zip(faces, self._mirrored(faces, labels), normalised.numpy()):
            source = face[:, ::-1] if mirrored else face
            numpy.copyto(out, source.transpose(2, 0, 1))
            out *= self._scale
            out += self._shift
        return normalised, torch.from_numpy(labels)

    def _mirrored(self, faces: NDArray[numpy.uint8], labels: NDArray[numpy.int64]) -> list[bool]:
        if self.flip == 0:
            return [False] * len(faces)
        digest = hashlib.blake2b(labels.astype("<i8").tobytes(), digest_size=16)
        digest.update(faces[:, faces.shape[1] // 2].tobytes())
        first, second = numpy.frombuffer(digest.digest(), "<u8").tolist()
        random = uniform(words(len(faces), self.seed, Purpose.FLIPS, first, second))
        mirrored: list[bool] = (random < self.flip).tolist()
        return mirrored


def semi_hard_triplets(
    embeddings: Tensor,
    labels: Tensor | ArrayLike,
    margin: float = 0.2,
    generator: torch.Generator | None = None,
) -> Tensor:
    """Triplets of a batch's places, int64 [triplets, 3]: anchor, positive, negative.

    Every two places i < j with one label are an anchor and a positive, and get one of their
    semi-hard negatives at random; those without one are left out. With d the squared Euclidean
    distance, these are the places n of other labels with d(a, p) < d(a, n) < d(a, p) + margin
    (Schroff, Kalenichenko and Philbin, "FaceNet", CVPR 2015). OpenFace 0.2's training has the upper
    limit alone, and so takes harder negatives too.

    `embeddings` are float [n, dimensions], on any device, `labels` n integers. `generator` is of
    that device; by default PyTorch's own is used. The result is on that device.

    Raises `ValueError` if there is not a label for each embedding.
    """
    points = embeddings.detach()
    labels = torch.as_tensor(labels, device=points.device)
    if points.ndim != 2 or labels.shape != points.shape[:1]:
        raise ValueError(
            f"embeddings must be [n, dimensions] and labels [n], not {list(points.shape)} and "
            f"{list(labels.shape)}"
        )
    distances = _squared_distances(points)
    same = labels[:, None] == labels[None, :]
    pairs = torch.triu(same, 1).nonzero()
    random = torch.rand(len(pairs), device=points.device, generator=generator)
    negatives = distances.masked_fill(same, torch.inf).sort(1)
    rows = max(_LOOKED_AT // max(len(points), 1), 1)
    found = [
        _with_negatives(part, distances, negatives, margin, draws)
        for part, draws in zip(torch.split(pairs, rows), torch.split(random, rows))
    ]
    return torch.cat(found)


def _squared_distances(points: Tensor) -> Tensor:
    # |a|^2 + |b|^2 - 2ab is fast, and in doubles exact enough where points are close. Apple's GPUs
    # have no doubles.
    points = points.to(torch.float32 if points.device.type == "mps" else torch.float64)
    squares = points.square().sum(1)
    return squares[:, None] + squares[None, :] - 2 * (points @ points.T)


def _with_negatives(
    pairs: Tensor,
    distances: Tensor,
    negatives: tuple[Tensor, Tensor],
    margin: float,
    random: Tensor,
) -> Tensor:
    """Those pairs that have a semi-hard negative, with one of them.

    `negatives` are each anchor's distances to the others from near to far, and their places.
    """
    anchors, positives = pairs.T
    far, places = negatives[0][anchors], negatives[1]
    near = distances[anchors, positives][:, None]
    first = torch.searchsorted(far, near, right=True)[:, 0]
    counts = torch.searchsorted(far, near + margin)[:, 0] - first
    some = counts > 0
    drawn = (first + (random * counts).to(torch.int64))[some]
    chosen = places[anchors[some], drawn]
    return torch.column_stack((pairs[some], chosen))


def _shared_numbers() -> Memory:
    memory = torch.zeros(NUMBERS, dtype=torch.int64)
    memory.share_memory_()  # type: ignore[no-untyped-call]
    return memory.numpy(), memory


def _identification(dataset: Dataset) -> tuple[str, str]:
    return dataset.description["self_sha256"], dataset.split


def _faces_and_labels(batch: FaceBatch | FacesAndLabels | list[Face]) -> FacesAndLabels:
    if isinstance(batch, FaceBatch):
        return batch.faces, batch.labels
    if isinstance(batch, tuple):
        return batch
    return (
        numpy.stack([face for face, _ in batch]),
        numpy.array([label for _, label in batch], numpy.int64),
    )
