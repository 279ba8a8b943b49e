"""Pairs and triplets of a batch's faces, by their labels."""

from __future__ import annotations

from typing import Any

import numpy
from numpy.typing import ArrayLike, NDArray

from .streams import Purpose, below, check_seed, words


def anchor_positive_pairs(labels: ArrayLike) -> NDArray[numpy.int64]:
    """All pairs of places i < j with one label, int64 [pairs, 2], in the order of i and then j.

    As OpenFace 0.2's training pairs the images of a batch: 15 people with 20 images each give
    15 * C(20, 2) = 2,850 pairs. `labels` are n integers; memory is n^2 bytes.
    """
    labels = _labels(labels)
    same = labels[:, None] == labels[None, :]
    return numpy.argwhere(numpy.triu(same, 1)).astype(numpy.int64, copy=False)


def triplets(labels: ArrayLike, seed: int) -> NDArray[numpy.int64]:
    """Each anchor-positive pair with a random negative: int64 [pairs, 3].

    The negative is a place with another label, each as likely as any other. Where all labels are
    the same there is none, and the result is empty. The seed is an integer of 0 to 2^64 - 1.

    Raises `TypeError` or `ValueError` for another seed.
    """
    labels = _labels(labels)
    pairs = anchor_positive_pairs(labels)
    order = numpy.argsort(labels, kind="stable")
    grouped = labels[order]
    anchors = labels[pairs[:, 0]]
    first = numpy.searchsorted(grouped, anchors, side="left")
    count = numpy.searchsorted(grouped, anchors, side="right") - first
    others = len(labels) - count
    some = others > 0
    pairs, first, count, others = pairs[some], first[some], count[some], others[some]
    drawn = below(words(len(pairs), check_seed(seed), Purpose.NEGATIVES), others)
    # A place among the others becomes one among all by stepping over the anchor's own label.
    negatives = order[numpy.where(drawn < first, drawn, drawn + count)]
    return numpy.column_stack((pairs, negatives))


def _labels(labels: ArrayLike) -> NDArray[Any]:
    array = numpy.asarray(labels)
    if array.ndim != 1:
        raise ValueError(f"labels must be 1-d, and have {array.ndim} dimensions")
    return array
