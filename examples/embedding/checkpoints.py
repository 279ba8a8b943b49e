"""Checkpoints of train_triplet.py: one file with all that training goes on with, and that
evaluation needs."""

import io
import os
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Dict, Iterator, NamedTuple, Tuple

import torch
from torch import Tensor

from .networks import NETWORKS, OpenFaceNetwork, make_network

FORMAT = "align-dataset triplet checkpoint"
VERSION = 1


class CheckpointError(Exception):
    """A checkpoint cannot be used; the message has its path, what is wrong and what to do."""


class Checkpoint(NamedTuple):
    """What a checkpoint holds. Nothing in it is code: it is read with
    torch.load(weights_only=True)."""

    network: str
    """The network's name, one of NETWORKS."""
    weights: Dict[str, Tensor]
    """Its state_dict, with the batch normalisations' running means and variances."""
    mean: Tuple[float, float, float]
    """Of red, green and blue of the faces trained on, in levels of 0 to 255; faces are normalised
    with it."""
    std: Tuple[float, float, float]
    """The standard deviation likewise."""
    dataset_sha256: str
    """The self_sha256 of the dataset trained on."""
    settings: Dict[str, Any]
    """What the training was started with; see train_triplet.py."""
    step: int
    """How many batches the network was trained with."""
    steps: int
    """How many it was to be trained with."""
    optimiser: Dict[str, Any]
    """The optimiser's state_dict."""
    sampler: Dict[str, Any]
    """The state_dict of the PeopleBatchSampler, after this step's batch."""
    history: Tensor
    """float64 [step, columns]: a row a step; see train_triplet.py."""


def save_checkpoint(checkpoint: Checkpoint, path: Path) -> None:
    """Writes a checkpoint; whoever opens the path finds the old one or the new one, whole."""
    content = {"format": FORMAT, "version": VERSION, **checkpoint._asdict()}
    # Into memory first: PyTorch tells of a full disk as of an error of its own.
    archive = io.BytesIO()
    torch.save(content, archive)
    with replaced(path) as file:
        file.write(archive.getbuffer())


def load_checkpoint(path: Path) -> Checkpoint:
    """Reads a checkpoint, with its tensors in memory. Raises CheckpointError."""
    try:
        # A checkpoint is a ZIP archive. PyTorch does not look at the sums it keeps of each part.
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None:
                raise zipfile.BadZipFile
        content = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise CheckpointError(f"{path}: there is no such checkpoint") from None
    except OSError as error:
        raise CheckpointError(f"{path}: cannot be read: {error.strerror}") from error
    except (
        Exception
    ) as error:  # What reading damaged bytes raises is anything that they may lead to.
        raise CheckpointError(
            f"{path}: is damaged, or no checkpoint of train_triplet.py ({type(error).__name__}); "
            "take another one, or train anew"
        ) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise CheckpointError(f"{path}: is no checkpoint of train_triplet.py")
    if content.get("version") != VERSION:
        raise CheckpointError(
            f"{path}: has version {content.get('version')} of the format, and this program reads "
            f"{VERSION}"
        )
    missing = [name for name in Checkpoint._fields if name not in content]
    if missing:
        raise CheckpointError(
            f"{path}: lacks {', '.join(missing)}; take another one, or train anew"
        )
    return Checkpoint(**{name: content[name] for name in Checkpoint._fields})


def trained_network(checkpoint: Checkpoint, path: Path) -> OpenFaceNetwork:
    """The checkpoint's network with its weights. Raises CheckpointError if they are not such a
    network's."""
    if checkpoint.network not in NETWORKS:
        raise CheckpointError(
            f"{path}: is of the network {checkpoint.network}, and there are only "
            f"{', '.join(NETWORKS)}"
        )
    network = make_network(checkpoint.network)
    try:
        network.load_state_dict(checkpoint.weights)
    except (RuntimeError, TypeError, AttributeError) as error:
        first = str(error).splitlines()[-1].strip()
        raise CheckpointError(
            f"{path}: its weights are not those of {checkpoint.network}: {first}"
        ) from error
    if not all(bool(torch.isfinite(tensor).all()) for tensor in network.state_dict().values()):
        raise CheckpointError(
            f"{path}: has weights that are no numbers, so its training has failed; take another "
            "one, or train anew with a smaller --lr"
        )
    return network


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the path's place when all of it is on the disk. If something fails
    it is gone; if the process is killed, what is left of it is written over the next time.

    What a link leads to is replaced, and not the link. A pipe, terminal or other device, such as
    /dev/stdout, is written to as it is: nothing may take its place.

    Raises OSError with the path, whatever cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with open(path, "wb") as device:
                yield device
        else:
            with _replacement(Path(os.path.realpath(path))) as file:
                yield file
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextmanager
def _replacement(path: Path) -> Iterator[BinaryIO]:
    unfinished = path.with_name(f".{path.name}.unfinished")
    file = open(unfinished, "wb")
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
