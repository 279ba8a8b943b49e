"""Evaluations as text, tables and a picture."""

import csv
import io
import json
from pathlib import Path
from typing import Any, Dict, List, Mapping, Sequence

import matplotlib

matplotlib.use("Agg")

import numpy  # noqa: E402
from matplotlib import pyplot  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402

from .checkpoints import replaced  # noqa: E402
from .evaluation import Evaluation  # noqa: E402
from .pairs import Pair, Photograph  # noqa: E402
from .verification import Floats, Roc  # noqa: E402

NETWORK, PIXELS = "network", "pixels"
"""What an evaluation is of: the embeddings' distances, or those of the faces' pixels."""


def evaluation_text(evaluations: Mapping[str, Evaluation]) -> str:
    """The folds of the network's evaluation, and the figures of all side by side."""
    network = evaluations[NETWORK]
    lines = ["fold  pairs  threshold  accuracy"]
    lines += [
        f"{fold.fold + 1:4}  {fold.pairs:5,}  {fold.threshold:9.4g}  {fold.accuracy:8.4f}"
        for fold in network.folds
    ]
    lines += ["", f"{'':20}" + "".join(f"{name:>16}" for name in evaluations)]
    columns = {name: figures(evaluation) for name, evaluation in evaluations.items()}
    for figure in columns[NETWORK]:
        values = "".join(f"{columns[name][figure]:>16}" for name in evaluations)
        lines.append(f"{figure:20}{values}")
    return "\n".join(lines)


def write_tables(
    folder: Path,
    about: Mapping[str, object],
    pairs: Sequence[Pair],
    distances: Mapping[str, Floats],
    evaluations: Mapping[str, Evaluation],
    missing: Mapping[Photograph, str],
) -> None:
    """Writes scores.csv, folds.csv, missing.csv and evaluation.json into the folder.

    `about` is what the evaluations are of, for evaluation.json.
    """
    columns = ["line", "fold", "same", "name1", "number1", "name2", "number2"]
    scores = [
        [pair.line, pair.fold + 1, int(pair.same), *pair.first, *pair.second]
        + [
            "" if numpy.isnan(distances[name][place]) else distances[name][place]
            for name in distances
        ]
        for place, pair in enumerate(pairs)
    ]
    _write_csv(folder / "scores.csv", columns + [f"{name}_distance" for name in distances], scores)
    folds = [
        [name, fold.fold + 1, fold.pairs, fold.threshold, fold.accuracy]
        for name, evaluation in evaluations.items()
        for fold in evaluation.folds
    ]
    _write_csv(folder / "folds.csv", ["of", "fold", "pairs", "threshold", "accuracy"], folds)
    _write_csv(
        folder / "missing.csv",
        ["name", "number", "reason"],
        [[*photograph, missing[photograph]] for photograph in sorted(missing)],
    )
    content: Dict[str, object] = {"of": about}
    content.update((name, _content(evaluation)) for name, evaluation in evaluations.items())
    with replaced(folder / "evaluation.json") as file:
        file.write((json.dumps(content, indent=2) + "\n").encode("utf-8"))


def draw_roc(path: Path, title: str, evaluations: Mapping[str, Evaluation]) -> None:
    """Draws the ROC curves as a PNG: as usual, and with few false accepts spread out."""
    figure, (linear, logarithmic) = pyplot.subplots(
        1, 2, sharey=True, figsize=(11, 5.2), layout="constrained"
    )
    for axes in (linear, logarithmic):
        _draw(axes, evaluations)
    shares = numpy.logspace(-4, 0, 200)
    linear.plot([0, 1], [0, 1], ":", color="black", lw=1, label="chance")
    logarithmic.plot(shares, shares, ":", color="black", lw=1)
    linear.set(xlim=(0, 1), ylim=(0, 1.01), xlabel="false accept rate", ylabel="true accept rate")
    least = 1 / evaluations[NETWORK].roc.different
    logarithmic.set(xscale="log", xlim=(least, 1), xlabel="false accept rate, logarithmic")
    linear.legend(loc="lower right")
    figure.suptitle(title)
    with replaced(path) as file:
        figure.savefig(file, format="png", dpi=120)
    pyplot.close(figure)


def _draw(axes: Axes, evaluations: Mapping[str, Evaluation]) -> None:
    for name, colour in ((NETWORK, "tab:blue"), (PIXELS, "tab:orange")):
        evaluation = evaluations[name]
        area = f"{name}, area {evaluation.area:.3f}"
        _curve(axes, evaluation.roc, color=colour, lw=2, label=area, zorder=3)
    network = evaluations[NETWORK]
    for place, curve in enumerate(network.fold_rocs if len(network.folds) > 1 else []):
        label = None if place else "network, each fold"
        _curve(axes, curve, color="grey", alpha=0.4, lw=0.8, label=label)
    axes.grid(alpha=0.3)


def _curve(axes: Axes, curve: Roc, **style: Any) -> None:
    axes.plot(curve.false_accepts, curve.true_accepts, **style)


def figures(evaluation: Evaluation) -> Dict[str, str]:
    """The evaluation's figures as text, by their names."""
    texts = {"accuracy": f"{evaluation.accuracy:.4f}"}
    if evaluation.standard_error is not None and evaluation.standard_deviation is not None:
        texts["standard error"] = f"{evaluation.standard_error:.4f}"
        texts["standard deviation"] = f"{evaluation.standard_deviation:.4f}"
    texts["area under ROC"] = f"{evaluation.area:.4f}"
    texts["equal error rate"] = f"{evaluation.equal_error_rate:.4f}"
    for rate, share in evaluation.true_accept_rates.items():
        texts[f"TAR at FAR {rate:g}"] = "too few pairs" if share is None else f"{share:.4f}"
    return texts


def _content(evaluation: Evaluation) -> Dict[str, object]:
    return {
        "accuracy": evaluation.accuracy,
        "standard_error": evaluation.standard_error,
        "standard_deviation": evaluation.standard_deviation,
        "area_under_roc": evaluation.area,
        "equal_error_rate": evaluation.equal_error_rate,
        "true_accept_rates": {
            f"{rate:g}": share for rate, share in evaluation.true_accept_rates.items()
        },
    }


def _write_csv(path: Path, header: List[str], rows: Sequence[Sequence[object]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    with replaced(path) as file:
        file.write(text.getvalue().encode("utf-8"))
