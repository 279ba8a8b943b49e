"""All that is measured, in the order of the table."""

import importlib.metadata
from pathlib import Path
from typing import Callable

from .exactness import exactness
from .fast import fast
from .goals import Result
from .instructions import instructions
from .memory import memory
from .sides import Bench
from .sizes import sizes
from .speed import large, small
from .start import start

SECTIONS: dict[str, Callable[[Bench], Result]] = {
    "small": small,
    "photographs": large,
    "sizes": sizes,
    "start": start,
    "memory": memory,
    "instructions": instructions,
    "exactness": exactness,
    "fast": fast,
}


def versions() -> str:
    """Of the packages that OpenFace's way is run with."""
    names = ("dlib-bin", "opencv-python-headless", "numpy")
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)


def processor() -> str:
    """Its model, as it calls itself."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return "unknown processor"
