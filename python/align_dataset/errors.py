"""What can be wrong with a dataset. Every message names the path, the fault and what to do."""

from __future__ import annotations


class DatasetError(Exception):
    """A dataset cannot be used.

    `path` is the file or folder that is at fault; the message begins with it.
    """

    # With the message as the only argument that is required, the error keeps its type when a
    # DataLoader raises it again in another process.
    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path


class MissingDatasetError(DatasetError):
    """There is no dataset at this path, or it has no such split."""


class DamagedDatasetError(DatasetError):
    """The dataset's files do not agree with each other: one is cut short, changed or gone."""


class NewerDatasetError(DatasetError):
    """The dataset has a version of the format that this package does not read."""
