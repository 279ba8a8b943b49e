"""Batches of people: who is in them, how often, and how an epoch is gone on with."""

from __future__ import annotations

import json
from collections import Counter

import numpy

from align_dataset import Dataset, PeopleBatchSampler
from tests.folders import FolderTestCase
from tests.writing import write_dataset

# Of 23 people, 20 have two faces or more.
COUNTS = [5, 1, 2, 9, 3, 30, 1, 4, 2, 6, 7, 8, 3, 3, 1, 12, 2, 5, 5, 4, 6, 2, 25]
DRAWABLE = [label for label, count in enumerate(COUNTS) if count >= 2]


class SamplerTestCase(FolderTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.datasets = []
        for name, shuffle in (("grouped", None), ("shuffled", 5)):
            write_dataset(self.folder / name, COUNTS, size=1, shard_faces=50, shuffle=shuffle)
            self.datasets.append(Dataset(self.folder / name))
        self.dataset = self.datasets[0]

    def epochs(self, sampler: PeopleBatchSampler, count: int) -> list[list[list[int]]]:
        return [[indices.tolist() for indices in sampler] for _ in range(count)]


class Batches(SamplerTestCase):
    def test_have_no_face_twice_and_each_person_s_share(self) -> None:
        for dataset in self.datasets:
            sampler = PeopleBatchSampler(dataset, people=6, images=4)
            for epoch in self.epochs(sampler, 5):
                for batch in epoch:
                    self.assertEqual(len(set(batch)), len(batch))
                    faces = Counter(dataset.labels[batch].tolist())
                    self.assertEqual(faces, {label: min(COUNTS[label], 4) for label in faces})

    def test_have_each_person_s_faces_together(self) -> None:
        for dataset in self.datasets:
            for batch in PeopleBatchSampler(dataset, people=6, images=4):
                labels = dataset.labels[batch]
                self.assertEqual(
                    numpy.count_nonzero(numpy.diff(labels)) + 1, len(set(labels.tolist()))
                )

    def test_are_int64_arrays(self) -> None:
        for dataset in self.datasets:
            batch = next(iter(PeopleBatchSampler(dataset)))
            self.assertEqual(
                (type(batch), batch.dtype, batch.ndim), (numpy.ndarray, numpy.int64, 1)
            )

    def test_have_15_times_20_faces_where_there_are_as_many(self) -> None:
        write_dataset(self.folder / "large", [25] * 45, size=1, shard_faces=500)
        dataset = Dataset(self.folder / "large")
        sampler = PeopleBatchSampler(dataset)
        self.assertEqual([len(batch) for batch in sampler], [300] * 3)

    def test_differ_by_one_person_at_most_and_are_never_too_large(self) -> None:
        for people in range(1, 25):
            sampler = PeopleBatchSampler(self.dataset, people=people, images=2)
            sizes = [len(set(self.dataset.labels[batch])) for batch in sampler]
            self.assertEqual(len(sizes), len(sampler))
            self.assertEqual(len(sizes), -(-len(DRAWABLE) // people))
            self.assertLessEqual(max(sizes), people)
            self.assertLessEqual(max(sizes) - min(sizes), 1)

    def test_stay_those_that_they_were(self) -> None:
        # They must be these on every machine, with every NumPy, in every version of this package.
        sampler = PeopleBatchSampler(self.dataset, people=4, images=3, seed=20)
        sampler.set_epoch(2)
        self.assertEqual(
            [batch.tolist() for batch in sampler][:2],
            [
                [20, 45, 37, 80, 79, 78, 53, 54, 51, 18, 19, 17],
                [110, 112, 111, 85, 86, 88, 77, 71, 74, 101, 99, 100],
            ],
        )
        sampler = PeopleBatchSampler(self.datasets[1], people=4, images=3, seed=2**63, world_size=2)
        self.assertEqual(
            next(iter(sampler)).tolist(), [84, 77, 93, 51, 54, 35, 2, 110, 9, 114, 6, 123]
        )


class Epochs(SamplerTestCase):
    def test_have_each_person_with_two_faces_once(self) -> None:
        for dataset in self.datasets:
            sampler = PeopleBatchSampler(dataset, people=6, images=4, seed=3)
            for epoch in self.epochs(sampler, 5):
                people = [label for batch in epoch for label in set(dataset.labels[batch].tolist())]
                self.assertEqual(sorted(people), DRAWABLE)

    def test_differ_from_each_other(self) -> None:
        sampler = PeopleBatchSampler(self.dataset, people=6, images=4)
        first, second = self.epochs(sampler, 2)
        self.assertNotEqual(first, second)
        self.assertNotEqual(
            [set(self.dataset.labels[batch]) for batch in first],
            [set(self.dataset.labels[batch]) for batch in second],
        )

    def test_follow_from_the_seed(self) -> None:
        for dataset in self.datasets:
            found = self.epochs(PeopleBatchSampler(dataset, seed=8), 3)
            self.assertEqual(self.epochs(PeopleBatchSampler(dataset, seed=8), 3), found)
            self.assertNotEqual(self.epochs(PeopleBatchSampler(dataset, seed=9), 3), found)

    def test_draw_each_face_of_a_person_equally_often_at_each_place(self) -> None:
        sampler = PeopleBatchSampler(self.dataset, people=20, images=3, seed=1)
        first = int(numpy.flatnonzero(self.dataset.labels == 10)[0])  # of 7 faces
        places = numpy.zeros((3, 7), int)
        for epoch in range(7000):
            batch = sampler.draw(epoch, 0)
            drawn = batch[self.dataset.labels[batch] == 10] - first
            places[numpy.arange(3), drawn] += 1
        self.assertLess(abs(places - 1000).max(), 5 * numpy.sqrt(7000 * 1 / 7 * 6 / 7))

    def test_bring_people_together_at_random(self) -> None:
        sampler = PeopleBatchSampler(self.dataset, people=5, images=2, seed=1)
        together = numpy.zeros(len(COUNTS), int)
        for epoch in range(1900):
            for number in range(len(sampler)):
                people = set(self.dataset.labels[sampler.draw(epoch, number)].tolist())
                if 0 in people:
                    together[list(people)] += 1
        # Four of the nineteen others, in each epoch.
        others = together[DRAWABLE[1:]]
        self.assertLess(abs(others - 400).max(), 5 * numpy.sqrt(1900 * 4 / 19 * 15 / 19))


class Ranks(SamplerTestCase):
    def samplers(self, world_size: int, **numbers: int) -> list[PeopleBatchSampler]:
        return [
            PeopleBatchSampler(self.dataset, rank=rank, world_size=world_size, **numbers)
            for rank in range(world_size)
        ]

    def test_have_each_person_as_often_as_one_rank_has(self) -> None:
        for world_size in (1, 2, 4):
            samplers = self.samplers(world_size, people=3, images=4, seed=5)
            self.assertEqual(len({len(sampler) for sampler in samplers}), 1)
            for _ in range(3):
                batches = [batch for sampler in samplers for batch in sampler]
                faces = numpy.concatenate(batches)
                self.assertEqual(len(set(faces.tolist())), len(faces))
                people = [label for batch in batches for label in set(self.dataset.labels[batch])]
                self.assertEqual(sorted(people), DRAWABLE)

    def test_have_equally_many_batches_whose_sizes_differ_by_one_person(self) -> None:
        for world_size, batches in ((1, 7), (2, 8), (3, 9), (4, 8), (7, 7), (10, 10)):
            sizes = [
                len(set(self.dataset.labels[batch]))
                for sampler in self.samplers(world_size, people=3, images=4)
                for batch in sampler
            ]
            self.assertEqual(len(sizes), batches)
            self.assertLessEqual(max(sizes) - min(sizes), 1)
            self.assertLessEqual(max(sizes), 3)

    def test_take_turns_in_the_batches_of_one_rank(self) -> None:
        # Where the number of batches needs no rounding, they are the same batches.
        alone = [batch.tolist() for batch in self.samplers(1, people=5, images=4, seed=5)[0]]
        for rank, sampler in enumerate(self.samplers(2, people=5, images=4, seed=5)):
            self.assertEqual([batch.tolist() for batch in sampler], alone[rank::2])

    def test_that_are_too_many_are_refused(self) -> None:
        self.samplers(20, people=3)
        with self.assertRaisesRegex(
            ValueError, "20 identities .* too few for 21 batches on 21 ranks"
        ):
            PeopleBatchSampler(self.dataset, world_size=21)


class Positions(SamplerTestCase):
    def sampler(self, **numbers: int) -> PeopleBatchSampler:
        return PeopleBatchSampler(self.dataset, **{"people": 3, "images": 4, "seed": 6, **numbers})

    def test_restored_in_the_middle_of_an_epoch_give_the_same_batches(self) -> None:
        for dataset in self.datasets:
            numbers = {"people": 3, "images": 4, "seed": 6}
            expected = self.epochs(PeopleBatchSampler(dataset, **numbers), 4)
            for used in range(8):
                sampler = PeopleBatchSampler(dataset, **numbers)
                self.epochs(sampler, 1)
                iterator = iter(sampler)
                before = [next(iterator).tolist() for _ in range(used % 7)]
                state = json.loads(json.dumps(sampler.state_dict()))
                restored = PeopleBatchSampler(dataset, **numbers)
                restored.load_state_dict(state)
                self.assertEqual((restored.epoch, restored.batch), (1, used % 7))
                rest, following = self.epochs(restored, 2)
                self.assertEqual(before + rest, expected[1])
                self.assertEqual(following, expected[2])

    def test_of_one_rank_restore_every_rank(self) -> None:
        samplers = [self.sampler(rank=rank, world_size=2) for rank in range(2)]
        expected = [self.epochs(sampler, 1)[0] for sampler in samplers]
        sampler = self.sampler(rank=0, world_size=2)
        iterator = iter(sampler)
        next(iterator)
        for rank in range(2):
            restored = self.sampler(rank=rank, world_size=2)
            restored.load_state_dict(sampler.state_dict())
            self.assertEqual(self.epochs(restored, 1)[0], expected[rank][1:])

    def test_count_what_training_has_used_though_more_was_given_out(self) -> None:
        expected = self.epochs(self.sampler(), 3)
        sampler = self.sampler()
        self.epochs(sampler, 1)
        iterator = iter(sampler)
        for _ in range(5):
            next(iterator)
        restored = self.sampler()
        restored.load_state_dict(sampler.state_dict(batch=2))
        self.assertEqual(self.epochs(restored, 1)[0], expected[1][2:])
        # All were given out, and the last ones wait to be used.
        self.assertEqual(len(list(iterator)), 2)
        self.assertEqual(sampler.epoch, 2)
        for used in (0, 6, 7):
            restored.load_state_dict(sampler.state_dict(batch=used))
            self.assertEqual(self.epochs(restored, 1)[0], expected[1][used:] or expected[2])

    def test_go_on_after_an_iteration_that_was_broken_off(self) -> None:
        expected = self.epochs(self.sampler(), 2)
        sampler = self.sampler()
        for number, _ in enumerate(sampler):
            if number == 2:
                break
        self.assertEqual((sampler.epoch, sampler.batch), (0, 3))
        self.assertEqual(self.epochs(sampler, 2), [expected[0][3:], expected[1]])

    def test_set_to_an_epoch_begin_it_unless_they_are_in_it(self) -> None:
        expected = self.epochs(self.sampler(), 3)
        sampler = self.sampler()
        sampler.set_epoch(2)
        self.assertEqual(self.epochs(sampler, 1)[0], expected[2])
        sampler.set_epoch(0)
        self.assertEqual(self.epochs(sampler, 1)[0], expected[0])
        next(iter(sampler))
        sampler.set_epoch(1)
        self.assertEqual(self.epochs(sampler, 1)[0], expected[1][1:])
        next(iter(sampler))
        sampler.set_epoch(1)
        self.assertEqual(self.epochs(sampler, 1)[0], expected[1])

    def test_are_set_to_a_batch_where_one_is_named(self) -> None:
        expected = self.epochs(self.sampler(), 2)
        sampler = self.sampler()
        next(iter(sampler))
        sampler.set_epoch(0, 0)
        self.assertEqual(self.epochs(sampler, 1)[0], expected[0])
        sampler.set_epoch(1, 5)
        self.assertEqual(self.epochs(sampler, 1)[0], expected[1][5:])

    def test_that_training_cannot_have_used_are_refused(self) -> None:
        sampler = self.sampler()

        def check(first: int, last: int) -> None:
            for batch in range(10):
                if first <= batch <= last:
                    sampler.state_dict(batch=batch)
                    continue
                with self.assertRaisesRegex(
                    ValueError, f"batch must be from {first} to {last}, .*, and is {batch}; it cou"
                ):
                    sampler.state_dict(batch=batch)

        check(0, 0)
        sampler.set_epoch(1, 4)
        check(4, 4)
        iterator = iter(sampler)
        next(iterator)
        check(4, 5)
        self.assertEqual(len(list(iterator)), 2)
        check(4, 7)

    def test_of_another_sampler_or_dataset_are_refused(self) -> None:
        sampler = self.sampler()
        state = sampler.state_dict()
        for numbers in ({"people": 4}, {"images": 5}, {"seed": 7}, {"world_size": 2}):
            ((name, value),) = numbers.items()
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(
                    ValueError, f"of a sampler with {name} .*, and this one has {value}; make the"
                ),
            ):
                self.sampler(**numbers).load_state_dict(state)
        other = PeopleBatchSampler(self.datasets[1], people=3, images=4, seed=6)
        with self.assertRaisesRegex(ValueError, "of a sampler with dataset '"):
            other.load_state_dict(state)
        for key in state:
            with self.assertRaisesRegex(ValueError, f"the state has no {key}"):
                sampler.load_state_dict({name: state[name] for name in state if name != key})

    def test_that_are_no_positions_are_refused(self) -> None:
        sampler = self.sampler()
        state = sampler.state_dict()
        for key, value in (("epoch", -1), ("batch", -1), ("batch", 7)):
            with self.subTest(key=key, value=value), self.assertRaisesRegex(ValueError, key):
                sampler.load_state_dict({**state, key: value})
        with self.assertRaises(TypeError):
            sampler.load_state_dict({**state, "epoch": 1.0})
        for epoch in (-1, 1 << 63):
            with self.assertRaisesRegex(ValueError, "epoch must be "):
                sampler.set_epoch(epoch)
            with self.assertRaisesRegex(ValueError, "epoch must be "):
                sampler.draw(epoch, 0)
        for batch in (-1, 7):
            with self.assertRaisesRegex(ValueError, "batch must be "):
                sampler.set_epoch(0, batch)
        with self.assertRaisesRegex(IndexError, "batch 7 is out of range for 7 batches"):
            sampler.draw(0, 7)


class Numbers(SamplerTestCase):
    def test_out_of_range_are_named(self) -> None:
        for numbers, message in (
            ({"people": 0}, "people must be at least 1, and is 0"),
            ({"images": -1}, "images must be at least 1, and is -1"),
            ({"world_size": 0}, "world_size must be at least 1"),
            ({"rank": -1}, "rank must be at least 0"),
            ({"rank": 2, "world_size": 2}, "rank must be less than world_size, 2, and is 2"),
            ({"seed": -1}, "seed must be from 0"),
        ):
            with self.subTest(numbers=numbers), self.assertRaisesRegex(ValueError, message):
                PeopleBatchSampler(self.dataset, **numbers)

    def test_that_are_no_integers_are_named(self) -> None:
        for name in ("people", "images", "seed", "rank", "world_size"):
            for value in (1.0, "1", True):
                with self.subTest(name=name, value=value), self.assertRaisesRegex(TypeError, name):
                    PeopleBatchSampler(self.dataset, **{name: value})

    def test_of_faces_that_make_no_pair_are_refused(self) -> None:
        write_dataset(self.folder / "single", [1, 1, 1])
        for split in ("train", "val"):
            with self.assertRaisesRegex(ValueError, f"the split {split} has no identity with two"):
                PeopleBatchSampler(Dataset(self.folder / "single", split))
