"""Random numbers that are the same with every version of NumPy, on every machine.

NumPy may change what a Generator's methods draw, but not a bit generator's raw stream. Philox
(Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011) has no state to carry
along: what is drawn follows from a key and a counter, so that any place of any stream is reached
at once.
"""

from __future__ import annotations

import enum

import numpy
from numpy.typing import NDArray

SEEDS = 1 << 64


class Purpose(enum.IntEnum):
    """What numbers are drawn for; each has streams of its own. The values never change."""

    PEOPLE = 0
    FACES = 1
    NEGATIVES = 2
    FLIPS = 3


def words(
    count: int, seed: int, purpose: Purpose, first: int = 0, second: int = 0
) -> NDArray[numpy.uint64]:
    """`count` random 64-bit words, uint64 [count], of the stream that the other numbers name.

    All of them are from 0 to 2^64 - 1.
    """
    generator = numpy.random.Philox(
        key=numpy.array([seed, purpose], numpy.uint64),
        counter=numpy.array([0, first, second, 0], numpy.uint64),
    )
    return numpy.asarray(generator.random_raw(count), numpy.uint64)


def uniform(words: NDArray[numpy.uint64]) -> NDArray[numpy.float64]:
    """Random words as multiples of 2^-53, from 0 to less than 1."""
    multiples: NDArray[numpy.float64] = (words >> numpy.uint64(11)) * numpy.float64(2.0**-53)
    return multiples


def below(words: NDArray[numpy.uint64], limits: NDArray[numpy.int64]) -> NDArray[numpy.int64]:
    """Random words as integers of 0 to limit - 1, for limits of 1 to 2^53.

    The greatest multiple, 1 - 2^-53, times a limit is rounded to less than the limit.
    """
    return (uniform(words) * limits).astype(numpy.int64)


def check_seed(seed: int) -> int:
    """The seed, if it is an integer of 0 to 2^64 - 1. Raises `TypeError` or `ValueError`."""
    if isinstance(seed, bool) or not isinstance(seed, (int, numpy.integer)):
        raise TypeError(f"seed must be an integer, not {seed!r}")
    if not 0 <= seed < SEEDS:
        raise ValueError(f"seed must be from 0 to 2^64 - 1, not {seed}")
    return int(seed)
