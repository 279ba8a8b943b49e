"""The export `webdataset`, read with the webdataset package."""

import io
import re
import tarfile
import unittest
import warnings
from typing import Any, Dict, List

import numpy
import torch
import webdataset
from exports import JPEG_LEVELS, SPLITS, Export, export
from images import by_opencv, levels_apart


def setUpModule() -> None:
    # The package leaves it to Python to close the tars that it has read.
    warnings.filterwarnings("ignore", category=ResourceWarning, module="webdataset")


def unchanged(sample: Any) -> Any:
    """What a DataLoader collates samples with that stay NumPy arrays."""
    return sample


def samples(exported: Export, split: str, *fields: str) -> Any:
    """The samples of a split in order, images as uint8 RGB."""
    dataset = webdataset.WebDataset(exported.files(f"{split}-*.tar"), shardshuffle=False)
    return dataset.decode("rgb8").to_tuple("__key__", *fields)


class WebDatasetTests(unittest.TestCase):
    def test_every_sample_has_its_pixels_label_and_manifest_line_in_order(self) -> None:
        exported = export("webdataset")
        for split in SPLITS:
            rows = exported.rows(split)
            read = list(samples(exported, split, "png", "cls", "json"))
            self.assertEqual([key for key, *_ in read], [f"{n:09}" for n in range(len(rows.faces))])
            self.assertEqual([label for _, _, label, _ in read], rows.labels)
            self.assertEqual([line for *_, line in read], rows.lines)
            faces = numpy.stack([face for _, face, _, _ in read])
            self.assertEqual(faces.dtype, numpy.uint8)
            self.assertTrue(numpy.array_equal(faces, rows.faces), split)

    def test_workers_of_a_data_loader_give_every_sample_once(self) -> None:
        exported = export("webdataset")
        rows = exported.rows("train")
        # Spawned, because other tests of this process may have started TensorFlow's threads, which
        # a fork would not survive.
        loader = torch.utils.data.DataLoader(
            samples(exported, "train", "png", "cls"), batch_size=None, num_workers=2,
            multiprocessing_context="spawn", collate_fn=unchanged)
        read: Dict[str, Any] = {}
        for key, face, label in loader:
            self.assertNotIn(key, read)
            read[key] = (face, label)
        self.assertEqual(sorted(read), [f"{n:09}" for n in range(len(rows.faces))])
        for key, (face, label) in read.items():
            self.assertEqual(label, rows.labels[int(key)])
            self.assertTrue(numpy.array_equal(face, rows.faces[int(key)]), key)

    def test_samples_are_batched_by_the_package_itself(self) -> None:
        exported = export("webdataset")
        rows = exported.rows("train")
        dataset = webdataset.WebDataset(exported.files("train-*.tar"), shardshuffle=False)
        batches = list(dataset.decode("rgb8").to_tuple("png", "cls").batched(32))
        self.assertTrue(numpy.array_equal(numpy.concatenate([f for f, _ in batches]), rows.faces))
        self.assertEqual([label for _, labels in batches for label in labels], rows.labels)

    def test_each_tar_is_a_shard_of_the_dataset(self) -> None:
        exported = export("webdataset")
        for split in SPLITS:
            tars = exported.files(f"{split}-*.tar")
            counts: List[int] = []
            for tar in tars:
                with tarfile.open(tar) as archive:
                    entries = archive.getmembers()
                self.assertTrue(all(entry.isreg() for entry in entries))
                counts.append(sum(entry.name.endswith(".png") for entry in entries))
                self.assertEqual(len(entries), 3 * counts[-1])
            self.assertEqual(counts, exported.rows(split).shards)
            for index, tar in enumerate(tars):
                self.assertRegex(tar, re.escape(f"{split}-{index:05}-of-{len(tars):05}.tar") + "$")

    def test_jpeg_is_decoded_as_opencv_decodes_it_and_is_near_the_face(self) -> None:
        exported = export("webdataset", "jpeg")
        for split in SPLITS:
            rows = exported.rows(split)
            encoded = self._encoded(exported, split)
            read = list(samples(exported, split, "jpg", "cls"))
            self.assertEqual([label for *_, label in read], rows.labels)
            for (key, face, _), face_bytes, expected in zip(read, encoded, rows.faces):
                self.assertTrue(numpy.array_equal(face, by_opencv(face_bytes)), key)
                self.assertLess(levels_apart(face, expected), JPEG_LEVELS, key)

    def _encoded(self, exported: Export, split: str) -> List[bytes]:
        found: List[bytes] = []
        for tar in exported.files(f"{split}-*.tar"):
            with open(tar, "rb") as file, tarfile.open(fileobj=io.BytesIO(file.read())) as archive:
                for entry in archive:
                    content = archive.extractfile(entry)
                    if entry.name.endswith(".jpg") and content is not None:
                        found.append(content.read())
        self.assertEqual(len(found), len(exported.rows(split).faces))
        return found


if __name__ == "__main__":
    unittest.main()
