"""torchvision's ImageFolder, also where torchvision's operators cannot be loaded.

PyPI's torchvision is compiled for PyTorch with CUDA. Beside a PyTorch for CPUs alone its library of
operators does not load, and `import torchvision` fails, because it goes on to describe two of them.
ImageFolder needs none. Once those two are declared, torchvision can be imported.
"""

import importlib.util
from pathlib import Path
from typing import Any

import torch

_OPERATORS = ("nms", "qnms")
# A library lives as long as its object.
_declared = None


def _operators_load() -> bool:
    found = importlib.util.find_spec("torchvision")
    if found is None or not found.submodule_search_locations:
        raise ImportError("torchvision is not installed: run `make trainers`")
    for library in Path(found.submodule_search_locations[0]).glob("_C*.so"):
        try:
            torch.ops.load_library(str(library))
        except OSError:
            return False
    return True


if not _operators_load():
    _declared = torch.library.Library("torchvision", "DEF")
    for _name in _OPERATORS:
        _declared.define(f"{_name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

from torchvision.datasets import ImageFolder as _ImageFolder  # noqa: E402

ImageFolder: Any = _ImageFolder
