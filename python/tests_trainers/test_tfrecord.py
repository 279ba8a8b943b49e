"""The export `tfrecord`, read with TensorFlow."""

import json
import os
import shutil
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict, List

import numpy

# Before it is imported: what it says about the processor is of no use here.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow  # noqa: E402
from exports import JPEG_LEVELS, SPLITS, Export, export  # noqa: E402
from images import by_opencv, levels_apart  # noqa: E402

TEXTS = ("encoded", "format", "class/text", "filename", "manifest")
NUMBERS = ("height", "width", "channels", "class/label", "key")
FEATURES = {
    **{f"image/{name}": tensorflow.io.FixedLenFeature([], tensorflow.string) for name in TEXTS},
    **{f"image/{name}": tensorflow.io.FixedLenFeature([], tensorflow.int64) for name in NUMBERS},
}


def examples(exported: Export, split: str) -> List[Dict[str, Any]]:
    """The parsed examples of a split in order, as NumPy's values."""
    records = tensorflow.data.TFRecordDataset(exported.files(f"{split}-*.tfrecord"))
    parsed = records.map(lambda record: tensorflow.io.parse_single_example(record, FEATURES))
    return list(parsed.as_numpy_iterator())


class TFRecordTests(unittest.TestCase):
    def test_every_example_has_its_pixels_and_label_in_order(self) -> None:
        exported = export("tfrecord")
        for split in SPLITS:
            rows = exported.rows(split)
            read = examples(exported, split)
            self.assertEqual([int(example["image/class/label"]) for example in read], rows.labels)
            faces = numpy.stack(
                [tensorflow.io.decode_png(e["image/encoded"], 3).numpy() for e in read])
            self.assertTrue(numpy.array_equal(faces, rows.faces), split)

    def test_every_example_tells_what_the_dataset_tells_of_the_face(self) -> None:
        exported = export("tfrecord")
        identities = exported.lines("identities.jsonl")
        for split in SPLITS:
            rows = exported.rows(split)
            size = rows.faces.shape[1]
            for place, (example, line) in enumerate(zip(examples(exported, split), rows.lines)):
                self.assertEqual(int(example["image/key"]), place)
                self.assertEqual(json.loads(example["image/manifest"]), line)
                self.assertEqual(example["image/format"], b"png")
                self.assertEqual(example["image/filename"].decode(), line["path"])
                self.assertEqual(
                    example["image/class/text"].decode(), identities[line["label"]]["identity"])
                shape = [int(example[f"image/{name}"]) for name in ("height", "width", "channels")]
                self.assertEqual(shape, [size, size, 3])

    def test_no_feature_is_there_that_is_not_told_of(self) -> None:
        exported = export("tfrecord")
        for path in exported.files("*.tfrecord"):
            for record in tensorflow.data.TFRecordDataset(path).as_numpy_iterator():
                example = tensorflow.train.Example.FromString(record)
                self.assertEqual(set(example.features.feature), set(FEATURES))

    def test_each_file_is_a_shard_of_the_dataset(self) -> None:
        exported = export("tfrecord")
        for split in SPLITS:
            counts = [
                sum(1 for _ in tensorflow.data.TFRecordDataset(path))
                for path in exported.files(f"{split}-*.tfrecord")
            ]
            self.assertEqual(counts, exported.rows(split).shards)

    def test_the_checksums_are_those_that_tensorflow_checks(self) -> None:
        # TensorFlow compares both checksums of each record and has no way not to: all were right
        # above. That it does is seen where a byte of the first record is wrong: of its length, of
        # its data, of a checksum.
        source = Path(export("tfrecord").files("train-*.tfrecord")[0])
        with tempfile.TemporaryDirectory() as folder:
            damaged = Path(folder, source.name)
            for place in (0, 8, 12, 1000):
                shutil.copyfile(source, damaged)
                content = bytearray(damaged.read_bytes())
                content[place] ^= 1
                damaged.write_bytes(content)
                with self.assertRaises(tensorflow.errors.DataLossError, msg=f"byte {place}"):
                    list(tensorflow.data.TFRecordDataset(str(damaged)))

    def test_jpeg_is_decoded_as_opencv_decodes_it_and_is_near_the_face(self) -> None:
        exported = export("tfrecord", "jpeg")
        for split in SPLITS:
            rows = exported.rows(split)
            for place, example in enumerate(examples(exported, split)):
                self.assertEqual(example["image/format"], b"jpeg")
                encoded = example["image/encoded"]
                # libjpeg's exact transform, which OpenCV takes; TensorFlow's own choice is a
                # faster one.
                face = tensorflow.io.decode_jpeg(encoded, 3, dct_method="INTEGER_ACCURATE").numpy()
                self.assertTrue(numpy.array_equal(face, by_opencv(encoded)), place)
                self.assertLess(levels_apart(face, rows.faces[place]), JPEG_LEVELS, place)
                chosen = tensorflow.io.decode_image(encoded, 3).numpy()
                self.assertLess(levels_apart(chosen, rows.faces[place]), JPEG_LEVELS, place)


if __name__ == "__main__":
    unittest.main()
