"""Datasets that are missing, damaged or newer: what is said of them."""

from __future__ import annotations

import json
import pickle
from typing import Any

import numpy

from align_dataset import (
    DamagedDatasetError,
    Dataset,
    DatasetError,
    MissingDatasetError,
    NewerDatasetError,
)
from tests.folders import FolderTestCase
from tests.writing import change_description, change_identities, write_dataset


class Missing(FolderTestCase):
    def check(self, message: str, split: str = "train") -> None:
        with self.assertRaisesRegex(MissingDatasetError, message) as caught:
            Dataset(self.folder, split)
        self.assertEqual(caught.exception.path, str(self.folder))
        self.assertTrue(str(caught.exception).startswith(f"{self.folder}: "))

    def test_no_folder(self) -> None:
        self.check("no such folder; name the one that align-dataset wrote")

    def test_a_file_in_the_folder_s_place(self) -> None:
        self.folder.write_text("{}")
        self.check("is not a folder; name the folder that holds dataset.json")

    def test_a_folder_without_dataset_json(self) -> None:
        self.folder.mkdir()
        self.check("there is no dataset.json; name the folder")

    def test_a_run_that_has_not_ended(self) -> None:
        (self.folder / "unfinished").mkdir(parents=True)
        self.check("a run that has not ended, and no dataset yet; the same align-dataset command")

    def test_a_split_that_is_not_there(self) -> None:
        write_dataset(self.folder, [3, 1])
        self.check("has no split 'test'; it has train and val", "test")

    def test_dataset_json_of_another_program(self) -> None:
        self.folder.mkdir()
        for text in ('{"format": "other"}', "{}", "[]", "3"):
            (self.folder / "dataset.json").write_text(text)
            with (
                self.subTest(text=text),
                self.assertRaisesRegex(MissingDatasetError, 'its "format"'),
            ):
                Dataset(self.folder)


class Newer(FolderTestCase):
    def test_is_refused_and_names_the_versions_that_are_read(self) -> None:
        write_dataset(self.folder, [3, 1])

        def change(description: dict[str, Any]) -> None:
            del description["splits"]  # a new version may have other keys altogether
            description.update(version=2, tool="align-dataset 9.1.0")

        change_description(self.folder, change)
        message = (
            "dataset.json: has version 2 of the format, and this package reads version 1; install "
            "the Python package of align-dataset 9.1.0"
        )
        with self.assertRaisesRegex(NewerDatasetError, message):
            Dataset(self.folder)

    def test_needs_no_digest_that_this_version_knows(self) -> None:
        self.folder.mkdir()
        (self.folder / "dataset.json").write_text('{"format": "aligned-faces", "version": 3}')
        with self.assertRaises(NewerDatasetError):
            Dataset(self.folder)


