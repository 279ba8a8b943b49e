"""DataLoaders over datasets: the same batches with and without worker processes."""

from __future__ import annotations

import multiprocessing
import pickle
from typing import Any

import numpy
import torch
from torch.utils.data import DataLoader, Subset

from align_dataset import Dataset, PeopleBatchSampler
from align_dataset.torch import Collate, FaceBatches, FaceDataset
from tests.folders import FolderTestCase
from tests.writing import write_dataset

Batch = tuple[torch.Tensor, torch.Tensor]

# No worker processes, and some; new ones in each epoch, or the same.
FORKED: tuple[dict[str, Any], ...] = (
    {"num_workers": 0},
    {"num_workers": 1, "multiprocessing_context": "fork"},
    {"num_workers": 2, "multiprocessing_context": "fork"},
    {"num_workers": 2, "multiprocessing_context": "fork", "persistent_workers": True},
)
# These take seconds to start, because each imports PyTorch.
SPAWNED = {"num_workers": 2, "multiprocessing_context": "spawn", "persistent_workers": True}


class LoadingTestCase(FolderTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.written = write_dataset(self.folder, [6, 3, 4, 5, 2, 7, 3, 4, 8, 2, 5], shard_faces=9)
        self.dataset = Dataset(self.folder)
        self.collate = Collate(self.dataset.mean, self.dataset.std)

    def sampler(self) -> PeopleBatchSampler:
        return PeopleBatchSampler(self.dataset, people=2, images=3, seed=4)

    def faces(self, sampler: PeopleBatchSampler, **options: Any) -> DataLoader[Any]:
        dataset = FaceDataset(self.dataset)
        return DataLoader(dataset, batch_sampler=sampler, collate_fn=self.collate, **options)

    def batches(self, sampler: PeopleBatchSampler, **options: Any) -> DataLoader[Any]:
        dataset = FaceBatches(self.dataset, sampler)
        return DataLoader(dataset, batch_size=None, collate_fn=self.collate, **options)

    def expected(self, epochs: int) -> list[list[Batch]]:
        """What a plain loop over a sampler gives."""
        sampler = self.sampler()
        return [[self.collate(self.dataset[indices]) for indices in sampler] for _ in range(epochs)]

    def check(self, found: list[Batch], expected: list[Batch]) -> None:
        self.assertEqual(len(found), len(expected))
        for (faces, labels), (expected_faces, expected_labels) in zip(found, expected):
            torch.testing.assert_close(faces, expected_faces, rtol=0, atol=0)
            torch.testing.assert_close(labels, expected_labels, rtol=0, atol=0)


def train(batches: FaceBatches, queue: Any) -> None:
    """Sends the labels of two epochs, of which workers draw the second."""
    epochs = [[labels.tolist() for _, labels in batches]]
    loader = DataLoader(batches, batch_size=None, num_workers=2)
    batches.sampler.set_epoch(1)
    epochs.append([labels.tolist() for _, labels in loader])
    try:
        list(loader)
    except RuntimeError:
        queue.put(epochs)
    else:
        queue.put("workers gave an epoch twice")


class Loading(LoadingTestCase):
    def test_gives_the_sampler_s_batches_with_any_workers(self) -> None:
        expected = self.expected(2)
        for make in (self.faces, self.batches):
            for options in (*FORKED, SPAWNED):
                with self.subTest(make=make.__name__, **options):
                    sampler = self.sampler()
                    loader = make(sampler, **options)
                    self.assertEqual(len(loader), 6)
                    for epoch in (0, 1):
                        sampler.set_epoch(epoch)
                        self.check(list(loader), expected[epoch])

    def test_of_faces_goes_through_epochs_by_itself(self) -> None:
        for options in FORKED:
            with self.subTest(**options):
                loader = self.faces(self.sampler(), **options)
                for expected in self.expected(2):
                    self.check(list(loader), expected)

    def test_goes_on_from_a_state_with_any_workers(self) -> None:
        expected = self.expected(2)[1]
        for make in (self.faces, self.batches):
            for options in FORKED:
                with self.subTest(make=make.__name__, **options):
                    sampler = self.sampler()
                    sampler.set_epoch(1)
                    iterator = iter(make(sampler, **options))
                    before = [next(iterator) for _ in range(2)]
                    state = sampler.state_dict(batch=2)
                    del iterator
                    self.check(before, expected[:2])
                    restored = self.sampler()
                    restored.load_state_dict(state)
                    restored.set_epoch(restored.epoch)
                    self.check(list(make(restored, **options)), expected[2:])

    def test_in_ranks_shares_out_the_people(self) -> None:
        for options in FORKED:
            labels: list[int] = []
            for rank in range(2):
                sampler = PeopleBatchSampler(
                    self.dataset, people=2, images=3, rank=rank, world_size=2
                )
                for _, some in self.batches(sampler, **options):
                    labels += some.unique().tolist()
            self.assertEqual(sorted(labels), list(range(11)))


class Faces(LoadingTestCase):
    def test_are_a_map_of_places_to_faces_and_labels(self) -> None:
        faces = FaceDataset(self.dataset)
        self.assertEqual(len(faces), 49)
        face, label = faces[7]
        numpy.testing.assert_array_equal(face, self.written.faces["train"][7])
        self.assertEqual(label, self.written.labels["train"][7])

    def test_of_a_batch_are_a_sequence_and_two_arrays(self) -> None:
        batch = FaceDataset(self.dataset).__getitems__([7, 0, 30])
        numpy.testing.assert_array_equal(batch.faces, self.written.faces["train"][[7, 0, 30]])
        numpy.testing.assert_array_equal(batch.labels, self.written.labels["train"][[7, 0, 30]])
        self.assertEqual(len(batch), 3)
        for place, (face, label) in enumerate(batch):
            numpy.testing.assert_array_equal(face, batch.faces[place])
            self.assertEqual(label, batch.labels[place])
        self.assertEqual(batch[1:].labels.tolist(), batch.labels[1:].tolist())

    def test_load_with_pytorch_s_own_samplers_subsets_and_collate(self) -> None:
        loader = DataLoader(FaceDataset(self.dataset), batch_size=10)
        faces, labels = (torch.cat(parts) for parts in zip(*loader))
        numpy.testing.assert_array_equal(faces.numpy(), self.written.faces["train"])
        numpy.testing.assert_array_equal(labels.numpy(), self.written.labels["train"])
        rows = [4, 40, 13]
        part = DataLoader(Subset(FaceDataset(self.dataset), rows), 3, collate_fn=self.collate)
        self.check(list(part), [self.collate(self.dataset[rows])])


class Batches(LoadingTestCase):
    def test_are_faces_and_labels_without_a_loader(self) -> None:
        sampler = self.sampler()
        expected = [batch.tolist() for batch in self.sampler()]
        for (faces, labels), indices in zip(FaceBatches(self.dataset, sampler), expected):
            numpy.testing.assert_array_equal(faces, self.written.faces["train"][indices])
            numpy.testing.assert_array_equal(labels, self.written.labels["train"][indices])
        self.assertEqual(sampler.epoch, 1)

    def test_in_workers_are_not_given_twice(self) -> None:
        for options in (*FORKED[1:], SPAWNED):
            with self.subTest(**options):
                sampler = self.sampler()
                loader = self.batches(sampler, **options)
                list(loader)
                with self.assertRaisesRegex(RuntimeError, "call its set_epoch before each epoch"):
                    list(loader)
                with self.assertRaisesRegex(RuntimeError, "call its set_epoch before each epoch"):
                    list(sampler)
                sampler.set_epoch(0)
                self.check(list(loader), self.expected(1)[0])

    def test_in_workers_are_not_given_twice_whatever_their_seeds_are(self) -> None:
        for options in FORKED[1:]:
            with self.subTest(**options):
                loader = self.batches(self.sampler(), **options)
                torch.manual_seed(0)
                list(loader)
                torch.manual_seed(0)
                with self.assertRaisesRegex(RuntimeError, "call its set_epoch before each epoch"):
                    list(loader)

    def test_in_other_processes_that_train_are_those_of_one_alone(self) -> None:
        expected = self.expected(2)
        batches = FaceBatches(self.dataset, self.sampler())
        context = multiprocessing.get_context("fork")
        queue = context.SimpleQueue()
        for _ in range(2):
            process = context.Process(target=train, args=(batches, queue))
            process.start()
            process.join(60)
            self.assertEqual(process.exitcode, 0)
            self.assertEqual(
                queue.get(), [[labels.tolist() for _, labels in epoch] for epoch in expected]
            )
        self.assertEqual((batches.sampler.epoch, batches.sampler.batch), (0, 0))

    def test_in_workers_have_to_be_counted(self) -> None:
        sampler = self.sampler()
        loader = self.batches(sampler, num_workers=1)
        self.assertEqual(sampler.state_dict()["batch"], 0)
        iterator = iter(loader)
        next(iterator)
        with self.assertRaisesRegex(ValueError, "give state_dict their number"):
            sampler.state_dict()
        self.assertEqual(sampler.state_dict(batch=1)["batch"], 1)

    def test_of_one_sampler_may_have_several_loaders(self) -> None:
        sampler = self.sampler()
        loaders = [self.batches(sampler, num_workers=2, persistent_workers=True) for _ in range(2)]
        for epoch, expected in enumerate(self.expected(2)):
            for loader in loaders:
                sampler.set_epoch(epoch)
                self.check(list(loader), expected)

    def test_that_are_copied_have_a_position_of_their_own(self) -> None:
        batches = FaceBatches(self.dataset, self.sampler())
        copied = pickle.loads(pickle.dumps(batches))
        batches.sampler.set_epoch(1)
        self.assertEqual((batches.sampler.epoch, copied.sampler.epoch), (1, 0))
        copied.sampler.set_epoch(7)
        self.assertEqual(batches.sampler.epoch, 1)

    def test_of_another_dataset_s_sampler_are_refused(self) -> None:
        write_dataset(self.folder.with_name("other"), [6, 3], [2, 2])
        for split in ("train", "val"):
            with self.assertRaisesRegex(ValueError, "the sampler is of Dataset.*and not of Data"):
                FaceBatches(Dataset(self.folder.with_name("other"), split), self.sampler())
