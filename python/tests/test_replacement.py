"""A run that puts another dataset in place while one is open, or being opened."""

from __future__ import annotations

import pickle
import shutil
import threading
import time
import unittest.mock
from pathlib import Path

import numpy

from align_dataset import Dataset, DatasetError, MissingDatasetError, description
from tests.folders import FolderTestCase
from tests.writing import Written, write_dataset


class Replacement(FolderTestCase):
    def test_leaves_what_is_open_as_it_is(self) -> None:
        older = write_dataset(self.folder, [3, 4, 5], seed=1)
        dataset = Dataset(self.folder)
        shutil.rmtree(self.folder)
        write_dataset(self.folder, [6, 2], seed=2)
        numpy.testing.assert_array_equal(dataset[:][0], older.faces["train"])
        self.assertEqual(list(dataset.manifest()), older.manifest["train"])

    def test_is_noticed_by_a_dataset_that_was_pickled(self) -> None:
        write_dataset(self.folder, [3, 4, 5], seed=1)
        pickled = pickle.dumps(Dataset(self.folder))
        shutil.rmtree(self.folder)
        with self.assertRaises(MissingDatasetError):
            pickle.loads(pickled)
        write_dataset(self.folder, [3, 4, 5], seed=2)
        with self.assertRaisesRegex(DatasetError, "holds another dataset than the one that was"):
            pickle.loads(pickled)

    def test_while_files_are_opened_has_them_opened_anew(self) -> None:
        # The instant falls between dataset.json and the shards. Of these there are as many as
        # before, or fewer, so that one is not there any more.
        newer = write_dataset(self.folder.with_name("newer"), [2, 2], shard_faces=2, seed=2)
        parse = description.parse

        def replace(folder: str, text: bytes) -> description.Description:
            if newer.folder.exists():
                shutil.rmtree(self.folder)
                newer.folder.rename(self.folder)
            return parse(folder, text)

        for counts in ([2, 2], [9, 9]):
            write_dataset(self.folder, counts, shard_faces=2, seed=1)
            with unittest.mock.patch.object(description, "parse", replace):
                dataset = Dataset(self.folder)
            numpy.testing.assert_array_equal(dataset[:][0], newer.faces["train"])
            self.folder.rename(newer.folder)

    def test_file_by_file_is_waited_for(self) -> None:
        # Where files cannot be linked, dataset.json goes first and comes back last.
        newer = write_dataset(self.folder.parent / "newer", [2, 2], shard_faces=2, seed=2)
        write_dataset(self.folder, [9, 9], shard_faces=2, seed=1)
        parse = description.parse
        threads: list[threading.Timer] = []

        def put_back() -> None:
            (newer.folder / "dataset.json").rename(self.folder / "dataset.json")

        def replace(folder: str, text: bytes) -> description.Description:
            if not threads:
                (self.folder / "dataset.json").unlink()
                for name in ("shards", "manifests"):
                    shutil.rmtree(self.folder / name)
                    (newer.folder / name).rename(self.folder / name)
                (newer.folder / "identities.jsonl").replace(self.folder / "identities.jsonl")
                threads.append(threading.Timer(0.1, put_back))
                threads[0].start()
            return parse(folder, text)

        with unittest.mock.patch.object(description, "parse", replace):
            dataset = Dataset(self.folder)
        numpy.testing.assert_array_equal(dataset[:][0], newer.faces["train"])

    def test_that_has_just_taken_dataset_json_away_is_waited_for(self) -> None:
        written = write_dataset(self.folder, [2, 2])
        path = self.folder / "dataset.json"
        path.rename(self.folder / "away")
        timer = threading.Timer(0.1, (self.folder / "away").rename, (path,))
        timer.start()
        numpy.testing.assert_array_equal(Dataset(self.folder)[:][0], written.faces["train"])
        timer.join()

    def test_over_and_over_never_gives_parts_of_two(self) -> None:
        # As a run does it: each file is a link through a folder that is replaced in one instant.
        # All versions have three shards, so that each link leads to a file.
        versions = [
            write_dataset(
                self.folder.with_name(f"version{number}"),
                [3 + number % 3, 4],
                size=1,
                shard_faces=3,
                seed=number,
            )
            for number in range(60)
        ]
        (self.folder / "shards").mkdir(parents=True)
        (self.folder / "manifests").mkdir()
        current = self.folder / "current"
        current.symlink_to(versions[0].folder)
        for path in versions[1].folder.rglob("*.*"):
            name = path.relative_to(versions[1].folder)
            (self.folder / name).symlink_to(current / name)
        publisher = threading.Thread(target=self.publish, args=(current, versions))
        publisher.start()
        seen: set[int] = set()
        while publisher.is_alive():
            seen.add(self.read(versions))
        publisher.join()
        self.assertGreater(len(seen), 20, "so few versions were seen that the test says little")

    def publish(self, current: Path, versions: list[Written]) -> None:
        link = current.with_name("next")
        for version in versions:
            link.symlink_to(version.folder)
            link.replace(current)
            time.sleep(0.01)

    def read(self, versions: list[Written]) -> int:
        dataset = Dataset(self.folder)
        means = [version.mean.tolist() for version in versions]
        number = means.index(dataset.description["mean"])
        numpy.testing.assert_array_equal(dataset[:][0], versions[number].faces["train"])
        self.assertEqual(list(dataset.manifest()), versions[number].manifest["train"])
        return number