class Damaged(FolderTestCase):
    def setUp(self) -> None:
        super().setUp()
        write_dataset(self.folder, [3, 1, 4, 5], shard_faces=5, size=8)
        self.shard = self.folder / "shards" / "train-00001-of-00003.npy"
        self.manifest = self.folder / "manifests" / "train-00001-of-00003.jsonl"

    def check(self, file: str, message: str) -> None:
        with self.assertRaisesRegex(DamagedDatasetError, message) as caught:
            Dataset(self.folder)
        text = str(caught.exception)
        self.assertEqual(caught.exception.path, str(self.folder / file))
        self.assertTrue(text.startswith(f"{self.folder / file}: "), text)
        self.assertIn(f"`align-dataset verify {self.folder}`", text)

    def test_a_shard_that_is_cut_short(self) -> None:
        self.shard.write_bytes(self.shard.read_bytes()[:-1])
        expected = 128 + 5 * 8 * 8 * 3
        self.check(
            "shards/train-00001-of-00003.npy",
            f"is cut short: it should have {expected} bytes and has {expected - 1}",
        )

    def test_a_shard_that_is_too_long(self) -> None:
        self.shard.write_bytes(self.shard.read_bytes() + b"x")
        self.check("shards/train-00001-of-00003.npy", "is too long: .* 1088 bytes and has 1089")

    def test_a_shard_that_is_gone(self) -> None:
        self.shard.unlink()
        self.check("shards/train-00001-of-00003.npy", "the file is gone")

    def test_a_shard_with_another_array(self) -> None:
        for array in (
            numpy.zeros((4, 8, 8, 3), numpy.uint8),
            numpy.zeros((5, 8, 8, 4), numpy.uint8),
            numpy.zeros((5, 8, 8, 3), numpy.int8),
            numpy.asfortranarray(numpy.zeros((5, 8, 8, 3), numpy.uint8)),
        ):
            numpy.save(self.shard, array)
            with self.subTest(array=array.shape):
                self.check(
                    "shards/train-00001-of-00003.npy",
                    r"should be uint8 \[5, 8, 8, 3\] in C order after a header of 128 bytes",
                )

    def test_a_shard_without_a_header(self) -> None:
        for text in (b"", b"\x93NUMPY", b"PK\x03\x04" * 50, b"\x93NUMPY\x02\x00" + bytes(200)):
            self.shard.write_bytes(text)
            with self.subTest(text=text[:8]):
                self.check("shards/train-00001-of-00003.npy", "has no header of NumPy's format 1.0")

    def test_a_shard_with_any_byte_of_its_header_damaged(self) -> None:
        shard = self.shard.read_bytes()
        for place in range(128):
            for byte in b"\0 '({9\n":
                if shard[place] != byte:
                    self.shard.write_bytes(shard[:place] + bytes([byte]) + shard[place + 1 :])
                    try:
                        Dataset(self.folder)
                    except DamagedDatasetError as error:
                        self.assertEqual(error.path, str(self.shard))

    def test_a_manifest_that_is_gone_or_empty(self) -> None:
        self.manifest.write_bytes(b"")
        self.check("manifests/train-00001-of-00003.jsonl", "is empty")
        self.manifest.unlink()
        self.check("manifests/train-00001-of-00003.jsonl", "the file is gone")

    def test_dataset_json_that_is_cut_short(self) -> None:
        path = self.folder / "dataset.json"
        path.write_bytes(path.read_bytes()[:200])
        self.check("dataset.json", "is not JSON")

    def test_dataset_json_that_was_changed(self) -> None:
        path = self.folder / "dataset.json"
        path.write_text(path.read_text().replace('"faces": 13', '"faces": 12'))
        self.check("dataset.json", "does not have the SHA-256 that it states")

    def test_dataset_json_that_contradicts_itself(self) -> None:
        def drop(description: dict[str, Any]) -> None:
            del description["splits"]["train"]["shards"]

        def text(description: dict[str, Any]) -> None:
            description["size"] = "8"

        def order(description: dict[str, Any]) -> None:
            description["channels"] = "BGR"

        def total(description: dict[str, Any]) -> None:
            description["splits"]["train"]["faces"] = 14

        def sizes(description: dict[str, Any]) -> None:
            shards = description["splits"]["train"]["shards"]
            shards[0]["faces"], shards[1]["faces"] = 4, 6

        def version(description: dict[str, Any]) -> None:
            description["version"] = 0

        original = (self.folder / "dataset.json").read_bytes()
        for change, message in (
            (drop, "is not as the format says .KeyError: 'shards'"),
            (text, "'8' is not a count"),
            (order, "channels 'BGR'"),
            (total, "the shards of train have 13 faces together, and not 14"),
            (sizes, r"the shards of train are not of one size: \[4, 6, 3\]"),
            (version, "has the version 0, which never was"),
        ):
            (self.folder / "dataset.json").write_bytes(original)
            change_description(self.folder, change)
            with self.subTest(change=change.__name__):
                self.check("dataset.json", message)

    def test_identities_that_were_changed_or_are_gone(self) -> None:
        path = self.folder / "identities.jsonl"
        path.write_text(path.read_text().replace("Name 1", "Name 2"))
        self.check("identities.jsonl", "does not have the SHA-256 that dataset.json states")
        path.unlink()
        self.check("identities.jsonl", "the file is gone")

    def test_identities_that_do_not_add_up(self) -> None:
        def more(identities: list[dict[str, Any]]) -> None:
            identities[3]["faces"] = 6

        def fewer_people(identities: list[dict[str, Any]]) -> None:
            identities[0].update(split="val")
            identities[1].update(faces=4, first=0)

        def elsewhere(identities: list[dict[str, Any]]) -> None:
            identities[2]["first"] = 5

        def label(identities: list[dict[str, Any]]) -> None:
            identities[2]["label"] = 3

        def keys(identities: list[dict[str, Any]]) -> None:
            del identities[2]["faces"]

        def lines(identities: list[dict[str, Any]]) -> None:
            identities.append({**identities[0], "label": 4, "split": "val"})

        files = {
            name: (self.folder / name).read_bytes() for name in ("dataset.json", "identities.jsonl")
        }
        for change, message in (
            (more, "should have 13 faces of 4 identities, and has 14 of 4"),
            (fewer_people, "should have 13 faces of 4 identities, and has 13 of 3"),
            (elsewhere, "the faces of label 2 in train begin at 5, not at 4"),
            (label, "line 3 is of label 3"),
            (keys, "line 3 is not as the format says .KeyError"),
            (lines, "should have 4 lines and has 5"),
        ):
            for name, text in files.items():
                (self.folder / name).write_bytes(text)
            change_identities(self.folder, change)
            with self.subTest(change=change.__name__):
                self.check("identities.jsonl", message)


