"""How well distances tell whether two photographs show one person: accuracy over folds, and the ROC
curve.

Everywhere `distances` is float64 [pairs] and `same` bool [pairs]. A pair is taken for one person
where its distance is less than a threshold. A distance may be infinite: of a pair that cannot be
compared, and counts as wrong.
"""

from typing import List, NamedTuple, Optional

import numpy
from numpy.typing import NDArray

Floats = NDArray[numpy.float64]
Bools = NDArray[numpy.bool_]


class FoldResult(NamedTuple):
    """What a fold gave."""

    fold: int
    """From 0."""
    pairs: int
    threshold: float
    """Chosen without this fold's pairs."""
    accuracy: float
    """The share of the pairs that are judged rightly."""


class Roc(NamedTuple):
    """A receiver operating characteristic: float64 [points], from (0, 0) to (1, 1), both ascending.
    There is a point for each distance that occurs, so that pairs of one distance are accepted
    together."""

    false_accepts: Floats
    """The share of two people's pairs that are taken for one person's."""
    true_accepts: Floats
    """The share of one person's pairs that are taken for such."""
    different: int
    """How many pairs of two people there are."""


def best_threshold(distances: Floats, same: Bools) -> float:
    """The threshold with the most pairs judged rightly; of several the lowest.

    Those tried are the midpoints between neighbouring distances that occur and are finite, the
    smallest of them (which accepts nothing) and one just above the largest. Raises ValueError if
    none is finite.
    """
    values = numpy.unique(distances[numpy.isfinite(distances)])
    if len(values) == 0:
        raise ValueError("a threshold needs a pair with a distance")
    middles = values[:-1] + (values[1:] - values[:-1]) / 2
    thresholds = numpy.concatenate([values[:1], middles, [numpy.nextafter(values[-1], numpy.inf)]])
    accepted = numpy.searchsorted(numpy.sort(distances[same]), thresholds)
    falsely = numpy.searchsorted(numpy.sort(distances[~same]), thresholds)
    return float(thresholds[numpy.argmax(accepted - falsely)])


def accuracy(distances: Floats, same: Bools, threshold: float) -> float:
    """The share of pairs judged rightly."""
    return float(numpy.mean((distances < threshold) == same))


def cross_validated(
    distances: Floats, same: Bools, folds: NDArray[numpy.int64]
) -> List[FoldResult]:
    """The accuracy in each fold with the threshold that is best for all others together, as LFW's
    view 2 asks.

    `folds` is each pair's fold. Raises ValueError where there are fewer than two folds.
    """
    results = []
    for fold in numpy.unique(folds):
        held_out = folds == fold
        threshold = best_threshold(distances[~held_out], same[~held_out])
        right = accuracy(distances[held_out], same[held_out], threshold)
        results.append(FoldResult(int(fold), int(held_out.sum()), threshold, right))
    return results


def standard_error(accuracies: Floats) -> float:
    """Of the mean over folds: their standard deviation (divided by n - 1) over the root of n, as
    LFW reports it."""
    return float(numpy.std(accuracies, ddof=1) / numpy.sqrt(len(accuracies)))


def roc(distances: Floats, same: Bools) -> Roc:
    """The curve over all thresholds. Raises ValueError unless there are pairs of both kinds."""
    positive, negative = numpy.sort(distances[same]), numpy.sort(distances[~same])
    if len(positive) == 0 or len(negative) == 0:
        raise ValueError("a ROC curve needs pairs of one person and pairs of two")
    values = numpy.unique(distances)
    accepted = numpy.searchsorted(positive, values, side="right") / len(positive)
    falsely = numpy.searchsorted(negative, values, side="right") / len(negative)
    return Roc(numpy.r_[0.0, falsely], numpy.r_[0.0, accepted], len(negative))


def area_under(curve: Roc) -> float:
    """The area under the curve: how probably a pair of one person is nearer than one of two (a tie
    is a half)."""
    widths = numpy.diff(curve.false_accepts)
    heights = (curve.true_accepts[1:] + curve.true_accepts[:-1]) / 2
    return float(numpy.sum(widths * heights))


def equal_error_rate(curve: Roc) -> float:
    """The share of false accepts where it is that of false rejects, on the straight line between
    two points."""
    excess = curve.false_accepts - (1 - curve.true_accepts)
    after = int(numpy.argmax(excess >= 0))
    step = -excess[after - 1] / (excess[after] - excess[after - 1])
    before, behind = curve.false_accepts[after - 1], curve.false_accepts[after]
    return float(before + step * (behind - before))


def true_accept_rate(curve: Roc, false_accept_rate: float) -> Optional[float]:
    """The largest share of true accepts at no more than this share of false ones.

    None where it cannot be estimated: with so few pairs of two people that not one may be accepted.
    """
    # The product of decimals may be just below the whole number that is meant: 1000 * 0.001.
    if curve.different * false_accept_rate < 1 - 1e-9:
        return None
    allowed = curve.false_accepts <= false_accept_rate + 1e-12
    return float(curve.true_accepts[allowed].max())
