"""OpenFace 0.2's networks in PyTorch: an aligned face in, an embedding of 128 numbers and length 1
out.

Layers' sizes, strides and paddings are those of OpenFace's own definitions,
models/openface/*.def.lua of https://github.com/cmusatyalab/openface, of January 2016; what its
layers do by default is that of Torch 7's nn and dpnn packages. FaceNet (Schroff et al., CVPR 2015,
tables 1 and 2) describes the networks NN2 and NN4 that OpenFace's are made after.

The published weights do not fit: they were trained with definitions that differ in their L2
poolings (issues 349 and 351 of the repository above).
"""

import math
from typing import Dict, NamedTuple, Optional, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional

EMBEDDING = 128
"""Numbers in an embedding."""


class Reduced(NamedTuple):
    """A 1x1 convolution to fewer channels, and a larger convolution of those."""

    reduce: int
    channels: int


class InceptionSize(NamedTuple):
    """What a row of the tables below says of an inception module. Its parts all see its input;
    their outputs are put one behind another in the order of the fields."""

    three: Reduced
    """The 3x3 convolution."""
    five: Optional[Reduced]
    """The 5x5 convolution, where there is one."""
    pool: str
    """3x3 pooling: the `max`, or the root of the sum of squares (`l2`)."""
    project: Optional[int]
    """Channels of the 1x1 convolution after the pooling; without one the pooled input goes on as it
    is."""
    one: Optional[int]
    """Channels of the 1x1 convolution alone, where there is one."""
    stride: int = 1
    """Of the two larger convolutions and the pooling."""

    def outputs(self, inputs: int) -> int:
        """The module's output channels for these input channels."""
        five = self.five.channels if self.five else 0
        pooled = inputs if self.project is None else self.project
        return self.three.channels + five + pooled + (self.one or 0)


class NetworkSize(NamedTuple):
    """What distinguishes a network; what comes before the inception modules is the same for all."""

    input: int
    """The faces' width and height, in pixels."""
    parameters: int
    """How many numbers are trained: weights and biases of convolutions, batch normalisations and
    the last layer, without the running means and variances; as OpenFace's
    docs/models-and-accuracies.md gives it."""
    inceptions: Tuple[Tuple[str, InceptionSize], ...]
    """The inception modules in order, by the names that FaceNet's tables give them."""


_3A = ("3a", InceptionSize(Reduced(96, 128), Reduced(16, 32), "max", 32, 64))
_3B = ("3b", InceptionSize(Reduced(96, 128), Reduced(32, 64), "l2", 64, 64))
_3C = ("3c", InceptionSize(Reduced(128, 256), Reduced(32, 64), "max", None, None, stride=2))
_4A = ("4a", InceptionSize(Reduced(96, 192), Reduced(32, 64), "l2", 128, 256))
_4B = ("4b", InceptionSize(Reduced(112, 224), Reduced(32, 64), "l2", 128, 224))
_4C = ("4c", InceptionSize(Reduced(128, 256), Reduced(32, 64), "l2", 128, 192))
_4D = ("4d", InceptionSize(Reduced(144, 288), Reduced(32, 64), "l2", 128, 160))
_4E = ("4e", InceptionSize(Reduced(160, 256), Reduced(64, 128), "max", None, None, stride=2))

_NN4_5A = ("5a", InceptionSize(Reduced(192, 384), None, "l2", 128, 384))
_NN4_5B = ("5b", InceptionSize(Reduced(192, 384), None, "max", 128, 384))
_SMALL2_5A = ("5a", InceptionSize(Reduced(96, 384), None, "l2", 96, 256))
_SMALL2_5B = ("5b", InceptionSize(Reduced(96, 384), None, "max", 96, 256))
_NN2_5A = ("5a", InceptionSize(Reduced(192, 384), Reduced(48, 128), "l2", 128, 384))
_NN2_5B = ("5b", InceptionSize(Reduced(192, 384), Reduced(48, 128), "max", 128, 384))

NETWORKS: Dict[str, NetworkSize] = {
    "nn4.small2": NetworkSize(96, 3_733_968, (_3A, _3B, _3C, _4A, _4E, _SMALL2_5A, _SMALL2_5B)),
    "nn4.small1": NetworkSize(96, 5_579_520, (_3A, _3B, _3C, _4A, _4B, _4E, _NN4_5A, _NN4_5B)),
    "nn4": NetworkSize(96, 6_959_088, (_3A, _3B, _3C, _4A, _4B, _4C, _4D, _4E, _NN4_5A, _NN4_5B)),
    "nn2": NetworkSize(224, 7_472_144, (_3A, _3B, _3C, _4A, _4B, _4C, _4D, _4E, _NN2_5A, _NN2_5B)),
}
"""The networks by the names that OpenFace gives them."""


def make_network(name: str) -> "OpenFaceNetwork":
    """One of NETWORKS, with random weights from PyTorch's global generator.

    Raises ValueError for another name, and RuntimeError if the number of parameters is not
    OpenFace's: then a layer is wrong.
    """
    if name not in NETWORKS:
        raise ValueError(f"{name}: no such network; there are {', '.join(NETWORKS)}")
    network = OpenFaceNetwork(name, NETWORKS[name])
    parameters = sum(parameter.numel() for parameter in network.parameters())
    if parameters != NETWORKS[name].parameters:
        raise RuntimeError(
            f"{name}: {parameters:,} parameters were made, and OpenFace's has "
            f"{NETWORKS[name].parameters:,}"
        )
    return network


