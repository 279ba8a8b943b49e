"""Datasets as the program itself makes them, compared with NumPy's reader."""

from __future__ import annotations

import doctest
import json
import os
import subprocess
from pathlib import Path

import numpy

from align_dataset import Dataset, PeopleBatchSampler
from tests.folders import FolderTestCase

PROGRAM = os.environ.get("ALIGN_DATASET")
README = Path(__file__).resolve().parents[1] / "README.md"


class Program(FolderTestCase):
    def setUp(self) -> None:
        if not PROGRAM:
            self.skipTest("ALIGN_DATASET does not name the program align-dataset")
        super().setUp()
        self.raw = self.folder.with_name("raw")

    def run_program(self, *arguments: str | Path) -> None:
        command = [os.path.abspath(PROGRAM or ""), *map(str, arguments)]
        result = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(result.returncode, 0, result.stderr)

    def check(self, *options: str) -> dict[str, Dataset]:
        self.run_program("sample", self.raw, "--people", "6", "--images", "5", "--seed", "3")
        self.run_program(self.raw, self.folder, "--quiet", "--shard-size", "8", *options)
        description = json.loads((self.folder / "dataset.json").read_bytes())
        datasets = {split: Dataset(self.folder, split) for split in description["splits"]}
        for split, dataset in datasets.items():
            shards = description["splits"][split]["shards"]
            self.assertEqual(len(dataset), description["splits"][split]["faces"])
            faces = [numpy.load(self.folder / shard["tensor"]) for shard in shards]
            if faces:
                numpy.testing.assert_array_equal(dataset[:][0], numpy.concatenate(faces))
            lines = [
                json.loads(line)
                for shard in shards
                for line in (self.folder / shard["manifest"]).read_text("utf-8").splitlines()
            ]
            self.assertEqual(dataset.labels.tolist(), [line["label"] for line in lines])
            self.assertEqual(list(dataset.manifest()), lines)
        pixels = numpy.concatenate([dataset[:][0] for dataset in datasets.values()])
        pixels = pixels.reshape(-1, 3).astype(float)
        numpy.testing.assert_allclose(datasets["train"].mean, pixels.mean(axis=0))
        numpy.testing.assert_allclose(datasets["train"].std, pixels.std(axis=0))
        return datasets

    def test_are_read_where_rows_are_grouped(self) -> None:
        datasets = self.check()
        self.assertEqual(len(datasets["val"]), 0)
        self.assertGreater(len(datasets["train"]), 8)
        sampler = PeopleBatchSampler(datasets["train"], people=3, images=4)
        self.assertEqual(len(sampler), -(-len(datasets["train"].identities) // 3))

    def test_are_read_where_rows_are_shuffled_and_images_split(self) -> None:
        datasets = self.check("--shuffle", "7", "--val", "0.4", "--split-by", "image")
        self.assertTrue(any(identity.val for identity in datasets["val"].identities))
        self.assertTrue((numpy.diff(datasets["train"].labels) < 0).any())

    def test_are_read_where_people_are_split(self) -> None:
        datasets = self.check("--val", "0.4", "--size", "64")
        self.assertGreater(len(datasets["val"]), 0)
        train, val = (set(datasets[split].labels.tolist()) for split in ("train", "val"))
        self.assertEqual(train & val, set())

    def test_are_what_the_readme_shows(self) -> None:
        self.run_program("sample", self.raw, "--flaws")
        self.run_program(self.raw, self.folder, "--quiet")
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder.parent)
        failed, run = doctest.testfile(
            str(README), module_relative=False, optionflags=doctest.ELLIPSIS
        )
        self.assertEqual(failed, 0)
        self.assertGreater(run, 10)
