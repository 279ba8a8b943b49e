"""The export `recordio`, read with MXNet as InsightFace reads.

Not called test_..., because only the environment that has MXNet can run it.
"""

import pickle
import unittest
from pathlib import Path
from typing import Any, List, Tuple

import mxnet
import numpy
from exports import JPEG_LEVELS, SPLITS, Export, export, json_lines
from images import by_pillow, levels_apart

SELECTIONS = ("people", "images", "shuffled")


def opened(exported: Export, split: str) -> Any:
    """A split's records."""
    paths = [str(exported.folder / f"{split}.{extension}") for extension in ("idx", "rec")]
    return mxnet.recordio.MXIndexedRecordIO(*paths, "r")


def unpacked(records: Any, number: int) -> Tuple[Any, bytes]:
    """A record's header and what follows it."""
    header, content = mxnet.recordio.unpack(records.read_idx(number))
    return header, content


def images(records: Any) -> List[int]:
    """The numbers of the images' records, as MXFaceDataset of InsightFace's arcface_torch has them.

    Record 0 has two labels, of which the first is the number past the last image's. Where it has
    one label it is an image itself, and so are all others.
    """
    header, _ = unpacked(records, 0)
    return list(range(1, int(header.label[0]))) if header.flag > 0 else list(records.keys)


def images_by_identity(records: Any) -> List[List[int]]:
    """The numbers of each identity's images, as FaceImageIter of InsightFace's arcface_mxnet has
    them.

    The two labels of record 0 are the number of the first identity's record and the one past the
    last; those of an identity's record are its first image's and the one past its last.
    """
    header, _ = unpacked(records, 0)
    found: List[List[int]] = []
    for identity in range(int(header.label[0]), int(header.label[1])):
        identity_header, _ = unpacked(records, identity)
        found.append(list(range(int(identity_header.label[0]), int(identity_header.label[1]))))
    return found


class RecordIOTests(unittest.TestCase):
    def test_every_image_has_its_pixels_and_label_in_order(self) -> None:
        for selection in SELECTIONS:
            exported = export("recordio", selection=selection)
            for split in SPLITS:
                with self.subTest(selection=selection, split=split):
                    self._compare(exported, split)

    def _compare(self, exported: Export, split: str) -> None:
        rows = exported.rows(split)
        lines = json_lines(exported.folder / f"{split}.jsonl")
        place_of = {(line["shard"], line["row"]): n for n, line in enumerate(rows.lines)}
        records = opened(exported, split)
        numbers = images(records)
        self.assertEqual((len(numbers), len(lines)), (len(rows.faces), len(rows.faces)))
        places = []
        for number, line in zip(numbers, lines):
            header, encoded = unpacked(records, number)
            self.assertEqual(header.flag, 0)
            self.assertEqual(header.label, line["label"])
            self.assertEqual((header.id, header.id2), (number, 0))
            place = place_of[line["shard"], line["row"]]
            self.assertEqual(line, rows.lines[place])
            face = mxnet.image.imdecode(encoded).asnumpy()
            self.assertTrue(numpy.array_equal(face, rows.faces[place]), number)
            places.append(place)
        self.assertEqual(sorted(places), list(range(len(rows.faces))))

    def test_the_older_iterator_finds_every_image_too(self) -> None:
        for selection in SELECTIONS:
            exported = export("recordio", selection=selection)
            for split in SPLITS:
                with self.subTest(selection=selection, split=split):
                    records = opened(exported, split)
                    found = images(records)
                    if unpacked(records, 0)[0].flag > 0:
                        found = [n for numbers in images_by_identity(records) for n in numbers]
                    self.assertEqual(len(found), len(exported.rows(split).faces))
                    self.assertEqual(found, images(records))

    def test_every_identity_of_a_split_has_a_record_of_its_images(self) -> None:
        for selection in ("people", "images"):
            exported = export("recordio", selection=selection)
            for split in SPLITS:
                with self.subTest(selection=selection, split=split):
                    records = opened(exported, split)
                    labels: List[int] = []
                    for numbers in images_by_identity(records):
                        found = {unpacked(records, number)[0].label for number in numbers}
                        self.assertEqual(len(found), 1)
                        labels += map(int, found)
                    self.assertEqual(labels, sorted(set(exported.rows(split).labels)))
                    header, _ = unpacked(records, 0)
                    for identity in range(int(header.label[0]), int(header.label[1])):
                        identity_header, content = unpacked(records, identity)
                        self.assertEqual((identity_header.flag, content), (2, b""))

    def test_every_record_is_in_the_index_and_in_the_file(self) -> None:
        exported = export("recordio")
        for split in SPLITS:
            records = opened(exported, split)
            header, _ = unpacked(records, 0)
            self.assertEqual(sorted(records.keys), list(range(int(header.label[1]))))
            indexed = {records.read_idx(number) for number in records.keys}
            self.assertEqual(len(indexed), len(records.keys))
            in_file = mxnet.recordio.MXRecordIO(str(exported.folder / f"{split}.rec"), "r")
            sequence = list(iter(in_file.read, None))
            self.assertEqual(len(sequence), len(indexed))
            self.assertEqual(set(sequence), indexed)

    def test_the_bytes_are_those_that_mxnet_writes_of_the_same_records(self) -> None:
        exported = export("recordio")
        for split in SPLITS:
            records = opened(exported, split)
            copy = [str(exported.folder.parent / f"copy.{name}") for name in ("idx", "rec")]
            written = mxnet.recordio.MXIndexedRecordIO(*copy, "w")
            for number in records.keys:
                written.write_idx(number, records.read_idx(number))
            written.close()
            for path, extension in zip(copy, ("idx", "rec")):
                ours = exported.folder / f"{split}.{extension}"
                self.assertEqual(Path(path).read_bytes(), ours.read_bytes())

    def test_records_survive_the_journey_to_a_worker(self) -> None:
        # A spawned DataLoader pickles MXFaceDataset, and with it the opened records.
        exported = export("recordio")
        records = pickle.loads(pickle.dumps(opened(exported, "train")))
        _, encoded = unpacked(records, 1)
        self.assertTrue(
            numpy.array_equal(
                mxnet.image.imdecode(encoded).asnumpy(), exported.rows("train").faces[0]))

    def test_the_property_is_the_number_of_classes_and_the_size(self) -> None:
        exported = export("recordio")
        # load_property of the older scripts: three numbers in each line that there is.
        text = (exported.folder / "property").read_text("ascii")
        classes, height, width = map(int, text.strip().split(","))
        self.assertEqual(text.count("\n"), 1)
        size = exported.rows("train").faces.shape[1]
        self.assertEqual((height, width), (size, size))
        self.assertEqual(classes, len(exported.lines("identities.jsonl")))
        for split in SPLITS:
            self.assertLess(max(exported.rows(split).labels), classes)

    def test_jpeg_is_decoded_as_pillow_decodes_it_and_is_near_the_face(self) -> None:
        exported = export("recordio", "jpeg")
        for split in SPLITS:
            rows = exported.rows(split)
            records = opened(exported, split)
            for number, expected, label in zip(images(records), rows.faces, rows.labels):
                header, encoded = unpacked(records, number)
                self.assertEqual(header.label, label)
                face = mxnet.image.imdecode(encoded).asnumpy()
                self.assertTrue(numpy.array_equal(face, by_pillow(encoded)), number)
                self.assertLess(levels_apart(face, expected), JPEG_LEVELS, number)


if __name__ == "__main__":
    unittest.main()
