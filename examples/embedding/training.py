"""A network that learns from a dataset's batches of people, step by step, and can go on where it
was."""

import signal
from pathlib import Path
from typing import Iterator, NamedTuple, Tuple

import numpy
import torch
from align_dataset import Dataset, PeopleBatchSampler, anchor_positive_pairs, triplets
from align_dataset.torch import Collate, FaceDataset
from torch import Tensor
from torch.utils.data import DataLoader

from .checkpoints import Checkpoint, CheckpointError, trained_network
from .history import History, Row
from .loss import NEGATIVES, triplet_losses
from .networks import NETWORKS, OpenFaceNetwork, make_network


class TrainingError(Exception):
    """Training cannot begin or go on; the message says why, and what to do."""


class Settings(NamedTuple):
    """What decides about the losses, with the dataset. A run that is resumed keeps all but `lr`.

    The defaults are those of OpenFace 0.2's training/opts.lua and of the Adam that it uses; only
    the negatives are FaceNet's.
    """

    network: str = "nn4.small2"
    people: int = 15
    images: int = 20
    margin: float = 0.2
    negatives: str = "semi-hard"
    lr: float = 0.001
    seed: int = 0

    @classmethod
    def of(cls, checkpoint: Checkpoint, path: Path) -> "Settings":
        """What the checkpoint was made with. Raises CheckpointError if that is something else."""
        settings = checkpoint.settings
        if settings.keys() != set(cls._fields) or settings["negatives"] not in NEGATIVES:
            raise CheckpointError(
                f"{path}: was made with settings that this program does not have; go on with the "
                "program that made it, or train anew in another folder"
            )
        return cls(**settings)


