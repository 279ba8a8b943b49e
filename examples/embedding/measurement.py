"""Distances between the photographs of pairs: by a network's embeddings, and by pixels."""

from typing import List, Mapping, Sequence, Tuple

import numpy
import torch
from align_dataset import Dataset
from numpy.typing import NDArray

from .checkpoints import Checkpoint
from .inference import embed, squared_distances
from .networks import OpenFaceNetwork
from .pairs import Pair, Photograph
from .photographs import Place
from .verification import Floats

CHUNK = 256
"""Pairs whose pixels are in memory at once."""


class PhotographDistances:
    """Squared distances of photographs, of which `places` has those that there are.

    Distances are float64 [pairs], with NaN for pairs of which a photograph is not there.
    """

    def __init__(self, datasets: Sequence[Dataset], places: Mapping[Photograph, Place]) -> None:
        self._datasets = {dataset.split: dataset for dataset in datasets}
        self._places = places

    def by_network(
        self,
        pairs: Sequence[Pair],
        network: OpenFaceNetwork,
        checkpoint: Checkpoint,
        device: torch.device,
    ) -> Floats:
        """Those of the embeddings, 0 to 4. Each face goes through the network once."""
        measurable, together = self._measurable(pairs)
        faces = sorted({place for both in together for place in both})
        made = [
            embed(
                network,
                dataset,
                numpy.array([face.row for face in faces if face.split == split], numpy.int64),
                checkpoint.mean,
                checkpoint.std,
                device,
            )
            for split, dataset in sorted(self._datasets.items())
        ]
        row_of = {face: row for row, face in enumerate(faces)}
        rows = numpy.array([[row_of[a], row_of[b]] for a, b in together], numpy.int64)
        distances = numpy.full(len(pairs), numpy.nan)
        distances[measurable] = squared_distances(numpy.concatenate(made), rows.reshape(-1, 2))
        return distances

    def by_pixels(self, pairs: Sequence[Pair]) -> Floats:
        """Those of the faces as they are, 0 to 4: all values of a face in a row, less their mean,
        and brought to length 1. It says what a network must be better than."""
        measurable, together = self._measurable(pairs)
        distances = numpy.full(len(pairs), numpy.nan)
        for start in range(0, len(together), CHUNK):
            both = together[start : start + CHUNK]
            first, second = (self._pixels([pair[side] for pair in both]) for side in (0, 1))
            distances[measurable[start : start + CHUNK]] = numpy.square(first - second).sum(axis=1)
        return distances

    def _measurable(
        self, pairs: Sequence[Pair]
    ) -> Tuple[NDArray[numpy.int64], List[Tuple[Place, Place]]]:
        """Which of the pairs have both photographs, and where they are."""
        found = [(self._places.get(pair.first), self._places.get(pair.second)) for pair in pairs]
        measurable = [number for number, both in enumerate(found) if None not in both]
        together = [(a, b) for a, b in found if a is not None and b is not None]
        return numpy.array(measurable, numpy.int64), together

    def _pixels(self, places: Sequence[Place]) -> NDArray[numpy.float32]:
        """Normalised pixels, float32 [places, size * size * 3]."""
        size = next(iter(self._datasets.values())).size
        values = numpy.empty((len(places), size * size * 3), numpy.float32)
        splits = numpy.array([place.split for place in places])
        rows = numpy.array([place.row for place in places], numpy.int64)
        for split, dataset in self._datasets.items():
            here = splits == split
            values[here] = dataset.gather(rows[here]).reshape(-1, values.shape[1])
        values -= values.mean(axis=1, keepdims=True)
        # A face of one colour stays at 0.
        values /= numpy.maximum(numpy.linalg.norm(values, axis=1, keepdims=True), 1e-6)
        return values


def count_trained_on(datasets: Sequence[Dataset], places: Mapping[Photograph, Place]) -> int:
    """How many of the photographs are of people who have faces in the split train."""
    labels = {
        label
        for dataset in datasets
        if dataset.split == "train"
        for label in dataset.labels.tolist()
    }
    return sum(place.label in labels for place in places.values())