class DamagedManifests(FolderTestCase):
    """Manifests that labels are read of, because rows are shuffled."""

    def setUp(self) -> None:
        super().setUp()
        write_dataset(self.folder, [3, 1, 4, 5], shuffle=3, shard_faces=5)
        self.manifest = self.folder / "manifests" / "train-00001-of-00003.jsonl"
        self.lines = self.manifest.read_text().splitlines(keepends=True)

    def check(self, lines: list[str], message: str, file: str = "") -> None:
        self.manifest.write_text("".join(lines))
        with self.assertRaisesRegex(DamagedDatasetError, message) as caught:
            Dataset(self.folder)
        expected = str(self.folder / file) if file else str(self.manifest)
        self.assertEqual(caught.exception.path, expected)

    def test_with_lines_too_few_or_too_many(self) -> None:
        self.check(self.lines[:-1], "should have a line for each of 5 faces and has 4")
        self.check(
            [*self.lines, self.lines[-1].replace('"row":4', '"row":5')],
            "should have a line for each of 5 faces and has 6",
        )

    def test_with_lines_in_another_order(self) -> None:
        self.check(self.lines[::-1], "line 1 is of row 4 and not of row 0")
        spaced = [line.replace(",", ", ") for line in self.lines[::-1]]
        self.check(spaced, "line 1 is of row 4 and not of row 0")

    def test_with_a_line_that_is_cut_short(self) -> None:
        self.check([*self.lines[:-1], self.lines[-1][:30]], "line 5 is not JSON")

    def test_with_a_line_without_a_label(self) -> None:
        for line in (
            "{}",
            "[]",
            '{"row":2,"label":-1}',
            '{"row":2,"label":true}',
            '{"row":2,"label":1e3}',
        ):
            with self.subTest(line=line):
                changed = [*self.lines[:2], line + "\n", *self.lines[3:]]
                self.check(changed, "line 3 has no row and label")

    def test_with_a_label_that_nobody_has(self) -> None:
        row = json.loads(self.lines[2])
        line = self.lines[2].replace(f'"label":{row["label"]},', '"label":4,')
        changed = [*self.lines[:2], line, *self.lines[3:]]
        self.check(changed, "has no line for the label 4", "identities.jsonl")
        changed[2] = line.replace('"label":4,', f'"label":{"9" * 30},')
        self.check(changed, "line 3 has no row and label")

    def test_with_another_number_of_faces_than_identities_have(self) -> None:
        row = json.loads(self.lines[2])
        other = (row["label"] + 1) % 4
        line = self.lines[2].replace(f'"label":{row["label"]},', f'"label":{other},')
        changed = [*self.lines[:2], line, *self.lines[3:]]
        self.check(changed, r"label \d has \d faces in train, and \d in the", "identities.jsonl")

    def test_are_found_while_a_grouped_dataset_streams_them(self) -> None:
        folder = self.folder / "grouped"
        written = write_dataset(folder, [3, 1, 4, 5], shard_faces=5)
        manifest = folder / "manifests" / "train-00001-of-00003.jsonl"
        manifest.write_text("".join(manifest.read_text().splitlines(keepends=True)[:-1]))
        lines = Dataset(folder).manifest()
        self.assertEqual([next(lines) for _ in range(9)], written.manifest["train"][:9])
        with self.assertRaisesRegex(DamagedDatasetError, "a line for each of 5 faces and has 4"):
            next(lines)


class Errors(FolderTestCase):
    def test_are_all_dataset_errors_and_can_be_sent_to_another_process(self) -> None:
        for kind in (MissingDatasetError, DamagedDatasetError, NewerDatasetError):
            self.assertTrue(issubclass(kind, DatasetError))
            sent = pickle.loads(pickle.dumps(kind("folder: is wrong", "folder")))
            self.assertEqual(
                (type(sent), str(sent), sent.path), (kind, "folder: is wrong", "folder")
            )
