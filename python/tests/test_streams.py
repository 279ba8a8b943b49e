"""Random numbers are those of Philox4x64-10, on every machine and with every NumPy."""

from __future__ import annotations

import unittest

import numpy

from align_dataset.streams import Purpose, below, check_seed, uniform, words

MASK = (1 << 64) - 1


def philox(counter: list[int], key: list[int]) -> list[int]:
    """A block of Philox4x64-10, from Table 2 and Figure 3 of Salmon et al., SC 2011."""
    a, b, c, d = counter
    left, right = key
    for _ in range(10):
        first, second = 0xD2E7470EE14C6C93 * a, 0xCA5A826395121157 * c
        a, b, c, d = (
            (second >> 64) ^ b ^ left,
            second & MASK,
            (first >> 64) ^ d ^ right,
            first & MASK,
        )
        left = (left + 0x9E3779B97F4A7C15) & MASK
        right = (right + 0xBB67AE8584CAA73B) & MASK
    return [a, b, c, d]


class Words(unittest.TestCase):
    def test_the_reference_gives_the_published_answers(self) -> None:
        # Of Random123's kat_vectors.
        self.assertEqual(
            philox([0, 0, 0, 0], [0, 0]),
            [0x16554D9ECA36314C, 0xDB20FE9D672D0FDC, 0xD7E772CEE186176B, 0x7E68B68AEC7BA23B],
        )

    def test_are_blocks_of_philox_by_seed_purpose_and_place(self) -> None:
        for seed, purpose, first, second in (
            (0, Purpose.PEOPLE, 0, 0),
            (7, Purpose.FACES, 3, 11),
            (MASK, Purpose.FLIPS, MASK, MASK),
        ):
            expected: list[int] = []
            for block in range(1, 4):
                expected += philox([block, first, second, 0], [seed, int(purpose)])
            found = words(12, seed, purpose, first, second)
            self.assertEqual(found.dtype, numpy.uint64)
            self.assertEqual(found.tolist(), expected)
            self.assertEqual(words(5, seed, purpose, first, second).tolist(), expected[:5])
        self.assertEqual(len(words(0, 1, Purpose.FACES)), 0)

    def test_of_each_purpose_stay_what_they_were(self) -> None:
        self.assertEqual(
            {purpose.name: int(purpose) for purpose in Purpose},
            {"PEOPLE": 0, "FACES": 1, "NEGATIVES": 2, "FLIPS": 3},
        )


class Numbers(unittest.TestCase):
    def test_below_a_limit_are_never_the_limit(self) -> None:
        greatest = numpy.array([MASK], numpy.uint64)
        for limit in (1, 2, 3, 5, 1000, 2**31 + 1, 2**52 + 1, 2**53 - 1, 2**53):
            limits = numpy.array([limit])
            self.assertEqual(below(greatest, limits).tolist(), [limit - 1])
            self.assertEqual(below(greatest * 0, limits).tolist(), [0])

    def test_below_a_limit_are_equally_frequent(self) -> None:
        drawn = below(words(70_000, 1, Purpose.FACES), numpy.full(70_000, 7))
        counts = numpy.bincount(drawn, minlength=7)
        self.assertLess(abs(counts - 10_000).max(), 5 * numpy.sqrt(10_000 * 6 / 7))

    def test_uniform_are_from_0_to_less_than_1(self) -> None:
        self.assertEqual(uniform(numpy.array([0, MASK], numpy.uint64)).tolist(), [0, 1 - 2**-53])


class Seeds(unittest.TestCase):
    def test_have_64_bits(self) -> None:
        self.assertEqual(check_seed(MASK), MASK)
        self.assertEqual(check_seed(numpy.uint64(MASK)), MASK)
        for seed in (-1, MASK + 1):
            with self.assertRaisesRegex(ValueError, f"from 0 to 2.64 - 1, not {seed}"):
                check_seed(seed)
        for seed in (1.0, "1", None, True):
            with self.assertRaisesRegex(TypeError, "seed must be an integer"):
                check_seed(seed)
