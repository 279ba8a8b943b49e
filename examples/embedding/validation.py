"""The accuracy on a dataset's val split while training goes on."""

from typing import List, Tuple

import numpy
import torch
from align_dataset import Dataset

from .inference import embed, squared_distances
from .networks import OpenFaceNetwork
from .pairs import draw_folds
from .verification import cross_validated

PAIRS = 1_000
"""Pairs of one person, and as many of two, at most: enough to see whether it gets better."""
FOLDS = 10


class Validation:
    """Pairs of a split's faces, always the same, and how well a network tells them.

    Raises PairsError if the split has too few people for two folds.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        labels = dataset.labels
        people = [numpy.flatnonzero(labels == label).tolist() for label in numpy.unique(labels)]
        pairable = sum(len(faces) >= 2 for faces in people)
        folds = max(min(FOLDS, pairable, len(people) // 2), 2)
        drawn = draw_folds(people, folds, PAIRS // folds, seed=0)
        pairs: List[Tuple[int, int, bool, int]] = []
        for fold, (same, different) in enumerate(drawn):
            pairs += [(*pair, True, fold) for pair in same]
            pairs += [(*pair, False, fold) for pair in different]
        table = numpy.array(pairs, numpy.int64)
        self.rows, places = numpy.unique(table[:, :2], return_inverse=True)
        self.places = places.reshape(-1, 2)
        self.same = table[:, 2].astype(numpy.bool_)
        self.folds = table[:, 3]

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.same)

    def accuracy(self, network: OpenFaceNetwork, device: torch.device) -> float:
        """The mean accuracy over the folds, each with the threshold that is best for the others."""
        mean, std = self.dataset.mean, self.dataset.std
        assert mean is not None and std is not None  # There are pairs, so there are faces.
        embeddings = embed(network, self.dataset, self.rows, mean.tolist(), std.tolist(), device)
        distances = squared_distances(embeddings, self.places)
        results = cross_validated(distances, self.same, self.folds)
        return float(numpy.mean([result.accuracy for result in results]))
