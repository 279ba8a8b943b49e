"""The folder that benchmarks work in, one at a time."""

import fcntl
import sys
from pathlib import Path
from typing import IO


def take(folder: Path) -> IO[str]:
    """Makes the folder, and takes it for as long as what is returned is open.

    Ends the program if another benchmark has it, which would be disturbed as much as this one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = open(folder / "lock", "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(f"Another benchmark works in {folder}, and would be disturbed as much as this.")
    return lock
