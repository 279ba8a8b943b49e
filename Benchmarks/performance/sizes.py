"""What an image costs by its size."""

import statistics
from dataclasses import dataclass

from .goals import Result
from .rounds import alternate, median_ratio
from .sides import Bench

# OpenFace's way hands out portions of eight images: with another number a worker would be idle.
PORTION = 8


@dataclass(frozen=True)
class Size:
    """A number of pixels, and how many portions for each job make OpenFace's way work for some ten
    seconds. Ours has `OURS` times as many."""

    pixels: int
    portions: int


OURS = 10
SIZES = (
    Size(250 * 250, 20), Size(500 * 500, 6), Size(1000 * 1000, 2), Size(2000 * 2000, 1),
    Size(4000 * 4000, 1))


def sizes(bench: Bench) -> Result:
    """cost against size: milliseconds of a worker for an image, without the start

    A run's time is that of the whole process. The start of each side is the time of a run over one
    image of 250x250 pixels; it is taken off, and that image too. What is left, times the jobs, over
    the images is what an image costs.
    """
    single = bench.trees.first(1)
    print(
        f"{'megapixels':<12}{'OpenFace':>12}{'ours':>10}{'ratio':>8}{'images':>14}"
        f"{'ms/megapixel':>20}")
    figures = []
    for size in SIZES:
        portions = bench.images(size.portions)
        count = portions * PORTION * bench.jobs
        trees = {
            bench.reference: bench.trees.resized(size.pixels, count),
            bench.ours: bench.trees.resized(size.pixels, count * OURS),
        }

        def cost(side, images: int) -> float:
            start = side.align(single)
            seconds = side.align(trees[side]) - start
            return 1000 * seconds * bench.jobs / max(1, images - 1)

        costs = alternate(
            {
                "reference": lambda: cost(bench.reference, count),
                "ours": lambda: cost(bench.ours, count * OURS),
            },
            bench.rounds)
        reference, ours = (statistics.median(values) for values in costs.values())
        ratio = median_ratio(costs["reference"], costs["ours"])
        megapixels = size.pixels / 1e6
        print(
            f"{megapixels:<12.4g}{reference:>12.1f}{ours:>10.2f}{ratio:>8.1f}"
            f"{f'{count}, {count * OURS}':>14}"
            f"{f'{reference / megapixels:.0f}, {ours / megapixels:.1f}':>20}", flush=True)
        figures.append({"pixels": size.pixels, **costs, "ratio": ratio})
    return Result({"sizes": figures})
