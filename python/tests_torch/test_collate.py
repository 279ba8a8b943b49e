"""What Collate makes of faces, compared with plain arithmetic in doubles."""

from __future__ import annotations

import unittest

import numpy
import torch

from align_dataset.torch import Collate, FaceBatch

MEAN, STD = [140.5, 110.25, 90.0], [50.0, 40.0, 33.3]


def normalised(faces: numpy.ndarray) -> numpy.ndarray:
    """float64 [n, 3, size, size], by the formula."""
    return ((faces.astype(float) - MEAN) / STD).transpose(0, 3, 1, 2)


class CollateTests(unittest.TestCase):
    def setUp(self) -> None:
        random = numpy.random.RandomState(0)
        self.faces = random.randint(0, 256, (50, 12, 12, 3), numpy.uint8)
        self.labels = random.randint(0, 9, 50)

    def mirrored(self, faces: torch.Tensor, of: numpy.ndarray) -> list[bool]:
        """Which faces are mirrored; fails if one is neither itself nor its mirror image."""
        mirrored = []
        for face, expected in zip(faces.numpy(), normalised(of)):
            is_mirrored = not numpy.allclose(face, expected, atol=2e-6)
            if is_mirrored:
                numpy.testing.assert_allclose(face, expected[:, :, ::-1], atol=2e-6)
            mirrored.append(is_mirrored)
        return mirrored

    def test_normalises_each_channel_into_planes(self) -> None:
        faces, labels = Collate(MEAN, STD, flip=0)((self.faces, self.labels))
        self.assertEqual((faces.dtype, labels.dtype), (torch.float32, torch.int64))
        self.assertEqual(faces.shape, (50, 3, 12, 12))
        self.assertTrue(faces.is_contiguous())
        numpy.testing.assert_allclose(faces.numpy(), normalised(self.faces), atol=2e-6)
        self.assertEqual(labels.tolist(), self.labels.tolist())

    def test_takes_a_batch_in_any_form(self) -> None:
        expected = Collate(MEAN, STD)((self.faces, self.labels))
        samples = [(face, int(label)) for face, label in zip(self.faces, self.labels)]
        for batch in (FaceBatch(self.faces, self.labels), samples):
            found = Collate(MEAN, STD)(batch)
            self.assertTrue(torch.equal(found[0], expected[0]))
            self.assertTrue(torch.equal(found[1], expected[1]))

    def test_leaves_the_faces_as_they_are(self) -> None:
        before = self.faces.copy()
        Collate(MEAN, STD, flip=1)((self.faces, self.labels))
        numpy.testing.assert_array_equal(self.faces, before)

    def test_mirrors_all_or_none_where_that_is_certain(self) -> None:
        for flip in (0, 1):
            faces, _ = Collate(MEAN, STD, flip=flip)((self.faces, self.labels))
            self.assertEqual(self.mirrored(faces, self.faces), [bool(flip)] * 50)

    def test_mirrors_each_face_as_often_as_asked(self) -> None:
        counts = numpy.zeros(50)
        for seed in range(400):
            faces, _ = Collate(MEAN, STD, flip=0.25, seed=seed)((self.faces, self.labels))
            counts += self.mirrored(faces, self.faces)
        self.assertLess(abs(counts - 100).max(), 5 * numpy.sqrt(400 * 0.25 * 0.75))

    def test_mirrors_a_batch_alike_each_time(self) -> None:
        found = [Collate(MEAN, STD, seed=3)((self.faces, self.labels))[0] for _ in range(2)]
        self.assertTrue(torch.equal(found[0], found[1]))

    def test_mirrors_others_in_another_batch_or_with_another_seed(self) -> None:
        collate = Collate(MEAN, STD)
        first = self.mirrored(collate((self.faces, self.labels))[0], self.faces)
        order = [1, 0, *range(2, 50)]
        swapped = self.faces[order]
        changed = self.labels.copy()
        changed[0] += 1
        for found, of in (
            (Collate(MEAN, STD, seed=1)((self.faces, self.labels)), self.faces),
            (collate((swapped, self.labels)), swapped),
            (collate((self.faces, changed)), self.faces),
        ):
            self.assertNotEqual(self.mirrored(found[0], of), first)

    def test_takes_an_empty_batch(self) -> None:
        faces, labels = Collate(MEAN, STD)((self.faces[:0], self.labels[:0]))
        self.assertEqual((faces.shape, labels.shape), ((0, 3, 12, 12), (0,)))

    def test_refuses_numbers_out_of_range(self) -> None:
        for arguments, message in (
            ((None, None), "the dataset has no faces"),
            ((MEAN, [1, 0, 1]), "std more than 0"),
            (([1, 2], STD), "must be three numbers each"),
            ((MEAN, STD, 1.5), "flip must be a probability"),
            ((MEAN, STD, 0.5, -1), "seed must be from 0"),
        ):
            with self.subTest(message=message), self.assertRaisesRegex(ValueError, message):
                Collate(*arguments)
