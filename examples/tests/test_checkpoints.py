"""Checkpoints: written whole or not at all, and refused when something is wrong with them."""

import os
import stat
import tempfile
import unittest
from pathlib import Path

import torch

from embedding.checkpoints import (
    Checkpoint,
    CheckpointError,
    load_checkpoint,
    replaced,
    save_checkpoint,
    trained_network,
)
from embedding.networks import make_network


def checkpoint(network: str = "nn4.small2") -> Checkpoint:
    """A checkpoint of a network with random weights."""
    return Checkpoint(
        network=network,
        weights=make_network(network).state_dict(),
        mean=(100.0, 110.0, 120.0),
        std=(50.0, 60.0, 70.0),
        dataset_sha256="0" * 64,
        settings={"seed": 2**64 - 1, "margin": 0.2},
        step=3,
        steps=10,
        optimiser={},
        sampler={"epoch": 1, "seed": 2**64 - 1},
        history=torch.zeros((3, 8), dtype=torch.float64),
    )


class Saved(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.path = self.folder / "checkpoint.pt"

    def refused(self, message: str) -> None:
        with self.assertRaisesRegex(CheckpointError, message) as caught:
            load_checkpoint(self.path)
        self.assertIn(str(self.path), str(caught.exception))

    def test_what_was_saved_is_loaded(self) -> None:
        saved = checkpoint()
        save_checkpoint(saved, self.path)
        loaded = load_checkpoint(self.path)
        for name in Checkpoint._fields:
            if name not in ("weights", "history"):
                self.assertEqual(getattr(loaded, name), getattr(saved, name), name)
        network = trained_network(loaded, self.path)
        for name, value in network.state_dict().items():
            self.assertTrue(torch.equal(value, saved.weights[name]), name)

    def test_a_failure_while_writing_leaves_the_old_one_and_nothing_else(self) -> None:
        self.path.write_bytes(b"old")
        with self.assertRaises(KeyboardInterrupt), replaced(self.path) as file:
            file.write(b"new")
            raise KeyboardInterrupt
        self.assertEqual(self.path.read_bytes(), b"old")
        self.assertEqual(os.listdir(self.folder), ["checkpoint.pt"])

    def test_what_a_killed_process_has_left_is_written_over(self) -> None:
        with replaced(self.path):
            left = set(os.listdir(self.folder))
        for name in left:
            (self.folder / name).write_bytes(b"half")
        save_checkpoint(checkpoint(), self.path)
        self.assertEqual(os.listdir(self.folder), ["checkpoint.pt"])
        load_checkpoint(self.path)

    def test_a_link_stays_and_what_it_leads_to_is_replaced(self) -> None:
        other = self.folder / "other"
        other.write_bytes(b"old")
        self.path.symlink_to(other)
        with replaced(self.path) as file:
            file.write(b"new")
        self.assertTrue(self.path.is_symlink())
        self.assertEqual(other.read_bytes(), b"new")

    def test_a_pipe_is_written_to_and_stays_a_pipe(self) -> None:
        os.mkfifo(self.path)
        reader = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        with replaced(self.path) as file:
            file.write(b"new")
        self.assertEqual(os.read(reader, 9), b"new")
        self.assertTrue(stat.S_ISFIFO(self.path.stat().st_mode))
        self.assertEqual(os.listdir(self.folder), ["checkpoint.pt"])

    def test_a_full_disk_and_a_folder_that_is_not_there_are_named(self) -> None:
        with self.assertRaises(OSError) as full:
            save_checkpoint(checkpoint(), Path("/dev/full"))
        self.assertEqual((full.exception.errno, full.exception.filename), (28, "/dev/full"))
        with self.assertRaises(FileNotFoundError) as missing:
            save_checkpoint(checkpoint(), self.folder / "no" / "file")
        self.assertEqual(missing.exception.filename, str(self.folder / "no" / "file"))

    def test_weights_that_are_no_numbers_are_refused(self) -> None:
        broken = checkpoint()
        broken.weights["embed.weight"][0, 0] = float("nan")
        with self.assertRaisesRegex(CheckpointError, "weights that are no numbers"):
            trained_network(broken, self.path)

    def test_one_flipped_bit_anywhere_is_found(self) -> None:
        save_checkpoint(checkpoint(), self.path)
        whole = self.path.read_bytes()
        for place in (64, len(whole) // 3, len(whole) * 2 // 3):
            damaged = bytearray(whole)
            damaged[place] ^= 1
            self.path.write_bytes(damaged)
            self.refused("is damaged")

    def test_what_is_no_checkpoint_is_refused(self) -> None:
        self.refused("there is no such checkpoint")
        for content in (b"", b"not a checkpoint"):
            self.path.write_bytes(content)
            self.refused("is damaged, or no checkpoint")
        torch.save({"weights": torch.zeros(3)}, self.path)
        self.refused("is no checkpoint of train_triplet.py")
        kind = "align-dataset triplet checkpoint"
        torch.save({"format": kind, "version": 2}, self.path)
        self.refused("version 2.*reads 1")
        torch.save({"format": kind, "version": 1, "network": "nn4"}, self.path)
        self.refused("lacks weights, mean")

    def test_nothing_in_it_is_run(self) -> None:
        torch.save({"format": os.getcwd}, self.path)
        self.refused("UnpicklingError")

    def test_weights_of_another_network_are_refused(self) -> None:
        wrong = checkpoint()._replace(network="nn4.small1")
        with self.assertRaisesRegex(CheckpointError, "not those of nn4.small1"):
            trained_network(wrong, self.path)
        with self.assertRaisesRegex(CheckpointError, "vgg, and there are only nn4.small2"):
            trained_network(wrong._replace(network="vgg"), self.path)


if __name__ == "__main__":
    unittest.main()
