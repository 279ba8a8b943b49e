"""The raw trees that are aligned: painted or copied once, and kept.

A mark beside a tree says that it was finished.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable

import cv2

from .shared import Shared

IMAGE_SUFFIXES = {".jpg", ".jpeg", ".png"}
# How many photographs are under one person, of those that are repeated.
PER_PERSON = 18


class Trees:
    """The trees in a folder of their own."""

    def __init__(self, shared: Shared, folder: Path):
        self.shared = shared
        self.folder = folder

    def small(self, images: int, seed: int = 1) -> Path:
        """Photographs of 250x250 pixels, all different."""

        def paint(tree: Path) -> None:
            subprocess.run(
                [sys.executable, self.shared.make_tree, self.shared.webface, tree, "--images",
                 str(images), "--seed", str(seed)], check=True)

        return self._once(f"small-{images}-{seed}", paint)

    def many(self, images: int, of: Path) -> Path:
        """Those of another tree again and again, as hard links."""
        sources = photographs(of)

        def link(tree: Path) -> None:
            for index in range(images):
                source = sources[index % len(sources)]
                target = tree / f"{index // len(sources):03}-{source.parent.name}" / source.name
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(source, target)

        return self._once(f"many-{images}-{of.name}", link)

    def full_size(self, images: int) -> Path:
        """Photographs as they are found, each several times, under several people."""
        sources = photographs(self.shared.facescrub)

        def copy(tree: Path) -> None:
            for index in range(images):
                source = sources[index % len(sources)]
                target = tree / f"{index // PER_PERSON:03}" / f"{index:04}{source.suffix}"
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)

        return self._once(f"photographs-{images}", copy)

    def resized(self, pixels: int, images: int) -> Path:
        """The same photographs, all brought to a number of pixels (within the rounding of an edge,
        in their own proportions), each several times."""
        sources = photographs(self.shared.facescrub)

        def resize(tree: Path) -> None:
            tree.mkdir(parents=True)
            for index in range(min(images, len(sources))):
                image = cv2.imread(str(sources[index]))
                scale = (pixels / (image.shape[0] * image.shape[1])) ** 0.5
                width = round(image.shape[1] * scale)
                size = (width, round(pixels / width))
                method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
                target = tree / f"{index // PER_PERSON:03}" / f"{index:04}.jpg"
                target.parent.mkdir(exist_ok=True)
                quality = [cv2.IMWRITE_JPEG_QUALITY, 90]
                cv2.imwrite(str(target), cv2.resize(image, size, interpolation=method), quality)
            for index in range(len(sources), images):
                source = index % len(sources)
                target = tree / f"{index // PER_PERSON:03}" / f"{index:04}.jpg"
                target.parent.mkdir(exist_ok=True)
                os.link(tree / f"{source // PER_PERSON:03}" / f"{source:04}.jpg", target)

        return self._once(f"resized-{pixels}-{images}", resize)

    def first(self, images: int) -> Path:
        """The first photographs of 250x250 pixels, as they are found."""
        sources = photographs(self.shared.webface)[:images]

        def copy(tree: Path) -> None:
            for source in sources:
                target = tree / source.parent.name / source.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)

        return self._once(f"first-{len(sources)}", copy)

    def _once(self, name: str, make: Callable[[Path], None]) -> Path:
        tree = self.folder / name
        mark = self.folder / f"{name}.finished"
        if not mark.exists():
            print(f"Making the tree {name}.", file=sys.stderr)
            make(empty(tree))
            mark.touch()
        read(tree)
        return tree


def photographs(tree: Path) -> list[Path]:
    """The images of a tree, in the order of their paths."""
    return sorted(path for path in tree.rglob("*") if path.suffix.lower() in IMAGE_SUFFIXES)


def read(tree: Path) -> None:
    """Brings a tree into the page cache, so that no side pays for the disk."""
    for path in photographs(tree):
        path.read_bytes()


def empty(folder: Path) -> Path:
    """A path where nothing is, in a folder that is there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    return folder
