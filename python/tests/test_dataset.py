"""What a Dataset gives of the faces, labels and lists that were written."""

from __future__ import annotations

import json
import os

import numpy

from align_dataset import Dataset, Identity, Rows
from tests.folders import FolderTestCase
from tests.writing import Written, change_description, write_dataset


class Faces(FolderTestCase):
    def check(self, written: Written, split: str) -> None:
        dataset = Dataset(written.folder, split)
        faces, labels = written.faces[split], written.labels[split]
        self.assertEqual(len(dataset), len(faces))
        numpy.testing.assert_array_equal(dataset.labels, labels)
        for row in range(len(faces)):
            face, label = dataset[row]
            numpy.testing.assert_array_equal(face, faces[row])
            self.assertEqual((type(label), label), (int, labels[row]))
        order = numpy.random.RandomState(1).randint(0, len(faces), 40)
        numpy.testing.assert_array_equal(dataset[order][0], faces[order])
        numpy.testing.assert_array_equal(dataset[order][1], labels[order])
        self.assertEqual(list(dataset.manifest()), written.manifest[split])

    def test_grouped_rows_of_one_shard(self) -> None:
        self.check(write_dataset(self.folder, [3, 1, 4], shard_faces=100), "train")

    def test_grouped_rows_of_several_shards_the_last_of_which_is_smaller(self) -> None:
        self.check(write_dataset(self.folder, [3, 1, 4, 1, 5, 9, 2], shard_faces=6), "train")

    def test_shuffled_rows(self) -> None:
        self.check(write_dataset(self.folder, [3, 1, 4, 1, 5, 9, 2], shuffle=7), "train")

    def test_both_splits_of_people(self) -> None:
        written = write_dataset(self.folder, [3, 0, 4, 0], [0, 5, 0, 6])
        self.check(written, "train")
        self.check(written, "val")

    def test_both_splits_of_images(self) -> None:
        written = write_dataset(self.folder, [3, 2, 4, 0], [1, 5, 0, 6], shard_faces=4)
        self.check(written, "train")
        self.check(written, "val")

    def test_both_splits_of_images_with_shuffled_rows(self) -> None:
        written = write_dataset(self.folder, [3, 2, 4, 0], [1, 5, 0, 6], shuffle=3)
        self.check(written, "train")
        self.check(written, "val")

    def test_sizes_with_faces_of_any_number_of_bytes(self) -> None:
        for size in (1, 5, 32, 97):
            with self.subTest(size=size):
                folder = self.folder / str(size)
                self.check(write_dataset(folder, [2, 3, 2], size=size, shard_faces=2), "train")

    def test_manifests_that_were_written_anew_with_spaces_and_other_orders(self) -> None:
        written = write_dataset(self.folder, [3, 4, 2], shuffle=1)
        for path in (self.folder / "manifests").iterdir():
            lines = [json.loads(line) for line in path.read_text().splitlines()]
            path.write_text("".join(json.dumps(line, sort_keys=True) + "\n" for line in lines))
        self.check(written, "train")

    def test_manifests_longer_than_what_is_read_at_once(self) -> None:
        for shuffle in (None, 5):
            folder = self.folder / str(shuffle)
            written = write_dataset(folder, [9000] * 2, size=1, shard_faces=20_000, shuffle=shuffle)
            manifest = folder / "manifests" / "train-00000-of-00001.jsonl"
            self.assertGreater(manifest.stat().st_size, 2_000_000)
            dataset = Dataset(folder)
            numpy.testing.assert_array_equal(dataset.labels, written.labels["train"])
            self.assertEqual(list(dataset.manifest()), written.manifest["train"])

    def test_a_split_without_faces_has_length_0(self) -> None:
        written = write_dataset(self.folder, [3, 4])
        dataset = Dataset(self.folder, "val")
        self.assertEqual((len(dataset), dataset.labels.dtype), (0, numpy.int64))
        self.assertEqual(dataset[[]][0].shape, (0, 8, 8, 3))
        self.assertEqual(list(dataset.manifest()), [])
        self.assertEqual(len(dataset.identities), 2)
        numpy.testing.assert_allclose(dataset.mean, written.mean, rtol=1e-15)

    def test_a_dataset_without_faces_has_no_mean(self) -> None:
        write_dataset(self.folder, [])
        dataset = Dataset(self.folder)
        self.assertEqual((len(dataset), dataset.identities), (0, ()))
        self.assertIsNone(dataset.mean)
        self.assertIsNone(dataset.std)


