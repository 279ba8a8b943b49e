"""Training: what it learns, and that a run that was stopped goes on as if nothing had been."""

import csv
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict, List
from unittest import mock

import torch
from align_dataset import Dataset, anchor_positive_pairs
from torch import Tensor

import train_triplet
from embedding.checkpoints import load_checkpoint
from embedding.history import Row
from embedding.training import Settings, Training

from .programs import Ran, run
from .small_dataset import Person, people, write_dataset

SMALL = ("--people", 3, "--images", 3)


def history(folder: Path) -> List[Dict[str, str]]:
    """The lines of history.csv."""
    with open(folder / "history.csv", newline="") as file:
        return list(csv.DictReader(file))


class Trained(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def dataset(self, persons: List[Person], **options: Any) -> Path:
        return write_dataset(self.folder / "aligned", persons, **options)

    def train(self, *arguments: object, out: str = "trained") -> Ran:
        return run(
            train_triplet.main, self.folder / "aligned", "--out", self.folder / out, *arguments
        )


class Resumed(Trained):
    def test_a_run_in_parts_gives_what_one_run_gives(self) -> None:
        # Two batches an epoch: the parts end in the middle of one and at the end of one.
        self.dataset(people(6, 5) + people(4, 3, "val", first=6))
        self.assertEqual(self.train(*SMALL, "--steps", 7, "--save-every", 2, out="one").status, 0)
        self.assertEqual(self.train(*SMALL, "--steps", 3, "--save-every", 2).status, 0)
        self.assertEqual(self.train("--resume", "--steps", 4, "--save-every", 2).status, 0)
        # Batches that a process makes ahead are the same.
        ran = self.train("--resume", "--steps", 7, "--save-every", 2, "--workers", 1)
        self.assertEqual(ran.status, 0, ran.errors)
        one, parts = self.folder / "one", self.folder / "trained"
        for whole, part in zip(history(one), history(parts)):
            if part["step"] == "3":  # The end of a part has an accuracy that is its own.
                part["val_accuracy"] = ""
            self.assertEqual(whole, part)
        self.assertEqual(len(history(parts)), 7)
        whole_weights = load_checkpoint(one / "checkpoint.pt").weights
        for name, value in load_checkpoint(parts / "checkpoint.pt").weights.items():
            self.assertTrue(torch.equal(value, whole_weights[name]), name)

    def test_an_interrupted_run_saves_its_step_and_says_how_to_go_on(self) -> None:
        self.dataset(people(6, 5))
        learn = Training.learn

        def interrupted(training: Training, faces: Tensor, labels: Tensor) -> Row:
            if training.step == 2:
                os.kill(os.getpid(), signal.SIGINT)
            return learn(training, faces, labels)

        with mock.patch.object(Training, "learn", interrupted):
            ran = self.train(*SMALL, "--steps", 6)
        self.assertEqual(ran.status, 130)
        self.assertIn("stopped after step 3, which", ran.output)
        self.assertIn("--resume", ran.output)
        self.assertEqual(load_checkpoint(self.folder / "trained" / "checkpoint.pt").step, 3)
        self.assertEqual(signal.getsignal(signal.SIGINT), signal.default_int_handler)
        # The checkpoint knows how many steps were asked for.
        ran = self.train("--resume")
        self.assertEqual(ran.status, 0, ran.errors)
        self.train(*SMALL, "--steps", 6, out="one")
        self.assertEqual(history(self.folder / "trained"), history(self.folder / "one"))

    def test_sigterm_to_all_processes_of_a_job_saves_its_step(self) -> None:
        self.dataset(people(6, 5))
        out = self.folder / "trained"
        command = [sys.executable, train_triplet.__file__, self.folder / "aligned", "--out", out]
        options = [*SMALL, "--steps", 10**6, "--save-every", 10**6, "--workers", 2]
        # Seconds for each step, so that workers are waiting when the signal comes.
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        with subprocess.Popen(
            list(map(str, command + options)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            start_new_session=True,
        ) as program:
            assert program.stdout is not None
            for line in program.stdout:
                if line.startswith("step "):
                    break
            os.killpg(program.pid, signal.SIGTERM)
            output = program.stdout.read()
        self.assertEqual(program.returncode, 130, output)
        self.assertIn("stopped after step ", output)
        self.assertGreater(load_checkpoint(out / "checkpoint.pt").step, 0)

    def test_a_finished_run_has_nothing_to_go_on_with(self) -> None:
        self.dataset(people(3, 3))
        self.train(*SMALL, "--steps", 1)
        before = history(self.folder / "trained")
        self.assertEqual(self.train("--resume").status, 0)
        self.assertEqual(history(self.folder / "trained"), before)

    def test_other_settings_are_refused_but_for_the_rate(self) -> None:
        self.dataset(people(3, 3))
        self.train(*SMALL, "--steps", 0)
        for option, value in (
            ("--people", 4),
            ("--network", "nn4"),
            ("--seed", 5),
            ("--margin", 0.3),
            ("--negatives", "within-margin"),
        ):
            ran = self.train("--resume", option, value)
            self.assertEqual(ran.status, 1)
            self.assertRegex(ran.errors, f"made with {option} .*has {option} {value}; leave")
        self.assertEqual(self.train("--resume", "--lr", 0.01, "--steps", 1).status, 0)
        made = load_checkpoint(self.folder / "trained" / "checkpoint.pt")
        self.assertEqual(made.settings["lr"], 0.01)
        self.assertEqual(made.optimiser["param_groups"][0]["lr"], 0.01)

    def test_another_dataset_is_refused(self) -> None:
        self.dataset(people(3, 3))
        self.train(*SMALL, "--steps", 0)
        write_dataset(self.folder / "other", people(3, 3), seed=2)
        ran = run(
            train_triplet.main, self.folder / "other", "--out", self.folder / "trained", "--resume"
        )
        self.assertEqual(ran.status, 1)
        self.assertRegex(ran.errors, "is of a training on another dataset than .*other")

    def test_a_folder_with_a_checkpoint_is_not_written_over(self) -> None:
        self.dataset(people(3, 3))
        self.train(*SMALL, "--steps", 0)
        ran = self.train(*SMALL)
        self.assertEqual(ran.status, 1)
        self.assertIn("checkpoint.pt: is there; add --resume", ran.errors)
        self.assertIn("leave --resume out", self.train("--resume", out="new").errors)


class Learning(Trained):
    def test_the_loss_of_random_triplets_falls(self) -> None:
        self.dataset(people(6, 6))
        ran = self.train("--people", 6, "--images", 4, "--steps", 20)
        self.assertEqual(ran.status, 0, ran.errors)
        losses = [float(row["random_loss"]) for row in history(self.folder / "trained")]
        self.assertLess(sum(losses[-5:]), sum(losses[:5]) / 2)
        self.assertIn("at the end", ran.output)

    def test_a_step_tells_its_pairs_and_images(self) -> None:
        self.dataset([Person("Ada", 2), Person("Ben", 5), Person("Gia", 9), Person("Dov", 1)])
        self.train("--people", 3, "--images", 4, "--steps", 1)
        (row,) = history(self.folder / "trained")
        # Dov has no second face. The others have 2, 4 and 4: 1 + 6 + 6 pairs.
        self.assertEqual((row["pairs"], row["images"], row["epoch"]), ("13", "10", "1"))
        self.assertLessEqual(int(row["triplets"]), 13)

    def test_a_full_batch_is_300_images_in_2850_pairs(self) -> None:
        dataset = Dataset(self.dataset(people(15, 20)))
        training = Training(dataset, Settings(), torch.device("cpu"))
        faces, labels = next(training.batches(0))
        self.assertEqual(list(faces.shape), [300, 3, 96, 96])
        self.assertEqual(len(anchor_positive_pairs(labels.numpy())), 2850)

    def test_a_picture_of_the_losses_is_drawn(self) -> None:
        self.dataset(people(3, 3))
        self.train(*SMALL, "--steps", 2)
        picture = (self.folder / "trained" / "loss.png").read_bytes()
        self.assertEqual(picture[:8], b"\x89PNG\r\n\x1a\n")

    def test_the_best_on_val_is_kept(self) -> None:
        self.dataset(people(3, 4) + people(6, 4, "val", first=3))
        with mock.patch("embedding.validation.Validation.accuracy", side_effect=[0.7, 0.9, 0.8]):
            self.train(*SMALL, "--steps", 3, "--save-every", 1)
        accuracies = [row["val_accuracy"] for row in history(self.folder / "trained")]
        self.assertEqual(accuracies, ["0.7", "0.9", "0.8"])
        self.assertEqual(load_checkpoint(self.folder / "trained" / "best.pt").step, 2)
        self.assertEqual(load_checkpoint(self.folder / "trained" / "checkpoint.pt").step, 3)

    def test_a_val_split_of_too_few_people_is_said_to_be_unused(self) -> None:
        self.dataset(people(3, 3) + people(2, 3, "val", first=3))
        ran = self.train(*SMALL, "--steps", 1)
        self.assertEqual(ran.status, 0)
        self.assertRegex(ran.output, "no accuracy is measured on the split val: 2 folds need 4")


class Printed(unittest.TestCase):
    def test_losses_are_means_over_all_triplets_and_pairs(self) -> None:
        rows = [
            Row(1, 1, 0.1, 0.2, pairs=10, triplets=10, images=6, val_accuracy=None),
            Row(2, 1, 0.4, 0.5, pairs=30, triplets=5, images=9, val_accuracy=None),
            Row(3, 1, 0.0, 0.1, pairs=20, triplets=0, images=9, val_accuracy=None),
        ]
        losses = train_triplet._losses(rows)
        self.assertEqual(losses, "loss 0.2000  random 0.3167  active  25%")
        self.assertRegex(train_triplet._losses(rows[2:]), "^loss +-  random 0.1000  active   0%$")


class Refused(Trained):
    def refused(self, message: str, *arguments: object) -> None:
        ran = self.train(*arguments)
        self.assertEqual(ran.status, 1)
        self.assertRegex(ran.errors, f"^train_triplet.py: .*{message}")
        self.assertFalse((self.folder / "trained").exists())

    def test_a_folder_that_is_no_dataset(self) -> None:
        self.refused("aligned: there is no such folder")

    def test_faces_of_another_size(self) -> None:
        self.dataset(people(3, 3), size=112)
        self.refused("112x112 pixels, and nn4.small2 takes 96x96; .*--size 96$", *SMALL)

    def test_the_network_of_another_size_is_named(self) -> None:
        self.dataset(people(3, 3), size=224)
        self.refused("--size 96, or take --network nn2", *SMALL)

    def test_one_person(self) -> None:
        self.dataset([Person("Ada", 9), Person("Ben", 1)])
        self.refused("1 person with two faces or more", *SMALL)

    def test_a_device_that_is_not_there(self) -> None:
        self.dataset(people(3, 3))
        self.refused("--device cuda:77: ", "--device", "cuda:77")
        self.refused("--device toaster: ", "--device", "toaster")

    def test_embeddings_that_are_not_numbers(self) -> None:
        self.dataset(people(3, 3))
        learn = Training.learn

        def broken(training: Training, faces: Tensor, labels: Tensor) -> Row:
            row = learn(training, faces, labels)
            with torch.no_grad():
                training.network.embed.weight.fill_(float("nan"))
            return row

        with mock.patch.object(Training, "learn", broken):
            ran = self.train(*SMALL, "--steps", 5)
        self.assertEqual(ran.status, 1)
        self.assertRegex(ran.errors, "step 2 are not numbers; .*--lr")

    def test_numbers_out_of_range(self) -> None:
        for option, value in (
            ("--people", 1),
            ("--margin", 0),
            ("--lr", "nan"),
            ("--lr", 1e38),
            ("--steps", "x"),
            ("--lr", "x"),
        ):
            ran = self.train(option, value)
            self.assertEqual(ran.status, 2)
            self.assertIn(f"argument {option}", ran.errors)
            self.assertNotIn("_", ran.errors.splitlines()[-1].partition("argument")[2])


if __name__ == "__main__":
    unittest.main()
