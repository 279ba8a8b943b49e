"""Temporary folders for tests."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path


class FolderTestCase(unittest.TestCase):
    """A test with a folder of its own, `self.folder`, that does not exist yet."""

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name).resolve() / "aligned"
