"""What all exports have in common."""

import unittest
from pathlib import Path

from exports import SPLITS, digest, export, json_lines

IDENTITIES = "identities.jsonl"
FORMATS = ("webdataset", "recordio", "images", "tfrecord", "npz")


class ExportTests(unittest.TestCase):
    def test_every_file_is_the_one_that_the_description_tells_of(self) -> None:
        for name in FORMATS:
            with self.subTest(format=name):
                exported = export(name)
                described = exported.description
                self.assertEqual(described["format"], "aligned-faces-export")
                self.assertEqual(described["version"], 1)
                self.assertEqual(described["export"], name)
                paths = [path for path in exported.folder.rglob("*") if path.is_file()]
                found = {
                    str(path.relative_to(exported.folder)): digest(path) for path in paths
                    if path.suffix != ".png" and path.name != "export.json"
                }
                self.assertEqual(described["files"], found)

    def test_identities_are_those_of_the_dataset(self) -> None:
        for name in FORMATS:
            with self.subTest(format=name):
                exported = export(name)
                keys = ("label", "identity", "name", "source")
                theirs, ours = (
                    [{key: line[key] for key in keys} for line in json_lines(path)]
                    for path in (exported.dataset / IDENTITIES, exported.folder / IDENTITIES))
                self.assertEqual(ours, theirs)

    def test_one_split_can_be_had_alone(self) -> None:
        for name in ("webdataset", "recordio", "tfrecord", "npz"):
            for split in SPLITS:
                other = SPLITS[1 - SPLITS.index(split)]
                with self.subTest(format=name, split=split):
                    names = [Path(path).name for path in export(name, split=split).files("*")]
                    self.assertTrue([path for path in names if path.startswith(split)])
                    self.assertFalse([path for path in names if path.startswith(other)])


if __name__ == "__main__":
    unittest.main()
