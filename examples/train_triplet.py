#!/usr/bin/env python3
"""Trains one of OpenFace 0.2's networks with the triplet loss on a dataset of aligned faces.

    python train_triplet.py aligned/ --out trained/
    python train_triplet.py aligned/ --out trained/ --resume

README.md explains the settings, and what is printed and written.
"""

import argparse
import shlex
import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Iterator, List, NamedTuple, Optional, Sequence

from align_dataset import Dataset, DatasetError

from embedding.arguments import number, whole
from embedding.checkpoints import Checkpoint, CheckpointError, load_checkpoint, save_checkpoint
from embedding.history import History, Row, ends, write_history
from embedding.inference import DeviceError, choose_device
from embedding.loss import NEGATIVES
from embedding.networks import NETWORKS
from embedding.pairs import PairsError
from embedding.programs import exit_status
from embedding.training import Settings, Training, TrainingError
from embedding.validation import Validation

EPOCHS = 50
SAVE_EVERY = 100
PRINT_SECONDS = 5.0


class Files(NamedTuple):
    """What a training writes."""

    checkpoint: Path
    best: Path
    table: Path
    picture: Path


class Stop:
    """Whether the user has asked to stop."""

    asked = False


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """The program. Returns its exit status: 0, 1 for an error, 130 if it was interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(given)

    def run() -> int:
        with _stop_on_signals() as stop:
            return _run(options, given, stop)

    return exit_status(
        "train_triplet.py", run, DatasetError, CheckpointError, TrainingError, DeviceError
    )


def _run(options: argparse.Namespace, given: List[str], stop: Stop) -> int:
    out: Path = options.out
    files = Files(out / "checkpoint.pt", out / "best.pt", out / "history.csv", out / "loss.png")
    checkpoint = _begun(options, files)
    device = choose_device(options.device)
    dataset = Dataset(options.dataset)
    training = Training(dataset, _settings(options, checkpoint, files), device)
    if checkpoint:
        training.restore(checkpoint, files.checkpoint)
    steps = _steps(options, checkpoint, len(training.sampler))
    validation = _validation(options.dataset)
    print(
        f"{options.dataset}: {len(dataset):,} faces of {training.identities:,} people, "
        f"{len(training.sampler):,} batches an epoch\n"
        f"{training.settings.network}: {NETWORKS[training.settings.network].parameters:,} "
        f"parameters, on {device}; {training.step:,} of {steps:,} steps are done",
        flush=True,
    )
    if not checkpoint:
        out.mkdir(parents=True, exist_ok=True)
        # Before an hour's work: whether there is a place to write to.
        _save(training, steps, files)
    began = time.monotonic()
    _train(training, steps, options, files, validation, stop)
    if stop.asked and training.step < steps:
        resume = given if "--resume" in given else [*given, "--resume"]
        print(
            f"stopped after step {training.step:,}, which {files.checkpoint} has; go on with\n"
            f"  {shlex.join([sys.executable, sys.argv[0], *resume])}"
        )
        return 130
    _summarise(training, files, time.monotonic() - began)
    return 0


def _train(
    training: Training,
    steps: int,
    options: argparse.Namespace,
    files: Files,
    validation: Optional[Validation],
    stop: Stop,
) -> None:
    """Trains to `steps` steps, or to the one after which a stop was asked for, and saves that."""
    if training.step >= steps:
        return
    since: History = []
    printed = time.monotonic()
    for faces, labels in training.batches(options.workers):
        since.append(training.learn(faces, labels))
        now = time.monotonic()
        last = training.step >= steps or stop.asked
        if now - printed >= PRINT_SECONDS or last:
            print(_progress(since, steps, now - printed), flush=True)
            since, printed = [], now
        if training.step % options.save_every == 0 or training.step == steps:
            better = _validate(training, validation)
            _save(training, steps, files, better)
            printed = time.monotonic()
        elif last:
            _save(training, steps, files)
        if last:
            return


def _validate(training: Training, validation: Optional[Validation]) -> bool:
    """Measures the accuracy into the history. Whether it is the best so far."""
    if validation is None:
        return False
    before = [row.val_accuracy for row in training.history if row.val_accuracy is not None]
    accuracy = validation.accuracy(training.network, training.device)
    training.history[-1] = training.history[-1]._replace(val_accuracy=accuracy)
    print(f"  accuracy on {len(validation):,} pairs of val: {accuracy:.4f}", flush=True)
    return not before or accuracy > max(before)


def _save(training: Training, steps: int, files: Files, best: bool = False) -> None:
    checkpoint = training.checkpoint(steps)
    if best:
        save_checkpoint(checkpoint, files.best)
    save_checkpoint(checkpoint, files.checkpoint)
    write_history(training.history, files.table, files.picture)


def _begun(options: argparse.Namespace, files: Files) -> Optional[Checkpoint]:
    """The checkpoint to go on with; None for a new training."""
    exists = files.checkpoint.exists()
    if options.resume and not exists:
        raise TrainingError(f"{files.checkpoint}: is not there; leave --resume out to train anew")
    if exists and not options.resume:
        raise TrainingError(
            f"{files.checkpoint}: is there; add --resume to go on with it, or name another folder"
        )
    return load_checkpoint(files.checkpoint) if exists else None


def _settings(
    options: argparse.Namespace, checkpoint: Optional[Checkpoint], files: Files
) -> Settings:
    """The settings asked for; of a training that goes on, its own. Only the rate may be another."""
    asked = {name: getattr(options, name) for name in Settings._fields}
    asked = {name: value for name, value in asked.items() if value is not None}
    if checkpoint is None:
        return Settings(**asked)
    settings = Settings.of(checkpoint, files.checkpoint)
    for name, value in asked.items():
        kept = getattr(settings, name)
        if value != kept and name != "lr":
            raise TrainingError(
                f"{files.checkpoint}: was made with --{name} {kept}, and this run has --{name} "
                f"{value}; leave the option out, or train anew in another folder"
            )
    return settings._replace(lr=asked.get("lr", settings.lr))


def _steps(options: argparse.Namespace, checkpoint: Optional[Checkpoint], epoch: int) -> int:
    """How many steps there will be in all, of which a checkpoint has some."""
    if options.steps is not None:
        return int(options.steps)
    if options.epochs is not None:
        return int(options.epochs) * epoch
    return checkpoint.steps if checkpoint else EPOCHS * epoch


def _validation(path: Path) -> Optional[Validation]:
    dataset = Dataset(path, split="val")
    if len(dataset) == 0:
        return None
    try:
        return Validation(dataset)
    except PairsError as error:
        print(
            f"{path}: no accuracy is measured on the split val: {error}; a larger share for "
            "align-dataset --val gives it more",
            flush=True,
        )
        return None


def _progress(rows: History, steps: int, seconds: float) -> str:
    last = rows[-1]
    images = sum(row.images for row in rows)
    return (
        f"step {last.step:,}/{steps:,}  epoch {last.epoch:,}  {_losses(rows)}  "
        f"{images / seconds:,.0f} images/s"
    )


def _losses(rows: Sequence[Row]) -> str:
    """Means over all triplets and pairs of the steps."""
    pairs = sum(row.pairs for row in rows)
    triplets = sum(row.triplets for row in rows)
    random_loss = sum(row.random_loss * row.pairs for row in rows) / max(pairs, 1)
    loss = sum(row.loss * row.triplets for row in rows) / max(triplets, 1)
    loss_text = f"{loss:.4f}" if triplets else "     -"
    return (
        f"loss {loss_text}  random {random_loss:.4f}  active {triplets / max(pairs, 1):4.0%}"
    )


def _summarise(training: Training, files: Files, seconds: float) -> None:
    print(f"{files.checkpoint}: {training.step:,} steps; this run took {seconds:,.0f} s")
    if not training.history:
        return
    first, last = ends(training.history)
    print(f"  at the start  {_losses(first)}  (means of {len(first)} steps)")
    print(f"  at the end    {_losses(last)}")
    print(f"  {files.table} and {files.picture} have every step")


@contextmanager
def _stop_on_signals() -> Iterator[Stop]:
    """Ctrl-C or SIGTERM asks to stop after the step; once more ends the program at once."""
    stop = Stop()

    def ask(number: int, frame: Optional[FrameType]) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.asked = True
        print(
            "\nstopping after this step; once more stops at once, without a checkpoint", flush=True
        )

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Trains one of OpenFace 0.2's networks with the triplet loss."
    )
    defaults = Settings()

    def add(name: str, kind: Any, text: str, default: Any) -> None:
        parser.add_argument(name, type=kind, metavar="N", help=f"{text} (default: {default})")

    parser.add_argument("dataset", type=Path, help="folder that align-dataset has written")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for checkpoint.pt, history.csv and loss.png"
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on with the checkpoint in the folder"
    )
    parser.add_argument(
        "--network", choices=list(NETWORKS), help=f"which to train (default: {defaults.network})"
    )
    add("--people", whole(2), "people in a batch, at most", defaults.people)
    add("--images", whole(2), "images of each, at most", defaults.images)
    add("--margin", number, "margin of the triplet loss, in squared distance", defaults.margin)
    parser.add_argument(
        "--negatives",
        choices=list(NEGATIVES),
        help=f"which negatives are taken (default: {defaults.negatives})",
    )
    add("--lr", number, "Adam's rate; may be changed with --resume", defaults.lr)
    add("--seed", whole(0), "seed of the weights and of all that is drawn", defaults.seed)
    length = parser.add_mutually_exclusive_group()
    length.add_argument(
        "--steps", type=whole(0), metavar="N", help="batches to train with, in all"
    )
    length.add_argument(
        "--epochs",
        type=whole(0),
        metavar="N",
        help=f"the same in epochs, of each person once (default: {EPOCHS}, or as before)",
    )
    parser.add_argument(
        "--device", default="auto", help="auto, cpu, cuda, cuda:1, mps (default: auto)"
    )
    parser.add_argument(
        "--workers",
        type=whole(0),
        default=0,
        metavar="N",
        help="processes that make batches ahead (default: 0)",
    )
    parser.add_argument(
        "--save-every",
        type=whole(1),
        default=SAVE_EVERY,
        metavar="N",
        help=f"steps between checkpoints, and accuracies on val (default: {SAVE_EVERY})",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
