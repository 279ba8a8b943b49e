"""Where batches come from. Each side makes them in a process of its own, one after another."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Protocol

import cv2
import numpy
import webdataset
from align_dataset import Dataset, PeopleBatchSampler

from .faces import SIZE, Faces, Stores

PEOPLE = 15
IMAGES = 20
BATCH = PEOPLE * IMAGES
# What a plain copy reads from: too much for the processor's caches.
POOL_BATCHES = 64

# A process is one processor's worth of work, and threads would not survive its fork.
cv2.setNumThreads(1)


class Side(Protocol):
    """A way to make batches."""

    def batches(self, worker: int, workers: int) -> Iterator[Faces]:
        """Batches without end, uint8 [n, SIZE, SIZE, 3]: those of one of several workers.

        One may be overwritten by the next.
        """


def empty_batch(faces: int = BATCH) -> Faces:
    """Memory for a batch that was written once, so that the system has given all of it."""
    return numpy.zeros((faces, SIZE, SIZE, 3), numpy.uint8)


def sampler(dataset: Path, worker: int, workers: int) -> PeopleBatchSampler:
    """The batches of a worker: the same ones for all sides that have a sampler."""
    return PeopleBatchSampler(
        Dataset(dataset), PEOPLE, IMAGES, seed=1, rank=worker, world_size=workers)


def read_png(path: str, out: Faces) -> None:
    """Decodes a PNG into `out`, uint8 [SIZE, SIZE, 3], as RGB."""
    cv2.cvtColor(cv2.imread(path, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB, dst=out)


@dataclass(frozen=True)
class Gather:
    """Our shards: a gather into memory that is used again, or into a new array for each batch."""

    stores: Stores
    reuses: bool

    def batches(self, worker: int, workers: int) -> Iterator[Faces]:
        drawn = sampler(self.stores.dataset, worker, workers)
        batch = empty_batch()
        while True:
            for indices in drawn:
                if self.reuses:
                    yield drawn.dataset.gather(indices, out=batch[:len(indices)])
                else:
                    yield drawn.dataset[indices][0]


@dataclass(frozen=True)
class PNGFolder:
    """The same batches from a PNG file a face, read with OpenCV."""

    stores: Stores

    def batches(self, worker: int, workers: int) -> Iterator[Faces]:
        drawn = sampler(self.stores.dataset, worker, workers)
        paths = self.stores.png_paths()
        batch = empty_batch()
        while True:
            for indices in drawn:
                for place, index in enumerate(indices.tolist()):
                    read_png(paths[index], batch[place])
                yield batch[:len(indices)]


def decode_with_opencv(encoded: bytes) -> Faces:
    """The pixels of a PNG, RGB."""
    bgr = cv2.imdecode(numpy.frombuffer(encoded, numpy.uint8), cv2.IMREAD_COLOR)
    return cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)


@dataclass(frozen=True)
class WebDataset:
    """webdataset's tars: faces in a row, since it cannot draw; decoded by Pillow, as it does by
    itself, or by OpenCV."""

    stores: Stores
    opencv: bool

    def batches(self, worker: int, workers: int) -> Iterator[Faces]:
        for faces, _ in self.pipeline(self.stores.tar_paths()[worker::workers]):
            yield faces

    def pipeline(self, tars: list[str]) -> Any:
        """Batches of faces and labels without end."""
        # The manifest's lines are not wanted, and passed over unread.
        samples = webdataset.WebDataset(
            tars, shardshuffle=False, select_files=is_image_or_label)
        if self.opencv:
            pairs = samples.to_tuple("png", "cls").map_tuple(decode_with_opencv, int)
        else:
            pairs = samples.decode("rgb8").to_tuple("png", "cls")
        return pairs.batched(BATCH, partial=False).repeat()


def is_image_or_label(name: str) -> bool:
    """Whether a tar's entry is read."""
    return name.endswith((".png", ".cls"))


def differing(stores: Stores) -> list[str]:
    """What of a first batch is not what it should be: then nothing is worth measuring."""
    drawn = next(Gather(stores, reuses=True).batches(0, 1))
    in_a_row = Dataset(stores.dataset)[:BATCH][0]
    compared = {
        "Dataset[indices]": (next(Gather(stores, reuses=False).batches(0, 1)), drawn),
        "the PNG files": (next(PNGFolder(stores).batches(0, 1)), drawn),
        "webdataset by Pillow": (next(WebDataset(stores, opencv=False).batches(0, 1)), in_a_row),
        "webdataset by OpenCV": (next(WebDataset(stores, opencv=True).batches(0, 1)), in_a_row),
    }
    return [name for name, (one, other) in compared.items() if not numpy.array_equal(one, other)]


@dataclass(frozen=True)
class MemoryCopy:
    """The same number of bytes, copied from memory to memory by NumPy."""

    def batches(self, worker: int, workers: int) -> Iterator[Faces]:
        batch = empty_batch()
        # Written, and not all zeros, which the system could give one page for.
        pool = numpy.full((POOL_BATCHES, *batch.shape), worker + 1, numpy.uint8)
        while True:
            for source in pool:
                numpy.copyto(batch, source)
                yield batch
