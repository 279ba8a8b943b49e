"""The export `images`, read by torchvision's ImageFolder and listed as OpenFace and facenet do."""

import os
import unittest
from pathlib import Path
from typing import Any, Dict, List, Tuple

import numpy
from exports import JPEG_LEVELS, SPLITS, Export, export
from image_folder import ImageFolder
from images import by_opencv, levels_apart


def label_of_folder(exported: Export) -> Dict[str, int]:
    """The dataset's label by the folder's name."""
    lines = exported.lines("identities.jsonl")
    labels = {line["folder"]: line["label"] for line in lines}
    if len(labels) != len(lines):
        raise AssertionError("two identities have one folder")
    return labels


def expected(exported: Export, split: str) -> Dict[str, Tuple[int, Dict[str, Any]]]:
    """Each file of a split, with the place of its row and its manifest line."""
    places = iter(range(len(exported.rows(split).lines)))
    files: Dict[str, Tuple[int, Dict[str, Any]]] = {}
    lines = [line for line in exported.lines("images.jsonl") if f"/{split}-" in line["shard"]]
    for place, line in zip(places, lines):
        files[line["file"]] = (place, {k: v for k, v in line.items() if k != "file"})
    if len(files) != len(exported.rows(split).lines):
        raise AssertionError(f"images.jsonl has {len(files)} different files of {split}")
    return files


class ImageFolderTests(unittest.TestCase):
    def test_every_image_has_its_pixels_and_label(self) -> None:
        for selection in ("people", "images", "shuffled"):
            exported = export("images", selection=selection)
            labels = label_of_folder(exported)
            for split in SPLITS:
                with self.subTest(selection=selection, split=split):
                    self._compare(exported, split, ImageFolder(exported.folder / split), labels)

    def _compare(self, exported: Export, split: str, read: Any, labels: Dict[str, int]) -> None:
        rows = exported.rows(split)
        files = expected(exported, split)
        self.assertEqual(len(read), len(rows.faces))
        folder_of_class = {number: folder for folder, number in read.class_to_idx.items()}
        for (path, _), (image, number) in zip(read.samples, read):
            place, line = files.pop(str(Path(path).relative_to(exported.folder)))
            self.assertEqual(line, rows.lines[place])
            self.assertEqual(labels[folder_of_class[number]], line["label"])
            self.assertEqual(image.mode, "RGB")
            self.assertTrue(numpy.array_equal(numpy.asarray(image), rows.faces[place]), path)
        self.assertEqual(files, {})

    def test_one_split_alone_has_no_folder_around_its_identities(self) -> None:
        for split in SPLITS:
            exported = export("images", split=split)
            read = ImageFolder(exported.folder)
            rows = exported.rows(split)
            labels = label_of_folder(exported)
            self.assertEqual(len(read), len(rows.faces))
            self.assertEqual({labels[name] for name in read.classes}, set(rows.labels))

    def test_jpeg_is_decoded_as_opencv_decodes_it_and_is_near_the_face(self) -> None:
        exported = export("images", "jpeg")
        for split in SPLITS:
            rows = exported.rows(split)
            files = expected(exported, split)
            read = ImageFolder(exported.folder / split)
            self.assertEqual(len(read), len(files))
            for (path, _), (image, _) in zip(read.samples, read):
                self.assertTrue(path.endswith(".jpg"), path)
                place, _ = files[str(Path(path).relative_to(exported.folder))]
                face = numpy.asarray(image)
                self.assertTrue(numpy.array_equal(face, by_opencv(Path(path).read_bytes())), path)
                self.assertLess(levels_apart(face, rows.faces[place]), JPEG_LEVELS, path)


class ListingTests(unittest.TestCase):
    """How older scripts find images. Both write what they found into text files, so that the names
    have to be text."""

    def test_every_image_is_found_by_walking_for_its_extension_as_openface_does(self) -> None:
        # openface.data.iterImgs: a file whose extension is .jpg or .png is an image, the folder
        # that it is in its class, and what is before the extension its name.
        for encoding in ("png", "jpeg"):
            exported = export("images", encoding)
            labels = label_of_folder(exported)
            for split in SPLITS:
                files = expected(exported, split)
                names: List[Tuple[str, str]] = []
                for folder, _, contents in os.walk(exported.folder / split):
                    for content in contents:
                        name, extension = os.path.splitext(content)
                        self.assertIn(extension, (".jpg", ".png"))
                        path = os.path.join(folder, content)
                        path.encode()
                        _, line = files.pop(os.path.relpath(path, exported.folder))
                        self.assertEqual(labels[os.path.basename(folder)], line["label"])
                        names.append((os.path.basename(folder), name))
                self.assertEqual(files, {})
                # It writes aligned images by class and name.
                self.assertEqual(len(set(names)), len(names))

    def test_every_image_is_found_by_listing_each_folder_as_facenet_does(self) -> None:
        # facenet.get_dataset: folders in the order of their names are classes, and all that is in
        # one is an image of it.
        exported = export("images")
        labels = label_of_folder(exported)
        for split in SPLITS:
            root = exported.folder / split
            files = expected(exported, split)
            folders = sorted(name for name in os.listdir(root) if os.path.isdir(root / name))
            for folder in folders:
                for name in os.listdir(root / folder):
                    place, line = files.pop(f"{split}/{folder}/{name}")
                    self.assertEqual(labels[folder], line["label"])
                    face = by_opencv((root / folder / name).read_bytes())
                    self.assertTrue(numpy.array_equal(face, exported.rows(split).faces[place]))
            self.assertEqual(files, {})

    def test_no_other_folder_or_hidden_file_is_in_the_way(self) -> None:
        exported = export("images")
        self.assertEqual(
            sorted(path.name for path in exported.folder.iterdir()),
            ["export.json", "identities.jsonl", "images.jsonl", "train", "val"])
        for _, folders, files in os.walk(exported.folder):
            self.assertFalse([name for name in folders + files if name.startswith(".")])


if __name__ == "__main__":
    unittest.main()
