"""The export `npz`, read with NumPy."""

import unittest

import numpy
from exports import SPLITS, export


class NPZTests(unittest.TestCase):
    def test_every_archive_has_the_faces_labels_identities_and_paths_of_a_shard(self) -> None:
        exported = export("npz")
        identities = exported.lines("identities.jsonl")
        for split in SPLITS:
            rows = exported.rows(split)
            paths = exported.files(f"{split}-*.npz")
            self.assertEqual(len(paths), len(rows.shards))
            first = 0
            for path, count in zip(paths, rows.shards):
                with numpy.load(path, allow_pickle=False) as archive:
                    arrays = {name: archive[name] for name in archive.files}
                self.assertEqual(set(arrays), {"faces", "labels", "identities", "paths"})
                self.assertEqual(arrays["faces"].dtype, numpy.uint8)
                self.assertTrue(
                    numpy.array_equal(arrays["faces"], rows.faces[first:first + count]), path)
                self.assertEqual(arrays["labels"].dtype, numpy.int64)
                lines = rows.lines[first:first + count]
                self.assertEqual(arrays["labels"].tolist(), [line["label"] for line in lines])
                self.assertEqual(arrays["paths"].tolist(), [line["path"] for line in lines])
                self.assertEqual(
                    arrays["identities"].tolist(),
                    [identities[line["label"]]["identity"] for line in lines])
                first += count


if __name__ == "__main__":
    unittest.main()
