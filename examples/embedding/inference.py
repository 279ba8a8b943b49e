"""Embeddings of a dataset's faces by a network, on whatever device there is."""

from typing import Sequence

import numpy
import torch
from align_dataset import Dataset
from align_dataset.torch import Collate
from numpy.typing import NDArray

from .networks import EMBEDDING, OpenFaceNetwork

BATCH = 128
"""Faces that go through a network at once when nothing is trained."""


class DeviceError(Exception):
    """A device cannot be used; the message says which there are."""


def choose_device(name: str) -> torch.device:
    """The device of this name as PyTorch has it (`cpu`, `cuda`, `cuda:1`, `mps`); of `auto` a GPU
    if there is one.

    Raises DeviceError if it cannot be used.
    """
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        device = torch.device(name)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise DeviceError(
            f"--device {name}: PyTorch cannot use it ({str(error).splitlines()[0]}); take auto or "
            "cpu"
        ) from error
    return device


def embed(
    network: OpenFaceNetwork,
    dataset: Dataset,
    rows: NDArray[numpy.int64],
    mean: Sequence[float],
    std: Sequence[float],
    device: torch.device,
) -> NDArray[numpy.float32]:
    """The embeddings of these rows' faces, float32 [rows, 128], each face once and not mirrored.

    The network is put on the device and into evaluation: batch normalisation takes the means and
    variances that it saw in training. `mean` and `std` are those of the faces it was trained on.
    """
    network = network.on(device).eval()
    collate = Collate(mean, std, flip=0)
    embeddings = numpy.empty((len(rows), EMBEDDING), numpy.float32)
    with torch.inference_mode():
        for start in range(0, len(rows), BATCH):
            faces, _ = collate(dataset[rows[start : start + BATCH]])
            faces = faces.to(device, memory_format=torch.channels_last)
            embeddings[start : start + BATCH] = network(faces).cpu().numpy()
    return embeddings


def squared_distances(
    embeddings: NDArray[numpy.float32], pairs: NDArray[numpy.int64]
) -> NDArray[numpy.float64]:
    """The squared Euclidean distance of each pair of rows, float64 [pairs]; of unit vectors 0 to 4.

    `pairs` is int64 [pairs, 2].
    """
    wide = embeddings.astype(numpy.float64)
    distances: NDArray[numpy.float64] = numpy.square(wide[pairs[:, 0]] - wide[pairs[:, 1]]).sum(1)
    return distances
