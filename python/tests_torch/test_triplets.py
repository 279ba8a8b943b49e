"""Semi-hard triplets, compared with plain loops over NumPy's distances."""

from __future__ import annotations

import unittest
import unittest.mock

import numpy
import torch

from align_dataset import anchor_positive_pairs
from align_dataset import torch as adaptors
from align_dataset.torch import semi_hard_triplets


def semi_hard_negatives(
    embeddings: numpy.ndarray, labels: list[int], margin: float
) -> dict[tuple[int, int], set[int]]:
    """Each pair's semi-hard negatives, by loops; pairs that have none are left out."""
    negatives = {}
    for anchor, positive in anchor_positive_pairs(labels).tolist():
        near = ((embeddings[anchor] - embeddings[positive]) ** 2).sum()
        found = set()
        for place, label in enumerate(labels):
            far = ((embeddings[anchor] - embeddings[place]) ** 2).sum()
            if label != labels[anchor] and near < far < near + margin:
                found.add(place)
        if found:
            negatives[anchor, positive] = found
    return negatives


def drawn(people: int, images: int, spread: float, seed: int) -> tuple[numpy.ndarray, list[int]]:
    """Unit embeddings around a centre for each person, and their labels."""
    random = numpy.random.RandomState(seed)
    labels = numpy.repeat(numpy.arange(people), images)
    random.shuffle(labels)
    embeddings = random.normal(size=(people, 4))[labels]
    embeddings = embeddings + spread * random.normal(size=embeddings.shape)
    embeddings /= numpy.linalg.norm(embeddings, axis=1, keepdims=True)
    return embeddings, labels.tolist()


class SemiHardTriplets(unittest.TestCase):
    def test_are_all_pairs_that_have_a_semi_hard_negative(self) -> None:
        for seed, (spread, margin) in enumerate(((0.3, 0.2), (1.0, 0.2), (3.0, 0.05), (0.1, 4.0))):
            embeddings, labels = drawn(6, 5, spread, seed)
            expected = semi_hard_negatives(embeddings, labels, margin)
            found = semi_hard_triplets(torch.tensor(embeddings), torch.tensor(labels), margin)
            self.assertEqual((found.dtype, found.shape[1]), (torch.int64, 3))
            self.assertEqual([(a, p) for a, p, _ in found.tolist()], list(expected))
            for anchor, positive, negative in found.tolist():
                self.assertIn(negative, expected[anchor, positive])
            self.assertGreater(len(expected), 0)

    def test_leave_pairs_out_in_some_batches(self) -> None:
        embeddings, labels = drawn(6, 5, 0.5, 1)
        found = semi_hard_triplets(torch.tensor(embeddings), torch.tensor(labels))
        self.assertTrue(0 < len(found) < 60, len(found))

    def test_have_each_semi_hard_negative_equally_often(self) -> None:
        embeddings, labels = drawn(6, 5, 1.0, 3)
        expected = semi_hard_negatives(embeddings, labels, 0.5)
        counts = numpy.zeros((30, 30, 30), int)
        for _ in range(300):
            found = semi_hard_triplets(torch.tensor(embeddings), labels, 0.5).numpy()
            counts[tuple(found.T)] += 1
        for (anchor, positive), negatives in expected.items():
            mean = 300 / len(negatives)
            spread = 5 * numpy.sqrt(mean * (1 - 1 / len(negatives)))
            found = counts[anchor, positive, sorted(negatives)]
            self.assertLessEqual(abs(found - mean).max(), spread)
            self.assertEqual(found.sum(), 300)

    def test_are_the_same_in_parts(self) -> None:
        embeddings, labels = drawn(6, 5, 1.0, 3)
        torch.manual_seed(5)
        expected = semi_hard_triplets(torch.tensor(embeddings), labels)
        with unittest.mock.patch.object(adaptors, "_LOOKED_AT", 200):
            torch.manual_seed(5)
            found = semi_hard_triplets(torch.tensor(embeddings), labels)
        self.assertEqual(found.tolist(), expected.tolist())

    def test_follow_from_the_generator(self) -> None:
        embeddings, labels = drawn(6, 5, 1.0, 3)
        found = [
            semi_hard_triplets(
                torch.tensor(embeddings), labels, generator=torch.Generator().manual_seed(seed)
            ).tolist()
            for seed in (1, 1, 2)
        ]
        self.assertEqual(found[0], found[1])
        self.assertNotEqual(found[0], found[2])

    def test_take_embeddings_of_any_precision_that_need_a_gradient(self) -> None:
        embeddings, labels = drawn(6, 5, 1.0, 3)
        for dtype in (torch.float64, torch.float32, torch.bfloat16):
            points = torch.tensor(embeddings, dtype=dtype, requires_grad=True)
            found = semi_hard_triplets(points, torch.tensor(labels))
            self.assertFalse(found.requires_grad)
            rounded = points.detach().double().numpy()
            self.assertEqual(
                [(a, p) for a, p, _ in found.tolist()],
                list(semi_hard_negatives(rounded, labels, 0.2)),
            )

    def test_of_one_person_of_single_faces_or_of_nobody_are_none(self) -> None:
        for labels in ([1, 1, 1], [1, 2, 3], []):
            found = semi_hard_triplets(torch.rand(len(labels), 4), labels)
            self.assertEqual(found.shape, (0, 3))

    def test_need_a_label_for_each_embedding(self) -> None:
        for embeddings, labels in ((torch.rand(3, 4), [1, 2]), (torch.rand(3), [1, 2, 3])):
            with self.assertRaisesRegex(ValueError, r"must be \[n, dimensions\] and labels \[n\]"):
                semi_hard_triplets(embeddings, labels)