class Indices(FolderTestCase):
    def setUp(self) -> None:
        super().setUp()
        written = write_dataset(self.folder, [3, 1, 4, 1, 5, 9, 2], shard_faces=6)
        self.faces, self.labels = written.faces["train"], written.labels["train"]
        self.dataset = Dataset(self.folder)

    def test_name_faces_as_they_do_in_numpy(self) -> None:
        mask = self.labels % 2 == 0
        for indices in (
            [4, 0, 24, 4],
            (1, 2),
            range(3, 20, 5),
            [-1, -25, 3],
            numpy.array([7, 8], numpy.uint8),
            numpy.array([7, 8], numpy.uint64),
            numpy.array([-3, 8], numpy.int8),
            numpy.array([], numpy.int32),
            slice(None),
            slice(20, 3, -4),
            slice(-3, 100),
            mask,
            mask.tolist(),
        ):
            with self.subTest(indices=indices):
                expected = list(indices) if isinstance(indices, (tuple, range)) else indices
                faces, labels = self.dataset[indices]
                numpy.testing.assert_array_equal(faces, self.faces[expected])
                numpy.testing.assert_array_equal(labels, self.labels[expected])
                self.assertEqual((faces.dtype, labels.dtype), (numpy.uint8, numpy.int64))
                numpy.testing.assert_array_equal(self.dataset.gather(indices), faces)

    def test_name_one_face_as_a_list_does(self) -> None:
        for index in (0, 24, -1, -25, numpy.int64(3), numpy.uint8(3), numpy.array(5)):
            with self.subTest(index=index):
                face, label = self.dataset[index]
                numpy.testing.assert_array_equal(face, self.faces[index])
                self.assertEqual((type(label), label), (int, self.labels[index]))

    def test_out_of_range_are_named(self) -> None:
        for index in (25, -26, [3, 25], [-26, 3], numpy.array([2**64 - 1], numpy.uint64)):
            with self.subTest(index=index):
                wrong = index if isinstance(index, int) else max(index, key=abs)
                message = f"^index {wrong} is out of range for 25 faces$"
                with self.assertRaisesRegex(IndexError, message):
                    self.dataset[index]
        with self.assertRaisesRegex(IndexError, "a value for each of 25 faces, not 3"):
            self.dataset[[True, False, True]]

    def test_that_are_no_integers_are_refused(self) -> None:
        for index in (
            1.0,
            [1.0],
            "1",
            ["a"],
            None,
            True,
            [[1, 2]],
            numpy.zeros((2, 2), int),
            [2**70],
        ):
            with self.subTest(index=index), self.assertRaises(TypeError):
                self.dataset[index]
        with self.assertRaisesRegex(TypeError, "not by float64"):
            self.dataset[numpy.array([])]

    def test_iterating_gives_each_face_once(self) -> None:
        labels = [label for _, label in self.dataset]
        self.assertEqual(labels, self.labels.tolist())

    def test_faces_are_copies_that_can_be_written_to(self) -> None:
        for index in (3, [3]):
            face, _ = self.dataset[index]
            face[:] = 0
            numpy.testing.assert_array_equal(self.dataset[3][0], self.faces[3])

    def test_gather_fills_the_array_that_it_is_given(self) -> None:
        out = numpy.zeros((3, 8, 8, 3), numpy.uint8)
        self.assertIs(self.dataset.gather([9, 0, 24], out), out)
        numpy.testing.assert_array_equal(out, self.faces[[9, 0, 24]])
        part = numpy.zeros((5, 8, 8, 3), numpy.uint8)
        self.dataset.gather([9, 0, 24], out=part[1:4])
        numpy.testing.assert_array_equal(part[1:4], out)
        self.assertFalse(part[[0, 4]].any())

    def test_gather_refuses_an_array_that_does_not_fit(self) -> None:
        read_only = numpy.zeros((3, 8, 8, 3), numpy.uint8)
        read_only.flags.writeable = False
        for out in (
            numpy.zeros((2, 8, 8, 3), numpy.uint8),
            numpy.zeros((3, 8, 8, 3), numpy.int8),
            numpy.zeros((6, 8, 8, 3), numpy.uint8)[::2],
            numpy.zeros((3, 3, 8, 8), numpy.uint8).transpose(0, 2, 3, 1),
            read_only,
            [0],
        ):
            message = r"uint8 \[3, 8, 8, 3\] in C order"
            with self.subTest(out=out), self.assertRaisesRegex(ValueError, message):
                self.dataset.gather([9, 0, 24], out=out)


class Description(FolderTestCase):
    def test_says_what_dataset_json_says(self) -> None:
        written = write_dataset(self.folder, [3, 1], size=11)
        dataset = Dataset(str(self.folder))
        self.assertEqual(
            dataset.description, json.loads((self.folder / "dataset.json").read_bytes())
        )
        self.assertEqual((dataset.size, dataset.split), (11, "train"))
        self.assertEqual(dataset.path, str(self.folder))
        numpy.testing.assert_allclose(dataset.mean, written.mean, rtol=1e-15)
        numpy.testing.assert_allclose(dataset.std, written.std, rtol=1e-15)
        self.assertEqual((dataset.mean.dtype, dataset.mean.shape), (numpy.float64, (3,)))
        self.assertIn("4 faces of 2 identities, 11x11", repr(dataset))

    def test_has_an_absolute_path_whatever_the_working_folder_becomes(self) -> None:
        written = write_dataset(self.folder, [3, 1])
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(self.folder.parent)
        dataset = Dataset("aligned")
        os.chdir(before)
        self.assertEqual(dataset.path, str(self.folder))
        numpy.testing.assert_array_equal(dataset[2][0], written.faces["train"][2])

    def test_keys_that_are_not_known_are_ignored(self) -> None:
        write_dataset(self.folder, [3, 1])
        change_description(self.folder, lambda description: description.update(added={"a": [1]}))
        self.assertEqual(len(Dataset(self.folder)), 4)

    def test_labels_are_read_only(self) -> None:
        for shuffle in (None, 1):
            folder = self.folder / str(shuffle)
            write_dataset(folder, [3, 1], shuffle=shuffle)
            with self.assertRaises(ValueError):
                Dataset(folder).labels[0] = 1

    def test_identities_are_those_of_all_splits(self) -> None:
        write_dataset(self.folder, [3, 0, 2], [1, 4, 0])
        expected = (
            Identity(0, "Person 0", "Name 0", "raw", "train", 0, 3, Rows(0, 1), (), ()),
            Identity(1, "Person 1", "Name 1", "raw", "val", 1, 4, None, (), ()),
            Identity(2, "Person 2", "Name 2", "raw", "train", 3, 2, None, (), ()),
        )
        for split in ("train", "val"):
            self.assertEqual(Dataset(self.folder, split).identities, expected)
        self.assertEqual([one.rows("train").faces for one in expected], [3, 0, 2])
        self.assertEqual([one.rows("val") for one in expected], [(0, 1), (1, 4), (None, 0)])
