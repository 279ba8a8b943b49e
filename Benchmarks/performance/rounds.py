"""Measures sides alternately, so that a machine that slows down favours none."""

import statistics
from typing import Callable, Mapping


def alternate(
    sides: Mapping[str, Callable[[], float]], rounds: int,
    show: Callable[[str, float], None] = lambda name, value: None,
) -> dict[str, list[float]]:
    """The figures of each side by rounds. Each goes first in turn."""
    figures: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds):
        for name in list(sides) if number % 2 == 0 else reversed(list(sides)):
            value = sides[name]()
            figures[name].append(value)
            show(name, value)
    return figures


def median_ratio(numerators: list[float], denominators: list[float]) -> float:
    """The median of the rounds' ratios: both figures of one come of the same few minutes."""
    return statistics.median(n / d for n, d in zip(numerators, denominators, strict=True))
