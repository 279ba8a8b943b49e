"""Images a second, of small photographs and of large ones."""

import statistics
from pathlib import Path

from .goals import Goal, Result
from .rounds import alternate, median_ratio
from .sides import Bench

SMALL_IMAGES = 2000
LARGE_IMAGES = 200


def small(bench: Bench) -> Result:
    """250x250: images a second of the whole process; OpenFace's from its models being loaded on"""
    tree = bench.trees.small(bench.images(SMALL_IMAGES))
    return compare(bench, "250x250", tree, least=5, aim=10)


def large(bench: Bench) -> Result:
    """photographs: images a second, likewise, of photographs of 0.1 to 1.6 megapixels"""
    tree = bench.trees.full_size(bench.images(LARGE_IMAGES))
    return compare(bench, "photographs", tree, least=20, aim=50)


def compare(bench: Bench, name: str, tree: Path, least: float, aim: float) -> Result:
    sides = {
        "OpenFace's way": lambda: bench.reference.images_per_second(tree),
        "align-dataset": lambda: bench.ours.images_per_second(tree),
    }
    figures = alternate(
        sides, bench.rounds, lambda side, value: print(f"{side:<20}{value:>10.1f}", flush=True))
    reference, ours = figures.values()
    ratio = median_ratio(ours, reference)
    print(
        f"medians: {statistics.median(ours):.1f} and {statistics.median(reference):.1f};"
        f" ratio {ratio:.2f}")
    return Result(
        {"ours": ours, "reference": reference, "ratio": ratio},
        [Goal(f"speed, {name}", ratio, least, unit=" times", aim=aim)])
