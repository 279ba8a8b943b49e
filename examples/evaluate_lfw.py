#!/usr/bin/env python3
"""How well a network tells whether two photographs show one person, by the protocol of LFW.

    python evaluate_lfw.py aligned-lfw/ pairs.txt trained/checkpoint.pt --out evaluation/

README.md explains what is measured, printed and written.
"""

import argparse
import sys
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Sequence, Set

import numpy
from align_dataset import Dataset, DatasetError

from embedding.checkpoints import Checkpoint, CheckpointError, load_checkpoint, trained_network
from embedding.evaluation import Evaluation, EvaluationError, evaluate
from embedding.inference import DeviceError, choose_device
from embedding.measurement import PhotographDistances, count_trained_on
from embedding.networks import NETWORKS
from embedding.pairs import Pair, PairsError, Photograph, read_pairs
from embedding.photographs import find_photographs, open_splits, why_missing
from embedding.programs import exit_status
from embedding.reports import NETWORK, PIXELS, draw_roc, evaluation_text, figures, write_tables
from embedding.verification import Floats, best_threshold

LISTED = 20
"""How many missing photographs are printed where all of them are in a file as well."""


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """The program. Returns its exit status: 0, 1 for an error, 130 if it was interrupted."""
    options = _parser().parse_args(arguments)
    return exit_status(
        "evaluate_lfw.py",
        lambda: _run(options),
        DatasetError,
        PairsError,
        CheckpointError,
        DeviceError,
        EvaluationError,
    )


class Measured(NamedTuple):
    """What was found and measured of a file's pairs; distances by what they are of."""

    pairs: List[Pair]
    distances: Dict[str, Floats]
    thresholds: Dict[str, Optional[float]]
    """Those that other pairs gave."""
    tuned: str
    """What is to be said of those others; empty without."""
    found: int
    """How many of the pairs' photographs the dataset has."""
    trained_on: int
    """How many of those are of people that the network was trained on."""
    missing: Dict[Photograph, str]
    """Why the dataset does not have the others."""

    @property
    def lacking(self) -> int:
        """How many pairs lack a photograph."""
        return int(numpy.isnan(self.distances[NETWORK]).sum())


def _run(options: argparse.Namespace) -> None:
    checkpoint = load_checkpoint(options.checkpoint)
    measured = _measure(options, checkpoint)
    evaluations = _evaluations(measured, options.missing)
    print(
        f"{options.checkpoint}: {checkpoint.network} after {checkpoint.step:,} steps\n"
        f"{options.pairs}: {_pairs_text(measured.pairs)} of "
        f"{measured.found + len(measured.missing):,} photographs"
    )
    if measured.tuned:
        print(measured.tuned)
    _print_trained_on(measured)
    _print_missing(measured, options)
    print(evaluation_text(evaluations))
    _print_notes(measured, evaluations, options)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        about = {
            "checkpoint": str(options.checkpoint),
            "network": checkpoint.network,
            "steps": checkpoint.step,
            "dataset": str(options.dataset),
            "pairs_file": str(options.pairs),
            "threshold_from": options.threshold_from and str(options.threshold_from),
            "pairs": len(measured.pairs),
            "pairs_that_lack_a_photograph": measured.lacking,
            "missing": options.missing,
        }
        write_tables(
            options.out, about, measured.pairs, measured.distances, evaluations, measured.missing
        )
        title = (
            f"{checkpoint.network} after {checkpoint.step:,} steps, {_pairs_text(measured.pairs)}"
        )
        draw_roc(options.out / "roc.png", title, evaluations)
        print(f"{options.out} has roc.png, scores.csv, folds.csv, missing.csv and evaluation.json")


def _measure(options: argparse.Namespace, checkpoint: Checkpoint) -> Measured:
    pairs = read_pairs(options.pairs)
    tuning = _tuning_pairs(options, pairs)
    network = trained_network(checkpoint, options.checkpoint)
    device = choose_device(options.device)
    datasets = _datasets(options.dataset, checkpoint.network)
    every = pairs + tuning
    wanted = _photographs(pairs)
    places = find_photographs(datasets, wanted | _photographs(tuning))
    own = {photograph: place for photograph, place in places.items() if photograph in wanted}
    if not own:
        raise EvaluationError(
            f"{options.dataset}: has none of the photographs of {options.pairs}, such as "
            f"{pairs[0].first}; its people are called as {datasets[0].identities[0].identity}"
        )
    faces = PhotographDistances(datasets, places)
    distances = {
        NETWORK: faces.by_network(every, network, checkpoint, device),
        PIXELS: faces.by_pixels(every),
    }
    same_dataset = checkpoint.dataset_sha256 == datasets[0].description["self_sha256"]
    return Measured(
        pairs,
        {name: values[: len(pairs)] for name, values in distances.items()},
        {name: _threshold(tuning, values[len(pairs) :]) for name, values in distances.items()},
        _tuned_text(options, distances[NETWORK][len(pairs) :]),
        len(own),
        count_trained_on(datasets, own) if same_dataset and checkpoint.step else 0,
        why_missing(options.dataset, wanted - own.keys()),
    )


