"""Numbers on the command line. argparse names a function where a text is no number."""

import argparse
from typing import Callable


def whole(lowest: int) -> Callable[[str], int]:
    """A type for argparse: whole numbers from `lowest` to 2^64 - 1."""

    def integer(text: str) -> int:
        value = int(text)
        if value < lowest or value >= 2**64:
            raise argparse.ArgumentTypeError(f"must be from {lowest} to 2^64 - 1, not {text}")
        return value

    return integer


def number(text: str) -> float:
    """A type for argparse: numbers greater than 0 and at most 1000."""
    value = float(text)
    if not 0 < value <= 1000:
        raise argparse.ArgumentTypeError(f"must be greater than 0 and at most 1000, not {text}")
    return value
