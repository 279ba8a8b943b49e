"""What --fast gains, and what it costs."""

from pathlib import Path

import cv2
import numpy

from .dataset import Dataset, Face
from .goals import Result
from .rounds import alternate, median_ratio
from .sides import Bench
from .speed import LARGE_IMAGES, SMALL_IMAGES

OPTION = "--fast"
# Those that the alignment brings to their places: the outer eye corners and the base of the nose.
ALIGNED = (36, 45, 33)
# The places, as fractions of the output's edge.
PLACES = ((0.19415700435638428, 0.16926692426204681), (0.7888591289520264, 0.158171147108078),
          (0.49495089054107666, 0.5144413709640503))


def fast(bench: Bench) -> Result:
    """--fast: its speed, and how its results differ from the exact ones

    Landmarks are compared where the exact alignment puts them, in pixels of a 96x96 image.
    """
    if not bench.ours.has(OPTION):
        print(f"skipped: the program has no {OPTION}")
        return Result()
    trees = {
        "250x250": bench.trees.small(bench.images(SMALL_IMAGES)),
        "photographs": bench.trees.full_size(bench.images(LARGE_IMAGES)),
    }
    return Result({name: one_tree(bench, name, tree) for name, tree in trees.items()})


def one_tree(bench: Bench, name: str, tree: Path) -> dict:
    exact, quick = bench.ours, bench.ours.with_options(OPTION)
    speeds = alternate(
        {
            "OpenFace's way": lambda: bench.reference.images_per_second(tree),
            "exact": lambda: exact.images_per_second(tree),
            OPTION: lambda: quick.images_per_second(tree),
        },
        bench.rounds)
    exact.align(tree)
    expected = Dataset.open(exact.out)
    # Read before the next run takes the folder away.
    pixels = {path: face.pixels.astype(numpy.int16) for path, face in expected.faces.items()}
    quick.align(tree)
    actual = Dataset.open(quick.out)
    both = sorted(expected.faces.keys() & actual.faces.keys())
    only = len(expected.faces.keys() ^ actual.faces.keys())
    boxes = sum(expected.faces[p].line["box"] != actual.faces[p].line["box"] for p in both)
    apart = numpy.concatenate([distances(expected.faces[p], actual.faces[p]) for p in both])
    levels = numpy.mean([
        numpy.abs(pixels[p] - actual.faces[p].pixels.astype(numpy.int16)).mean() for p in both])
    figures = {
        "speeds": speeds,
        "of_reference": median_ratio(speeds[OPTION], speeds["OpenFace's way"]),
        "of_exact": median_ratio(speeds[OPTION], speeds["exact"]),
        "images": len(both),
        "face_in_one_only": only,
        "other_box": boxes / len(both),
        "landmarks_median": float(numpy.median(apart)),
        "landmarks_99": float(numpy.percentile(apart, 99)),
        "pixel_difference": float(levels),
    }
    print(
        f"{name}: {figures['of_reference']:.1f} times OpenFace's speed, {figures['of_exact']:.2f}"
        f" times the exact one's\n  of {len(both)} images {100 * figures['other_box']:.1f}% have"
        f" another box, and {only} have a face in one of the two only\n  landmarks"
        f" {figures['landmarks_median']:.2f} pixels apart in the median,"
        f" {figures['landmarks_99']:.2f} in the 99th percentile\n  pixels differ by {levels:.2f} levels of 255 in the mean",
        flush=True)
    return figures


def distances(exact: Face, other: Face) -> numpy.ndarray:
    """Of the 68 landmarks, in pixels of a 96x96 image."""
    source = exact.landmarks[list(ALIGNED)].astype(numpy.float32)
    affine = cv2.getAffineTransform(source, numpy.float32(PLACES) * 96)
    return numpy.linalg.norm((other.landmarks - exact.landmarks) @ affine[:, :2].T, axis=1)
