"""Pairs and triplets of a batch, compared with plain loops."""

from __future__ import annotations

import itertools
import unittest

import numpy

from align_dataset import anchor_positive_pairs, triplets

LABELS = [3, 1, 3, 3, 7, 1, 9, 3]


def pairs_by_loops(labels: list[int]) -> list[tuple[int, int]]:
    places = range(len(labels))
    return [(i, j) for i, j in itertools.combinations(places, 2) if labels[i] == labels[j]]


class Pairs(unittest.TestCase):
    def test_of_15_people_with_20_images_are_2850(self) -> None:
        pairs = anchor_positive_pairs(numpy.repeat(numpy.arange(15), 20))
        self.assertEqual((pairs.shape, pairs.dtype), ((2850, 2), numpy.int64))
        self.assertEqual(len(set(map(tuple, pairs.tolist()))), 2850)

    def test_are_all_of_one_label_in_order(self) -> None:
        for labels in (LABELS, numpy.array(LABELS, numpy.uint8), tuple(LABELS)):
            found = list(map(tuple, anchor_positive_pairs(labels).tolist()))
            self.assertEqual(found, pairs_by_loops(LABELS))

    def test_of_no_two_faces_are_none(self) -> None:
        for labels in ([], [4], [4, 5, 6]):
            self.assertEqual(anchor_positive_pairs(labels).shape, (0, 2))

    def test_need_labels_in_one_dimension(self) -> None:
        with self.assertRaisesRegex(ValueError, "1-d, and have 2 dimensions"):
            anchor_positive_pairs([[1, 1]])


class Triplets(unittest.TestCase):
    def test_are_all_pairs_each_with_another_label(self) -> None:
        found = triplets(LABELS, seed=5)
        self.assertEqual((found.dtype, found.shape[1]), (numpy.int64, 3))
        self.assertEqual([(a, p) for a, p, _ in found.tolist()], pairs_by_loops(LABELS))
        for anchor, _, negative in found.tolist():
            self.assertNotEqual(LABELS[anchor], LABELS[negative])

    def test_have_each_negative_equally_often(self) -> None:
        counts = numpy.zeros((8, 8), int)
        for seed in range(4000):
            for anchor, _, negative in triplets(LABELS, seed).tolist():
                counts[anchor, negative] += 1
        for anchor, pairs in ((0, 3), (1, 1), (2, 2), (3, 1)):
            others = [place for place in range(8) if LABELS[place] != LABELS[anchor]]
            expected = 4000 * pairs / len(others)
            spread = 5 * numpy.sqrt(expected * (1 - 1 / len(others)))
            self.assertLess(abs(counts[anchor, others] - expected).max(), spread)
            self.assertEqual(counts[anchor].sum(), counts[anchor, others].sum())

    def test_follow_from_the_seed(self) -> None:
        labels = numpy.repeat(numpy.arange(15), 20)
        numpy.testing.assert_array_equal(triplets(labels, 3), triplets(labels, 3))
        self.assertTrue((triplets(labels, 3) != triplets(labels, 4)).any())
        # These on every machine, with every NumPy, in every version of this package.
        self.assertEqual(triplets(LABELS, 3)[:, 2].tolist(), [6, 4, 5, 7, 5, 4, 4])

    def test_of_one_person_are_none(self) -> None:
        for labels in ([], [2, 2, 2], [1, 2, 3]):
            self.assertEqual(triplets(labels, 0).shape, (0, 3))

    def test_need_a_seed(self) -> None:
        with self.assertRaises(TypeError):
            triplets(LABELS, seed=None)
