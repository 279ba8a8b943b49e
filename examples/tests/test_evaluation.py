"""evaluate_lfw.py and make_pairs.py on small datasets."""

import csv
import json
import re
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict, List

import numpy
import torch
from align_dataset import Dataset
from align_dataset.torch import Collate

import evaluate_lfw
import make_pairs
import train_triplet
from embedding.checkpoints import load_checkpoint, save_checkpoint, trained_network
from embedding.evaluation import EvaluationError, evaluate
from embedding.pairs import photograph_number, read_pairs

from .programs import Ran, run
from .small_dataset import Person, people, write_dataset
from .test_checkpoints import checkpoint


def table(path: Path) -> List[Dict[str, str]]:
    """The lines of a CSV."""
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


class Evaluated(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.pairs = self.folder / "pairs.txt"
        self.checkpoint = self.folder / "checkpoint.pt"
        torch.manual_seed(1)

    def dataset(self, persons: List[Person], **options: Any) -> Path:
        return write_dataset(self.folder / "aligned", persons, **options)

    def make_pairs(self, *arguments: object) -> Ran:
        return run(make_pairs.main, self.folder / "aligned", self.pairs, *arguments)

    def evaluate(self, *arguments: object) -> Ran:
        if not self.checkpoint.exists():
            save_checkpoint(checkpoint(), self.checkpoint)
        return run(
            evaluate_lfw.main, self.folder / "aligned", self.pairs, self.checkpoint, *arguments
        )

    def refused(self, message: str, *arguments: object) -> None:
        ran = self.evaluate(*arguments)
        self.assertEqual(ran.status, 1)
        self.assertRegex(ran.errors, f"^evaluate_lfw.py: .*{message}")


class EndToEnd(Evaluated):
    def test_training_makes_people_that_it_never_saw_easier_to_tell(self) -> None:
        write_dataset(self.folder / "train", people(8, 6), seed=1)
        self.dataset(people(8, 5), seed=2)
        self.assertEqual(self.make_pairs("--folds", 4).status, 0)
        accuracies = []
        for steps in (0, 30):
            out = self.folder / f"trained-{steps}"
            options = ("--people", 8, "--images", 3, "--steps", steps, "--seed", 3)
            ran = run(train_triplet.main, self.folder / "train", "--out", out, *options)
            self.assertEqual(ran.status, 0, ran.errors)
            self.checkpoint = out / "checkpoint.pt"
            ran = self.evaluate("--out", out)
            self.assertEqual(ran.status, 0, ran.errors)
            self.assertNotIn("NOTE", ran.output)
            content = json.loads((out / "evaluation.json").read_text())
            self.assertEqual(content["of"]["network"], "nn4.small2")
            self.assertEqual(content["of"]["steps"], steps)
            accuracies.append(content["network"]["accuracy"])
            self.assertEqual((out / "roc.png").read_bytes()[:4], b"\x89PNG")
        self.assertGreater(accuracies[1], 0.9)
        self.assertGreater(accuracies[1], accuracies[0])


class Scores(Evaluated):
    def test_each_pair_has_the_distances_of_its_two_faces(self) -> None:
        path = self.dataset(people(4, 3) + people(4, 3, "val", first=4))
        self.assertEqual(self.make_pairs("--split", "all", "--folds", 4).status, 0)
        ran = self.evaluate("--out", self.folder / "out")
        self.assertEqual(ran.status, 0, ran.errors)
        loaded = load_checkpoint(self.checkpoint)
        network = trained_network(loaded, self.checkpoint).eval()
        collate = Collate(loaded.mean, loaded.std, flip=0)
        made, pixels = {}, {}
        for split in ("train", "val"):
            dataset = Dataset(path, split)
            for row, line in enumerate(dataset.manifest()):
                face, label = dataset[row]
                key = (line["identity"], str(photograph_number(line["path"])))
                with torch.no_grad():
                    made[key] = network(collate([(face, label)])[0]).numpy()[0]
                values = face.astype(float).ravel()
                values -= values.mean()
                pixels[key] = values / numpy.sqrt((values**2).sum())
        scores = table(self.folder / "out" / "scores.csv")
        self.assertEqual(len(scores), len(read_pairs(self.pairs)))
        for score in scores:
            first, second = (score["name1"], score["number1"]), (score["name2"], score["number2"])
            self.assertEqual(score["same"], str(int(score["name1"] == score["name2"])))
            for column, vectors in (("network_distance", made), ("pixels_distance", pixels)):
                expected = ((vectors[first] - vectors[second]) ** 2).sum()
                self.assertAlmostEqual(float(score[column]), float(expected), places=5)

    def test_the_accuracy_printed_is_that_of_the_scores(self) -> None:
        self.dataset(people(8, 4))
        self.make_pairs("--folds", 4)
        ran = self.evaluate("--out", self.folder / "out")
        scores = table(self.folder / "out" / "scores.csv")
        folds = table(self.folder / "out" / "folds.csv")
        for name in ("network", "pixels"):
            accuracies = []
            for fold in (row for row in folds if row["of"] == name):
                here = [row for row in scores if row["fold"] == fold["fold"]]
                right = [
                    (float(row[f"{name}_distance"]) < float(fold["threshold"]))
                    == (row["same"] == "1")
                    for row in here
                ]
                accuracies.append(sum(right) / len(here))
                self.assertAlmostEqual(accuracies[-1], float(fold["accuracy"]))
            self.assertEqual(len(accuracies), 4)
            printed = re.search(r"^accuracy +(\S+) +(\S+)$", ran.output, re.MULTILINE)
            assert printed is not None
            place = ("network", "pixels").index(name)
            self.assertEqual(printed.groups()[place], f"{sum(accuracies) / 4:.4f}")

    def test_a_network_that_was_trained_on_the_people_is_noted(self) -> None:
        path = self.dataset(people(4, 3) + people(4, 3, "val", first=4))
        digest = json.loads((path / "dataset.json").read_text())["self_sha256"]
        save_checkpoint(checkpoint()._replace(dataset_sha256=digest), self.checkpoint)
        self.make_pairs("--split", "all", "--folds", 2)
        self.assertIn("NOTE: the network was trained on this dataset", self.evaluate().output)
        self.make_pairs("--folds", 2, "--overwrite")
        self.assertNotIn("NOTE", self.evaluate().output)


class Missing(Evaluated):
    def setUp(self) -> None:
        super().setUp()
        self.dataset(
            people(2, 3),
            lists={
                "rejected.jsonl": [
                    {"path": "Person_00/004.jpg", "reason": "no_face", "detail": "nobody"}
                ],
                "duplicates.jsonl": [
                    {
                        "path": "Person_01/004.jpg",
                        "identity": "Person_01",
                        "kept": "Person_01/001.jpg",
                        "conflict": False,
                    }
                ],
            },
        )
        zero, one = "Person_00", "Person_01"
        self.pairs.write_text(
            f"2\t2\n{zero}\t1\t2\n{zero}\t1\t4\n{zero}\t1\t{one}\t1\n{zero}\t2\t{one}\t4\n"
            f"{one}\t1\t2\n{one}\t1\t3\n{zero}\t3\t{one}\t3\n{zero}\t2\tNobody\t9\n"
        )

    def test_they_are_named_with_the_reason_and_counted(self) -> None:
        for choice, fate in (("wrong", "count as wrong"), ("skip", "are skipped")):
            ran = self.evaluate("--missing", choice)
            self.assertEqual(ran.status, 0, ran.errors)
            self.assertIn(
                f"3 photographs are missing; the 3 pairs that lack one {fate}", ran.output
            )
            self.assertIn("  Nobody 9: not in the dataset\n", ran.output)
            self.assertIn("  Person_00 4: no_face\n", ran.output)
            self.assertIn("  Person_01 4: duplicate of Person_01/001.jpg\n", ran.output)
            beside = "Of the pairs that lack nothing: accuracy [0-9.]+, .*TAR at FAR 0.001"
            self.assertEqual(re.search(beside, ran.output) is not None, choice == "wrong")

    def test_they_are_in_a_table(self) -> None:
        self.evaluate("--out", self.folder / "out")
        rows = table(self.folder / "out" / "missing.csv")
        self.assertEqual([row["name"] for row in rows], ["Nobody", "Person_00", "Person_01"])
        scores = table(self.folder / "out" / "scores.csv")
        self.assertEqual([row["network_distance"] == "" for row in scores].count(True), 3)

    def test_wrong_ones_lower_the_accuracy_and_skipped_ones_do_not(self) -> None:
        pairs = read_pairs(self.pairs)
        nan = numpy.nan
        distances = numpy.array([0.1, nan, 0.9, nan, 0.1, 0.1, 0.9, nan])
        wrong = evaluate(pairs, distances, "wrong")
        self.assertEqual([fold.accuracy for fold in wrong.folds], [0.5, 0.75])
        self.assertEqual(wrong.accuracy, 0.625)
        skipped = evaluate(pairs, distances, "skip")
        self.assertEqual([fold.accuracy for fold in skipped.folds], [1.0, 1.0])
        self.assertEqual([fold.pairs for fold in skipped.folds], [2, 3])
        self.assertEqual(skipped.area, 1.0)
        # Of 4 x 4 pairs of pairs: 3 of one person win over 2 of two that have a distance.
        self.assertEqual(wrong.area, 6 / 16)

    def test_a_fold_of_which_nothing_is_left_is_refused(self) -> None:
        pairs = read_pairs(self.pairs)
        distances = numpy.array([0.1, 0.1, 0.9, 0.9, 0.1, 0.1, numpy.nan, numpy.nan])
        with self.assertRaisesRegex(EvaluationError, "fold 2 has no pair left"):
            evaluate(pairs, distances, "skip")
        with self.assertRaisesRegex(EvaluationError, "threshold of fold 1"):
            evaluate(pairs, numpy.where(numpy.arange(8) < 4, 0.5, numpy.nan), "wrong")


class OneFold(Evaluated):
    def test_its_own_threshold_is_said_to_flatter(self) -> None:
        self.dataset(people(4, 3))
        self.make_pairs("--folds", 1)
        ran = self.evaluate()
        self.assertEqual(ran.status, 0, ran.errors)
        self.assertIn("which flatters", ran.output)
        self.assertNotIn("standard error", ran.output)

    def test_a_threshold_may_come_from_other_pairs(self) -> None:
        self.dataset(people(4, 4))
        self.make_pairs("--folds", 1, "--pairs", 8)
        other = self.folder / "other.txt"
        run(make_pairs.main, self.folder / "aligned", other, "--folds", 1, "--seed", 9)
        ran = self.evaluate("--threshold-from", other, "--out", self.folder / "out")
        self.assertEqual(ran.status, 0, ran.errors)
        self.assertNotIn("flatters", ran.output)
        threshold = float(table(self.folder / "out" / "folds.csv")[0]["threshold"])
        run(
            evaluate_lfw.main,
            *(self.folder / "aligned", other, self.checkpoint, "--out", self.folder / "others"),
        )
        own = float(table(self.folder / "others" / "folds.csv")[0]["threshold"])
        self.assertAlmostEqual(threshold, own, places=9)

    def test_what_other_pairs_lack_is_not_counted_as_missing(self) -> None:
        self.dataset(people(4, 3))
        self.make_pairs("--folds", 1, "--pairs", 5)
        other = self.folder / "other.txt"
        other.write_text("1\nPerson_00\t1\t2\nNobody\t1\tPerson_01\t1\n")
        without = self.evaluate()
        ran = self.evaluate("--threshold-from", other)
        self.assertEqual(ran.status, 0, ran.errors)
        self.assertIn("other.txt: the threshold is the best for 1 of its 2 pairs", ran.output)
        self.assertNotIn("missing", ran.output)
        self.assertEqual(ran.output.splitlines()[:2], without.output.splitlines()[:2])

    def test_folds_take_no_threshold_from_elsewhere(self) -> None:
        self.dataset(people(4, 3))
        self.make_pairs("--folds", 2)
        self.refused("has 2 folds", "--threshold-from", self.pairs)


class Refused(Evaluated):
    def test_pairs_of_other_people(self) -> None:
        self.dataset(people(2, 2))
        self.pairs.write_text("1\nAda\t1\t2\nAda\t1\tBen\t1\n")
        self.refused("none of the photographs of .*such as Ada 1; .*called as Person_00")

    def test_a_number_that_two_faces_have(self) -> None:
        paths = ["Ada/001.jpg", "Ada/001.png", "Ada/002.jpg"]
        self.dataset([Person("Ada", 3, paths=paths), *people(1, 2)])
        self.pairs.write_text("1\nAda\t1\t2\nAda\t1\tPerson_00\t1\n")
        self.refused("two faces are Ada 1: Ada/001.jpg and Ada/001.png")

    def test_faces_of_another_size(self) -> None:
        self.dataset(people(4, 3), size=112)
        self.make_pairs("--folds", 1)
        self.refused("112x112 pixels, and nn4.small2 takes 96x96")

    def test_files_that_are_not_there(self) -> None:
        self.refused("pairs.txt: No such file")
        self.pairs.write_text("1\nAda\t1\t2\nAda\t1\tBen\t1\n")
        self.refused("aligned: there is no such folder")


class MadePairs(Evaluated):
    def test_they_are_of_val_where_there_is_one(self) -> None:
        self.dataset(people(4, 3) + people(4, 3, "val", first=4))
        ran = self.make_pairs("--folds", 2)
        self.assertEqual(ran.status, 0, ran.errors)
        names = {pair.first.name for pair in read_pairs(self.pairs)}
        self.assertEqual(names, {f"Person_{number:02}" for number in range(4, 8)})
        self.make_pairs("--folds", 2, "--split", "train", "--overwrite")
        names = {pair.first.name for pair in read_pairs(self.pairs)}
        self.assertEqual(names, {f"Person_{number:02}" for number in range(4)})

    def test_fewer_than_asked_for_are_reported(self) -> None:
        self.dataset(people(8, 3))
        ran = self.make_pairs("--folds", 4)
        # Each fold has two people: 3 + 3 pairs of one, and 9 of two.
        self.assertIn("4 folds of 6 pairs of one person and 6 of two, from 24 photo", ran.output)
        self.assertIn("300 of either kind were asked for", ran.output)

    def test_a_face_that_no_name_and_number_tell_is_left_out_and_reported(self) -> None:
        twice = ["Ada/001.jpg", "Ada/001.png", "Ada/002.jpg", "Ada/003.jpg", "Ada/copy.jpg"]
        self.dataset([Person("Ada", 5, paths=twice), *people(3, 3)])
        ran = self.make_pairs("--folds", 2)
        self.assertIn("3 photographs are left out", ran.output)
        self.assertEqual(self.evaluate().status, 0)

    def test_a_name_that_two_people_answer_to_is_not_used(self) -> None:
        ada = Person("Ada", 3)
        other = Person("0007", 3, paths=[f"0007/{n}.jpg" for n in (7, 8, 9)], name="Ada")
        self.dataset([ada, other, *people(4, 3)])
        self.make_pairs("--folds", 1)
        names = {
            photo.name for pair in read_pairs(self.pairs) for photo in (pair.first, pair.second)
        }
        self.assertNotIn("Ada", names)
        self.assertIn("0007", names)

    def test_too_few_people_and_a_file_that_is_there_are_refused(self) -> None:
        self.dataset(people(3, 3))
        ran = self.make_pairs()
        self.assertEqual(ran.status, 1)
        self.assertRegex(ran.errors, "^make_pairs.py: .*aligned: 10 folds need 20 people")
        ran = self.make_pairs("--split", "val")
        self.assertRegex(ran.errors, "^make_pairs.py: .*aligned: no face of val has a name")
        self.pairs.write_text("LFW's own")
        ran = self.make_pairs("--folds", 1)
        self.assertRegex(ran.errors, "pairs.txt: is there; add --overwrite")
        self.assertEqual(self.pairs.read_text(), "LFW's own")


class Names(Evaluated):
    def test_a_person_may_be_called_by_the_name_that_the_metadata_has(self) -> None:
        zero = Person("0000045", 3, name="Ariel Sharon")
        self.dataset([zero, *people(1, 2)])
        for name in ("0000045", "Ariel Sharon"):
            self.pairs.write_text(f"1\n{name}\t1\t2\n{name}\t1\tPerson_00\t1\n")
            ran = self.evaluate()
            self.assertEqual(ran.status, 0, ran.errors)
            self.assertNotIn("missing", ran.output)


if __name__ == "__main__":
    unittest.main()
