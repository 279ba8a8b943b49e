"""Datasets in worker processes, many at once, and larger than what may be in memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import resource
import subprocess
import sys
import threading
import unittest
from pathlib import Path

import numpy

from align_dataset import Dataset, PeopleBatchSampler
from tests.folders import FolderTestCase
from tests.writing import change_description, write_dataset

PACKAGE = Path(__file__).resolve().parents[1]


def gathered(dataset: Dataset, indices: list[int]) -> bytes:
    return dataset.gather(indices).tobytes()


def drawn(sampler: PeopleBatchSampler) -> list[list[int]]:
    return [indices.tolist() for indices in sampler]


class Pickling(FolderTestCase):
    def test_is_small_and_opens_the_dataset_again(self) -> None:
        for shuffle in (None, 3):
            folder = self.folder / str(shuffle)
            written = write_dataset(folder, [30, 40], [5, 6], shuffle=shuffle)
            dataset = Dataset(folder, "val")
            pickled = pickle.dumps(dataset)
            self.assertLess(len(pickled), 400)
            again = pickle.loads(pickled)
            numpy.testing.assert_array_equal(again[:][0], written.faces["val"])
            numpy.testing.assert_array_equal(again.labels, written.labels["val"])
            self.assertEqual((again.path, again.split), (str(folder), "val"))

    def test_of_a_sampler_is_small_and_keeps_its_place(self) -> None:
        write_dataset(self.folder, [100] * 40, size=1, shard_faces=1000, shuffle=1)
        sampler = PeopleBatchSampler(Dataset(self.folder), people=4, images=3, seed=9)
        iterator = iter(sampler)
        for _ in range(3):
            next(iterator)
        pickled = pickle.dumps(sampler)
        self.assertLess(len(pickled), 1500)
        self.assertEqual(drawn(pickle.loads(pickled)), [rest.tolist() for rest in iterator])


class Workers(FolderTestCase):
    def test_that_are_forked_or_spawned_read_the_same_pixels(self) -> None:
        written = write_dataset(self.folder, [3, 1, 4, 1, 5], shard_faces=4)
        dataset = Dataset(self.folder)
        indices = [13, 0, 5, 5, 8]
        expected = written.faces["train"][indices].tobytes()
        for method in ("fork", "spawn"):
            with self.subTest(method=method):
                with multiprocessing.get_context(method).Pool(2) as pool:
                    found = pool.starmap(gathered, [(dataset, indices)] * 4)
                self.assertEqual(found, [expected] * 4)

    def test_that_were_forked_share_what_was_mapped_before(self) -> None:
        written = write_dataset(self.folder, [3, 1, 4, 1, 5], shard_faces=4)
        dataset = Dataset(self.folder)
        (self.folder / "dataset.json").unlink()  # so that it could not be opened again
        readers, writer = multiprocessing.get_context("fork").Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(
            target=lambda: writer.send_bytes(dataset.gather([13, 2]).tobytes())
        )
        process.start()
        self.assertEqual(readers.recv_bytes(), written.faces["train"][[13, 2]].tobytes())
        process.join()
        self.assertEqual(process.exitcode, 0)
        numpy.testing.assert_array_equal(dataset[13][0], written.faces["train"][13])

    def test_draw_the_batches_of_the_main_process(self) -> None:
        write_dataset(self.folder, [5, 6, 7, 8, 9, 4, 3])
        sampler = PeopleBatchSampler(Dataset(self.folder), people=2, images=3)
        sampler.set_epoch(4)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            found = pool.apply(drawn, [sampler])
        self.assertEqual(found, drawn(sampler))

    def test_that_are_threads_read_the_same_pixels(self) -> None:
        written = write_dataset(self.folder, [40, 50], size=32, shard_faces=16)
        dataset = Dataset(self.folder)
        orders = [numpy.random.RandomState(seed).permutation(90) for seed in range(4)]
        wrong = []

        def read(order: numpy.ndarray) -> None:
            for _ in range(30):
                if not numpy.array_equal(dataset[order][0], written.faces["train"][order]):
                    wrong.append(order)

        threads = [threading.Thread(target=read, args=(order,)) for order in orders]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])


class Descriptors(FolderTestCase):
    def test_of_200_open_datasets_are_all_closed(self) -> None:
        written = write_dataset(self.folder, [3, 1, 4, 1, 5], shard_faces=2)
        before = len(os.listdir("/dev/fd"))
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (before + 10, limits[1]))
        try:
            datasets = [Dataset(self.folder) for _ in range(200)]
            self.assertEqual(len(os.listdir("/dev/fd")), before)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        for dataset in datasets:
            numpy.testing.assert_array_equal(dataset[:][0], written.faces["train"])

    @unittest.skipUnless(os.path.exists("/proc/self/maps"), "only Linux lists a process's mappings")
    def test_and_mappings_go_with_the_dataset(self) -> None:
        write_dataset(self.folder, [3, 1, 4, 1, 5], shard_faces=2)
        dataset = Dataset(self.folder)
        lines = dataset.manifest()
        next(lines)
        self.assertEqual(self.mapped(), 14)
        del dataset, lines
        gc.collect()
        self.assertEqual(self.mapped(), 0)

    def mapped(self) -> int:
        with open("/proc/self/maps") as lines:
            return sum(str(self.folder) in line for line in lines)


class Memory(FolderTestCase):
    SHARD_FACES = 20_000

    @unittest.skipUnless(os.path.exists("/proc/self/status"), "only Linux tells the peak of memory")
    def test_has_no_pixels_but_those_that_were_asked_for(self) -> None:
        self.write_sparse(5)
        program = (
            "import align_dataset, sys\n"
            "def peak():\n"
            "    return next(int(line.split()[1]) for line in open('/proc/self/status')\n"
            "                if line.startswith('VmHWM'))\n"
            "before = peak()\n"
            "dataset = align_dataset.Dataset(sys.argv[1])\n"
            "sampler = align_dataset.PeopleBatchSampler(dataset)\n"
            "dataset[next(iter(sampler))]\n"
            "print(len(dataset), peak() - before)\n"
        )
        output = subprocess.run(
            [sys.executable, "-c", program, str(self.folder)],
            env={**os.environ, "PYTHONPATH": str(PACKAGE)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        faces, kilobytes = map(int, output.split())
        self.assertEqual(faces, 5 * self.SHARD_FACES)  # 2.8 GB
        self.assertLess(kilobytes, 60_000)

    def write_sparse(self, shards: int) -> None:
        """Writes shards of faces of 96x96, which take no space on the disk: all levels are 0."""
        count = self.SHARD_FACES
        write_dataset(self.folder, [100] * (count * shards // 100), size=1, shard_faces=count)
        for path in (self.folder / "shards").iterdir():
            with path.open("r+b") as file:
                shape = (count, 96, 96, 3)
                content = {"descr": "|u1", "fortran_order": False, "shape": shape}
                numpy.lib.format.write_array_header_1_0(file, content)
                file.truncate(file.tell() + count * 96 * 96 * 3)
        change_description(self.folder, lambda description: description.update(size=96))
