"""What the distances of a file's pairs say of a network."""

import math
from typing import Dict, List, NamedTuple, Optional, Sequence

import numpy
from numpy.typing import NDArray

from .pairs import Pair
from .verification import (
    Bools,
    Floats,
    FoldResult,
    Roc,
    accuracy,
    area_under,
    best_threshold,
    cross_validated,
    equal_error_rate,
    roc,
    standard_error,
    true_accept_rate,
)

FALSE_ACCEPT_RATES = (0.01, 0.001)


class EvaluationError(Exception):
    """Pairs cannot be evaluated; the message says why, and what to do."""


class Evaluation(NamedTuple):
    """How well distances tell one person's pairs from two people's."""

    folds: List[FoldResult]
    accuracy: float
    """The mean over the folds."""
    standard_error: Optional[float]
    """Of that mean; None of one fold."""
    standard_deviation: Optional[float]
    """Over the folds, divided by n, as OpenFace has behind its accuracies; None of one fold."""
    area: float
    """Under the ROC curve of all pairs together."""
    equal_error_rate: float
    true_accept_rates: Dict[float, Optional[float]]
    """The share of one person's pairs that are accepted, by the share of two people's that may be;
    None where there are too few to tell."""
    roc: Roc
    fold_rocs: List[Roc]


def evaluate(
    pairs: Sequence[Pair], distances: Floats, missing: str, threshold: Optional[float] = None
) -> Evaluation:
    """The evaluation of pairs with these distances, float64 [pairs], NaN where a face is missing.

    Pairs with a missing face are left out where `missing` is `skip`. Where it is `wrong` they are
    on the wrong side of every threshold: one person's infinitely far, two people's infinitely near.

    Of several folds each is judged with the threshold that is best for the others. A single one is
    judged with `threshold`, or without one with its own best, which flatters.

    Raises EvaluationError if there are too few distances for that.
    """
    same = numpy.array([pair.same for pair in pairs], numpy.bool_)
    folds = numpy.array([pair.fold for pair in pairs], numpy.int64)
    count = int(folds.max()) + 1
    if missing == "skip":
        have = ~numpy.isnan(distances)
        distances, same, folds = distances[have], same[have], folds[have]
    else:
        wrong = numpy.where(same, math.inf, -math.inf)
        distances = numpy.where(numpy.isnan(distances), wrong, distances)
    _check_folds(distances, same, folds, count)
    results = _folds(distances, same, folds, threshold)
    accuracies = numpy.array([result.accuracy for result in results])
    curve = roc(distances, same)
    return Evaluation(
        folds=results,
        accuracy=float(accuracies.mean()),
        standard_error=standard_error(accuracies) if count > 1 else None,
        standard_deviation=float(accuracies.std()) if count > 1 else None,
        area=area_under(curve),
        equal_error_rate=equal_error_rate(curve),
        true_accept_rates={rate: true_accept_rate(curve, rate) for rate in FALSE_ACCEPT_RATES},
        roc=curve,
        fold_rocs=[roc(distances[folds == fold], same[folds == fold]) for fold in range(count)],
    )


def _check_folds(distances: Floats, same: Bools, folds: NDArray[numpy.int64], count: int) -> None:
    measured = numpy.isfinite(distances)
    for fold in range(count):
        here = folds == fold
        if not (same[here].any() and (~same[here]).any()):
            raise EvaluationError(
                f"fold {fold + 1} has no pair left of one person, or none of two, without those "
                "that lack a photograph; take --missing wrong, or a dataset that has more of them"
            )
        if not measured[~here if count > 1 else here].any():
            raise EvaluationError(
                f"no pair for the threshold of fold {fold + 1} has both its photographs in the "
                "dataset"
            )


def _folds(
    distances: Floats, same: Bools, folds: NDArray[numpy.int64], threshold: Optional[float]
) -> List[FoldResult]:
    if folds.max() > 0:
        return cross_validated(distances, same, folds)
    if threshold is None:
        threshold = best_threshold(distances, same)
    return [FoldResult(0, len(same), threshold, accuracy(distances, same, threshold))]
