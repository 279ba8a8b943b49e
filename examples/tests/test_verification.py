"""Accuracy over folds and the ROC curve, against the same counted out one by one."""

import math
import unittest

import numpy

from embedding.verification import (
    Bools,
    Floats,
    area_under,
    best_threshold,
    cross_validated,
    equal_error_rate,
    roc,
    standard_error,
    true_accept_rate,
)


def _drawn(pairs: int, seed: int, ties: bool = False) -> "tuple[Floats, Bools]":
    """Distances in [0, 4], smaller for pairs of one person."""
    generator = numpy.random.default_rng(seed)
    same = numpy.arange(pairs) % 2 == 0
    distances = numpy.clip(generator.normal(numpy.where(same, 1.0, 1.8), 0.6), 0, 4)
    return numpy.round(distances, 1) if ties else distances, same


class Threshold(unittest.TestCase):
    def test_none_is_better(self) -> None:
        for seed in range(20):
            distances, same = _drawn(50, seed, ties=True)
            chosen = best_threshold(distances, same)
            right = sum((d < chosen) == s for d, s in zip(distances, same))
            # All distances are tenths, so that these are between all of them.
            grid = [place / 10 - 0.05 for place in range(42)]
            best = max(sum((d < t) == s for d, s in zip(distances, same)) for t in grid)
            self.assertEqual(right, best)

    def test_it_is_in_the_middle_of_a_gap(self) -> None:
        distances = numpy.array([0.2, 0.5, 1.5, 3.0])
        self.assertEqual(best_threshold(distances, numpy.array([True, True, False, False])), 1.0)

    def test_of_equally_good_ones_it_is_the_lowest(self) -> None:
        distances = numpy.array([1.0, 2.0, 3.0, 4.0])
        self.assertEqual(best_threshold(distances, numpy.array([True, False, True, False])), 1.5)

    def test_it_accepts_all_or_nothing_where_that_is_best(self) -> None:
        distances = numpy.array([1.0, 2.0])
        self.assertGreater(best_threshold(distances, numpy.array([True, True])), 2.0)
        self.assertLessEqual(best_threshold(distances, numpy.array([False, False])), 1.0)

    def test_distances_that_are_infinite_give_no_threshold(self) -> None:
        distances = numpy.array([-math.inf, 1.0, 2.0, math.inf])
        same = numpy.array([False, True, False, True])
        self.assertEqual(best_threshold(distances, same), 1.5)
        with self.assertRaises(ValueError):
            best_threshold(numpy.array([math.inf]), numpy.array([True]))


class Folds(unittest.TestCase):
    def test_ten_folds_are_as_counted_one_by_one(self) -> None:
        distances, same = _drawn(200, 5)
        folds = numpy.arange(200) // 20
        results = cross_validated(distances, same, folds)
        self.assertEqual([result.fold for result in results], list(range(10)))
        for result in results:
            others = sorted(d for d, f in zip(distances, folds) if f != result.fold)
            middles = [(a + b) / 2 for a, b in zip(others, others[1:])]

            def right(threshold: float, held_out: bool, fold: int = result.fold) -> int:
                return sum(
                    (d < threshold) == s
                    for d, s, f in zip(distances, same, folds)
                    if (f == fold) == held_out
                )

            rights = [right(threshold, False) for threshold in middles]
            lowest = middles[rights.index(max(rights))]
            self.assertAlmostEqual(result.threshold, lowest, places=12)
            self.assertEqual(result.accuracy, right(lowest, True) / 20)
            self.assertEqual(result.pairs, 20)

    def test_a_fold_has_no_part_in_its_own_threshold(self) -> None:
        distances = numpy.array([0.1, 0.9, 2.1, 2.9])
        same = numpy.array([True, False, True, False])
        first, second = cross_validated(distances, same, numpy.array([0, 0, 1, 1]))
        self.assertEqual((first.threshold, first.accuracy), (2.5, 0.5))
        self.assertEqual((second.threshold, second.accuracy), (0.5, 0.5))

    def test_the_standard_error_is_lfws(self) -> None:
        # By hand: mean 0.8, squares 0.01 + 0 + 0.01, over 2 is 0.01, root 0.1, over the root of 3.
        error = standard_error(numpy.array([0.7, 0.8, 0.9]))
        self.assertAlmostEqual(error, 0.1 / math.sqrt(3))


class Curve(unittest.TestCase):
    def test_its_points_are_the_shares_counted_at_each_distance(self) -> None:
        distances, same = _drawn(60, 2, ties=True)
        curve = roc(distances, same)
        points = [(0.0, 0.0)]
        for value in sorted(set(distances.tolist())):
            falsely = sum(d <= value for d, s in zip(distances, same) if not s) / 30
            rightly = sum(d <= value for d, s in zip(distances, same) if s) / 30
            points.append((falsely, rightly))
        self.assertEqual(list(zip(curve.false_accepts, curve.true_accepts)), points)
        self.assertEqual(points[-1], (1.0, 1.0))

    def test_the_area_is_how_often_one_persons_pair_is_nearer(self) -> None:
        for ties in (False, True):
            distances, same = _drawn(80, 3, ties)
            won = sum(
                1.0 if a < b else 0.5 if a == b else 0.0
                for a in distances[same]
                for b in distances[~same]
            )
            self.assertAlmostEqual(area_under(roc(distances, same)), won / 1600)

    def test_the_equal_error_rate_has_both_errors_equal(self) -> None:
        # Accepting 1 and 2 errs on one of four of either kind.
        distances = numpy.array([1.0, 1.0, 1.0, 3.0, 2.0, 4.0, 4.0, 4.0])
        same = numpy.arange(8) < 4
        self.assertAlmostEqual(equal_error_rate(roc(distances, same)), 0.25)
        perfect = roc(numpy.array([1.0, 2.0]), numpy.array([True, False]))
        self.assertEqual(equal_error_rate(perfect), 0)
        hopeless = roc(numpy.array([2.0, 1.0]), numpy.array([True, False]))
        self.assertEqual(equal_error_rate(hopeless), 1)
        undecided = roc(numpy.array([1.0, 1.0]), numpy.array([True, False]))
        self.assertEqual(equal_error_rate(undecided), 0.5)

    def test_true_accepts_are_those_at_no_more_false_ones(self) -> None:
        distances, same = _drawn(2000, 4)
        curve = roc(distances, same)
        for rate in (0.01, 0.001):
            strangers = sorted(distances[~same])
            # As many may be accepted as the rate says: those nearer than the next one.
            limit = strangers[round(rate * 1000)]
            expected = sum(d < limit for d in distances[same]) / 1000
            self.assertAlmostEqual(true_accept_rate(curve, rate) or -1, expected)

    def test_a_rate_of_less_than_one_pair_is_not_told(self) -> None:
        distances, same = _drawn(1998, 4)
        self.assertIsNone(true_accept_rate(roc(distances, same), 0.001))
        self.assertIsNotNone(true_accept_rate(roc(distances, same), 0.002))

    def test_one_kind_alone_has_no_curve(self) -> None:
        with self.assertRaises(ValueError):
            roc(numpy.array([1.0, 2.0]), numpy.array([True, True]))


if __name__ == "__main__":
    unittest.main()