class OpenFaceNetwork(nn.Module):
    """A network of NETWORKS: float32 [n, 3, size, size] in, RGB, normalised; float32 [n, 128] of
    length 1 out."""

    def __init__(self, name: str, size: NetworkSize) -> None:
        super().__init__()
        self.name = name
        self.input = size.input
        self.stem = nn.Sequential(
            *_convolution(3, 64, 7, stride=2),
            nn.MaxPool2d(3, stride=2, padding=1),
            nn.LocalResponseNorm(5, alpha=0.0001, beta=0.75),
            *_convolution(64, 64, 1),
            *_convolution(64, 192, 3),
            nn.LocalResponseNorm(5, alpha=0.0001, beta=0.75),
            nn.MaxPool2d(3, stride=2, padding=1),
        )
        channels = 192
        self.inceptions = nn.ModuleDict()
        for place, inception in size.inceptions:
            self.inceptions[place] = Inception(channels, inception)
            channels = inception.outputs(channels)
        # Five layers have halved the face: 96 to 3, or 224 to 7; the mean is over all that is left.
        self.mean = nn.AvgPool2d(size.input // 32)
        self.embed = nn.Linear(channels, EMBEDDING)

    def on(self, device: torch.device) -> "OpenFaceNetwork":
        """Itself on the device, its weights with the channels last, which convolves faster."""
        self.to(device)
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return self

    def forward(self, faces: Tensor) -> Tensor:
        """Raises ValueError for faces of another shape."""
        if faces.dim() != 4 or faces.shape[1:] != (3, self.input, self.input):
            raise ValueError(
                f"{self.name} takes faces [n, 3, {self.input}, {self.input}], "
                f"and these are {list(faces.shape)}"
            )
        features: Tensor = self.stem(faces)
        for inception in self.inceptions.values():
            features = inception(features)
        return unit_length(self.embed(self.mean(features).flatten(1)))


class Inception(nn.Module):
    """An inception module as dpnn's nn.Inception makes it with batch normalisation."""

    def __init__(self, inputs: int, size: InceptionSize) -> None:
        super().__init__()
        self.parts = nn.ModuleList()
        for kernel, reduced in ((3, size.three), (5, size.five)):
            if reduced:
                self.parts.append(
                    nn.Sequential(
                        *_convolution(inputs, reduced.reduce, 1),
                        *_convolution(reduced.reduce, reduced.channels, kernel, size.stride),
                    )
                )
        pool: nn.Module = L2Pooling(size.stride)
        if size.pool == "max":
            pool = nn.MaxPool2d(3, stride=size.stride, padding=1)
        self.parts.append(
            nn.Sequential(pool, *(_convolution(inputs, size.project, 1) if size.project else ()))
        )
        if size.one:
            self.parts.append(nn.Sequential(*_convolution(inputs, size.one, 1)))

    def forward(self, features: Tensor) -> Tensor:
        outputs = [part(features) for part in self.parts]
        height, width = outputs[0].shape[2:]
        return torch.cat([_padded(output, height, width) for output in outputs], dim=1)


class L2Pooling(nn.Module):
    """The root of the sum of squares over 3x3, as nn.SpatialLPPooling(channels, 2, 3, 3, stride,
    stride).

    It has no padding, so that its output is narrower by 2; the module around it fills up with
    zeros. torch.nn.LPPool2d does the same, but its gradient is not a number where all nine are 0,
    as is common after a rectifier; there Torch 7 has 0, and so has this.
    """

    def __init__(self, stride: int) -> None:
        super().__init__()
        self.stride = stride

    def forward(self, features: Tensor) -> Tensor:
        sums = functional.avg_pool2d(features * features, 3, self.stride) * 9
        positive = sums > 0
        return torch.where(positive, torch.where(positive, sums, 1).sqrt(), 0)


def unit_length(vectors: Tensor) -> Tensor:
    """Each row divided by its length, as nn.Normalize(2): 1e-10 is added under the root, for a row
    of zeros."""
    return vectors / (vectors.square().sum(dim=1, keepdim=True) + 1e-10).sqrt()


def _convolution(inputs: int, outputs: int, kernel: int, stride: int = 1) -> Tuple[nn.Module, ...]:
    """A convolution that keeps the size (but for its stride), batch normalisation and a rectifier.

    The convolution has a bias, though the normalisation takes it away again: it is in OpenFace's
    counts. Torch 7 draws its weights as PyTorch does, but the normalisation's from 0 to 1, where
    PyTorch begins with 1.
    """
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2)
    normalisation = nn.BatchNorm2d(outputs, eps=1e-5, momentum=0.1)
    nn.init.uniform_(normalisation.weight)
    return convolution, normalisation, nn.ReLU(inplace=True)


def _padded(features: Tensor, height: int, width: int) -> Tensor:
    """Zeros around what is smaller, as nn.DepthConcat has it: where they are odd, more below and on
    the right."""
    rows, columns = height - features.shape[2], width - features.shape[3]
    if rows == 0 and columns == 0:
        return features
    above, left = math.floor(rows / 2), math.floor(columns / 2)
    return functional.pad(features, (left, columns - left, above, rows - above))
