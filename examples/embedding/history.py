"""The losses of a training, step by step: as a table and as a picture."""

import csv
import io
import math
from pathlib import Path
from typing import List, NamedTuple, Optional, Sequence

import matplotlib

matplotlib.use("Agg")

import numpy  # noqa: E402
from matplotlib import pyplot  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from .checkpoints import replaced  # noqa: E402


class Row(NamedTuple):
    """What a step gave."""

    step: int
    """From 1."""
    epoch: int
    """From 1."""
    loss: float
    """The mean over the triplets that the step learned from; 0 without any."""
    random_loss: float
    """The mean over all anchor-positive pairs, each with a random negative of the batch."""
    pairs: int
    """Anchor-positive pairs of the batch: 2,850 for 15 people with 20 images each."""
    triplets: int
    """How many of the pairs had a negative to learn from."""
    images: int
    """Different images in the batch."""
    val_accuracy: Optional[float]
    """The verification accuracy on the dataset's val split after the step, if it was measured."""

    def numbers(self) -> List[float]:
        """The fields as numbers, with NaN for None."""
        return [math.nan if value is None else float(value) for value in self]

    @classmethod
    def of(cls, numbers: Sequence[float]) -> "Row":
        """The row of these numbers. Raises ValueError if they are not a row's."""
        step, epoch, loss, random_loss, pairs, triplets, images, accuracy = numbers
        return cls(
            int(step),
            int(epoch),
            loss,
            random_loss,
            int(pairs),
            int(triplets),
            int(images),
            None if math.isnan(accuracy) else accuracy,
        )


History = List[Row]


def write_history(history: History, table: Path, picture: Path) -> None:
    """Writes history.csv, a line a step, and the loss curve as a PNG."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(history)
    with replaced(table) as file:
        file.write(text.getvalue().encode("utf-8"))
    if history:
        _draw(history, picture)


def ends(history: History) -> tuple[History, History]:
    """The first and the last steps: a tenth of all, 1 to 50. A single step's loss says little."""
    count = min(max(len(history) // 10, 1), 50)
    return history[:count], history[-count:]


def _draw(history: History, path: Path) -> None:
    steps = numpy.array([row.step for row in history])
    figure, (losses, shares) = pyplot.subplots(
        2, 1, sharex=True, figsize=(8, 6), height_ratios=(2, 1), layout="constrained"
    )
    for name, values, colour in (
        ("triplets trained with", [row.loss for row in history], "tab:blue"),
        ("random triplets", [row.random_loss for row in history], "tab:orange"),
    ):
        _curve(losses, steps, numpy.array(values), colour, name)
    losses.set_ylabel("mean triplet loss")
    losses.set_ylim(bottom=0)
    losses.legend()
    active = numpy.array([row.triplets / max(row.pairs, 1) for row in history])
    _curve(shares, steps, active, "tab:green", "pairs with a triplet")
    measured = [(row.step, row.val_accuracy) for row in history if row.val_accuracy is not None]
    if measured:
        shares.plot(*zip(*measured), "o-", color="tab:red", ms=3, label="accuracy on val")
    shares.set_ylabel("share")
    shares.set_ylim(0, 1)
    shares.set_xlabel("step")
    shares.legend()
    for axes in (losses, shares):
        axes.grid(alpha=0.3)
    with replaced(path) as file:
        figure.savefig(file, format="png", dpi=120)
    pyplot.close(figure)


def _curve(
    axes: Axes,
    steps: NDArray[numpy.int64],
    values: NDArray[numpy.float64],
    colour: str,
    name: str,
) -> None:
    """Each step's value, pale, and the mean over a window around it."""
    window = min(max(len(values) // 20, 1), 100)
    axes.plot(steps, values, color=colour, alpha=0.25, lw=0.8)
    sums = numpy.cumsum(numpy.r_[0.0, values])
    means = (sums[window:] - sums[:-window]) / window
    middles = steps[: len(means)] + (window - 1) / 2
    axes.plot(middles, means, color=colour, label=name)
