"""Batches that reach the process that trains, through PyTorch's DataLoader and its workers."""

import time
from dataclasses import dataclass
from typing import Any, Callable, Iterator

import torch
import webdataset
from align_dataset import Dataset, PeopleBatchSampler
from align_dataset.torch import Collate, FaceBatch, FaceBatches, FaceDataset
from torch import Tensor
from torch.utils.data import DataLoader
from torch.utils.data import Dataset as TorchDataset

from .faces import Faces, Stores
from .sides import BATCH, IMAGES, PEOPLE, WebDataset, empty_batch, read_png

Batches = Iterator[tuple[Tensor, Tensor]]


class PNGFaces(TorchDataset[tuple[Faces, int]]):
    """A PNG file a face, read with OpenCV, as map-style datasets are written."""

    def __init__(self, paths: list[str], labels: list[int]) -> None:
        self.paths = paths
        self.labels = labels

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> tuple[Faces, int]:
        face = empty_batch(1)[0]
        read_png(self.paths[index], face)
        return face, self.labels[index]


def as_tensors(batch: FaceBatch) -> tuple[Tensor, Tensor]:
    """A batch's faces, uint8, and labels."""
    return torch.from_numpy(batch.faces), torch.from_numpy(batch.labels)


@dataclass(frozen=True)
class Loaders:
    """The ways to load the same faces, with worker processes or, with 0, without any."""

    stores: Stores
    workers: int

    def face_batches(self) -> Batches:
        """Ours: FaceBatches, an iterable dataset."""
        dataset, sampler = self._opened()
        return self._epochs(FaceBatches(dataset, sampler), sampler, batch_size=None)

    def face_dataset(self) -> Batches:
        """Ours: FaceDataset, map-style, with the sampler as batch_sampler."""
        dataset, sampler = self._opened()
        return self._epochs(
            FaceDataset(dataset), sampler, batch_sampler=sampler, collate_fn=as_tensors)

    def normalised(self) -> Batches:
        """Ours: FaceDataset with Collate, as networks take them: float32, four times the bytes."""
        dataset, sampler = self._opened()
        collate = Collate(dataset.mean, dataset.std)
        return self._epochs(
            FaceDataset(dataset), sampler, batch_sampler=sampler, collate_fn=collate)

    def png_folder(self) -> Batches:
        """PNG files, with our sampler."""
        dataset, sampler = self._opened()
        faces = PNGFaces(self.stores.png_paths(), dataset.labels.tolist())
        return self._epochs(faces, sampler, batch_sampler=sampler)

    def webdataset(self, opencv: bool) -> Batches:
        """webdataset's own loader."""
        pipeline = WebDataset(self.stores, opencv).pipeline(self.stores.tar_paths())
        return iter(webdataset.WebLoader(pipeline, batch_size=None, num_workers=self.workers))

    def _opened(self) -> tuple[Dataset, PeopleBatchSampler]:
        dataset = Dataset(self.stores.dataset)
        return dataset, PeopleBatchSampler(dataset, PEOPLE, IMAGES, seed=1)

    def _epochs(self, faces: Any, sampler: PeopleBatchSampler, **options: Any) -> Batches:
        loader: Any = DataLoader(
            faces, num_workers=self.workers, persistent_workers=self.workers > 0, **options)
        epoch = 0
        while True:
            sampler.set_epoch(epoch)
            yield from loader
            epoch += 1


def batches_per_second(load: Callable[[], Batches], seconds: float) -> float:
    """Batches of BATCH faces that arrive in a second, each copied once, as to a device."""
    batches = load()
    first, _ = next(batches)
    device = torch.zeros((BATCH, *first.shape[1:]), dtype=first.dtype)
    faces = 0
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds:
        arrived, _ = next(batches)
        device[:len(arrived)].copy_(arrived)
        faces += len(arrived)
    elapsed = time.perf_counter() - begin
    # Ends the workers, which would disturb what is measured next.
    del batches
    return faces / elapsed / BATCH