class Training:
    """A network that is being trained: all that a checkpoint holds, and the dataset."""

    def __init__(self, dataset: Dataset, settings: Settings, device: torch.device) -> None:
        """With random weights. Raises TrainingError if the dataset cannot be trained on."""
        self.dataset = dataset
        self.settings = settings
        self.device = device
        _check_size(dataset, settings.network)
        _check_people(dataset)
        self.sampler = PeopleBatchSampler(
            dataset, people=settings.people, images=settings.images, seed=settings.seed
        )
        torch.manual_seed(settings.seed)
        self.history: History = []
        self._use(make_network(settings.network))

    def _use(self, network: OpenFaceNetwork) -> None:
        self.network = network.on(self.device)
        self.optimiser = torch.optim.Adam(self.network.parameters(), lr=self.settings.lr)

    @property
    def identities(self) -> int:
        """How many people have two faces or more, and so are trained on."""
        return int((numpy.bincount(self.dataset.labels) >= 2).sum())

    @property
    def step(self) -> int:
        """How many batches the network was trained with."""
        return len(self.history)

    def batches(self, workers: int) -> Iterator[Tuple[Tensor, Tensor]]:
        """Faces, float32 [n, 3, size, size], and labels, int64 [n], without end, from this step on.

        The flips are OpenFace's (training/donkey.lua): each face is mirrored with probability 1/2.
        """
        loader = DataLoader(
            FaceDataset(self.dataset),
            batch_sampler=self.sampler,  # type: ignore[arg-type]  # arrays serve as lists
            collate_fn=Collate(self.dataset.mean, self.dataset.std, 0.5, self.settings.seed),
            num_workers=workers,
            worker_init_fn=_ignore_interrupts,
            persistent_workers=workers > 0,
            pin_memory=self.device.type == "cuda",
        )
        while True:
            yield from loader

    def learn(self, faces: Tensor, labels: Tensor) -> Row:
        """One step: a batch through the network, its triplets, their loss, and back once.

        As in OpenFace, a batch without a triplet changes nothing. Raises TrainingError if an
        embedding is not a number.
        """
        self.network.train()
        faces = faces.to(self.device, non_blocking=True, memory_format=torch.channels_last)
        embeddings = self.network(faces)
        # Comparisons with what is not a number find no triplet, and no loss would show it.
        if not bool(embeddings.isfinite().all()):
            raise TrainingError(
                f"the embeddings of step {self.step + 1} are not numbers; go on from the last "
                "checkpoint with --resume and a smaller --lr"
            )
        chosen = self._choose(embeddings, labels.to(self.device))
        loss = 0.0
        if len(chosen):
            mean = triplet_losses(embeddings, chosen, self.settings.margin).mean()
            loss = mean.item()
            self.optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward(mean)
            self.optimiser.step()
        row = Row(
            step=self.step + 1,
            epoch=self.step // len(self.sampler) + 1,
            loss=loss,
            random_loss=self._random_loss(embeddings.detach(), labels),
            pairs=len(anchor_positive_pairs(labels.numpy())),
            triplets=len(chosen),
            images=len(faces),
            val_accuracy=None,
        )
        self.history.append(row)
        return row

    def _choose(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        # Keyed by the step, so that a run that goes on needs no state of a generator.
        generator = torch.Generator(self.device).manual_seed(self._step_seed())
        return NEGATIVES[self.settings.negatives](
            embeddings.detach(), labels, self.settings.margin, generator
        )

    def _random_loss(self, embeddings: Tensor, labels: Tensor) -> float:
        """The mean loss with a random negative for each pair.

        The loss that is trained with is only of triplets that are still hard, and so falls little
        however many become easy. This one is of triplets that do not depend on the network. It is
        0 where the batch is of one person.
        """
        every = torch.from_numpy(triplets(labels.numpy(), self._step_seed())).to(self.device)
        if len(every) == 0:
            return 0.0
        return float(triplet_losses(embeddings, every, self.settings.margin).mean())

    def _step_seed(self) -> int:
        # An odd number near 2^64 / golden ratio spreads neighbouring seeds and steps over 64 bits.
        return (self.settings.seed + self.step * 0x9E3779B97F4A7C15) % 2**64

    def checkpoint(self, steps: int) -> Checkpoint:
        """All of it, as it is after this step, of `steps` that there will be."""
        mean, std = self.dataset.mean, self.dataset.std
        assert mean is not None and std is not None  # The sampler has found faces.
        used = (self.step - 1) % len(self.sampler) + 1 if self.step else 0
        return Checkpoint(
            network=self.settings.network,
            weights=self.network.state_dict(),
            mean=tuple(mean.tolist()),
            std=tuple(std.tolist()),
            dataset_sha256=self.dataset.description["self_sha256"],
            settings=self.settings._asdict(),
            step=self.step,
            steps=steps,
            optimiser=self.optimiser.state_dict(),
            sampler=self.sampler.state_dict(used),
            history=torch.tensor([row.numbers() for row in self.history], dtype=torch.float64),
        )

    def restore(self, checkpoint: Checkpoint, path: Path) -> None:
        """Goes to where the checkpoint was made. Raises CheckpointError if it does not fit."""
        if checkpoint.dataset_sha256 != self.dataset.description["self_sha256"]:
            raise CheckpointError(
                f"{path}: is of a training on another dataset than {self.dataset.path}, or on an "
                "earlier one there; give the one that it was, or train anew in another folder"
            )
        self._use(trained_network(checkpoint, path))
        try:
            self.sampler.load_state_dict(checkpoint.sampler)
            self.optimiser.load_state_dict(checkpoint.optimiser)
            self.history = [Row.of(numbers) for numbers in checkpoint.history.tolist()]
        except (ValueError, KeyError, TypeError) as error:
            raise CheckpointError(
                f"{path}: does not go with this program: {error}; train anew in another folder"
            ) from error
        for group in self.optimiser.param_groups:
            group["lr"] = self.settings.lr


def _check_size(dataset: Dataset, network: str) -> None:
    size = NETWORKS[network].input
    if dataset.size == size:
        return
    fitting = [name for name, other in NETWORKS.items() if other.input == dataset.size]
    other = f", or take --network {fitting[0]}" if fitting else ""
    raise TrainingError(
        f"{dataset.path}: has faces of {dataset.size}x{dataset.size} pixels, and {network} takes "
        f"{size}x{size}; align the photographs with --size {size}{other}"
    )


def _check_people(dataset: Dataset) -> None:
    pairable = int((numpy.bincount(dataset.labels) >= 2).sum()) if len(dataset) else 0
    if pairable < 2:
        raise TrainingError(
            f"{dataset.path}: the split {dataset.split} has {pairable} "
            f"{'person' if pairable == 1 else 'people'} with two faces or more, and a triplet "
            "takes two people; align photographs of more"
        )


def _ignore_interrupts(_: int) -> None:
    """In a worker process: Ctrl-C, and SIGTERM to all processes of a job, are for the main process,
    which ends the workers when it is done."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