def _photographs(pairs: Sequence[Pair]) -> Set[Photograph]:
    return {photograph for pair in pairs for photograph in (pair.first, pair.second)}


def _tuned_text(options: argparse.Namespace, distances: Floats) -> str:
    if options.threshold_from is None:
        return ""
    have = int((~numpy.isnan(distances)).sum())
    return (
        f"{options.threshold_from}: the threshold is the best for {have:,} of its "
        f"{len(distances):,} pairs, which have both photographs"
    )


def _datasets(path: Path, network: str) -> List[Dataset]:
    datasets = open_splits(path)
    if not datasets:
        raise EvaluationError(f"{path}: the dataset has no faces")
    size = NETWORKS[network].input
    if datasets[0].size != size:
        raise EvaluationError(
            f"{path}: has faces of {datasets[0].size}x{datasets[0].size} pixels, and {network} "
            f"takes {size}x{size}; align the photographs with --size {size}"
        )
    return datasets


def _tuning_pairs(options: argparse.Namespace, pairs: Sequence[Pair]) -> List[Pair]:
    if options.threshold_from is None:
        return []
    if pairs[-1].fold > 0:
        raise EvaluationError(
            f"{options.pairs}: has {pairs[-1].fold + 1} folds, and each gets its threshold from "
            "the others; --threshold-from is for a file of one"
        )
    return read_pairs(options.threshold_from)


def _threshold(pairs: Sequence[Pair], distances: Floats) -> Optional[float]:
    """The best for these pairs, of those that have both photographs; None without pairs."""
    if not pairs:
        return None
    have = ~numpy.isnan(distances)
    if not have.any():
        raise EvaluationError("the dataset has both photographs of no pair of --threshold-from")
    same = numpy.array([pair.same for pair in pairs], numpy.bool_)
    return best_threshold(distances[have], same[have])


def _evaluations(measured: Measured, missing: str) -> Dict[str, Evaluation]:
    return {
        name: evaluate(measured.pairs, distances, missing, measured.thresholds[name])
        for name, distances in measured.distances.items()
    }


def _pairs_text(pairs: Sequence[Pair]) -> str:
    folds = pairs[-1].fold + 1
    return f"{len(pairs):,} pairs in {f'{folds} folds' if folds > 1 else 'one fold'}"


def _print_trained_on(measured: Measured) -> None:
    if measured.trained_on:
        print(
            "NOTE: the network was trained on this dataset, with faces of the people on "
            f"{measured.trained_on:,} of the {measured.found:,} photographs found. What follows "
            "says little about people that it never saw."
        )


def _print_missing(measured: Measured, options: argparse.Namespace) -> None:
    if not measured.missing:
        return
    fate = "count as wrong" if options.missing == "wrong" else "are skipped"
    print(
        f"{len(measured.missing):,} photographs are missing; the {measured.lacking:,} pairs that "
        f"lack one {fate} (--missing):"
    )
    names = sorted(measured.missing)
    listed = names[:LISTED] if options.out else names
    for photograph in listed:
        print(f"  {photograph}: {measured.missing[photograph]}")
    if len(listed) < len(names):
        print(f"  and {len(names) - len(listed):,} more, in {options.out / 'missing.csv'}")


def _print_notes(
    measured: Measured, evaluations: Dict[str, Evaluation], options: argparse.Namespace
) -> None:
    network = evaluations[NETWORK]
    if None in network.true_accept_rates.values():
        print(
            "TAR at FAR: where not one of two people's pairs may be accepted, of "
            f"{network.roc.different:,}, they are too few."
        )
    if len(network.folds) == 1 and measured.thresholds[NETWORK] is None:
        print(
            "There is one fold, and the threshold is the best for these same pairs, which "
            "flatters; --threshold-from takes it from others."
        )
    if measured.missing and options.missing == "wrong":
        kept = figures(_evaluations(measured, "skip")[NETWORK])
        print(
            "Of the pairs that lack nothing: "
            + ", ".join(f"{name} {value}" for name, value in kept.items())
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Measures how well a network tells whether two photographs show one person, "
        "by the protocol of Labeled Faces in the Wild."
    )
    parser.add_argument("dataset", type=Path, help="folder that align-dataset has written")
    parser.add_argument("pairs", type=Path, help="pairs.txt, as LFW's or by make_pairs.py")
    parser.add_argument("checkpoint", type=Path, help="checkpoint.pt of train_triplet.py")
    parser.add_argument("--out", type=Path, help="folder for the ROC curve and the tables")
    parser.add_argument(
        "--missing",
        choices=["wrong", "skip"],
        default="wrong",
        help="what pairs are that lack a face: wrong, whatever the threshold, or skipped (default: "
        "wrong)",
    )
    parser.add_argument(
        "--threshold-from",
        type=Path,
        metavar="PAIRS",
        help="of pairs in one fold: other pairs of the dataset, whose best threshold is used",
    )
    parser.add_argument(
        "--device", default="auto", help="auto, cpu, cuda, cuda:1, mps (default: auto)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
