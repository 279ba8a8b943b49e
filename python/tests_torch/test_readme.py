"""The README's programs for PyTorch run as they stand there."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import torch

from align_dataset import PeopleBatchSampler
from tests.folders import FolderTestCase
from tests.writing import write_dataset

README = Path(__file__).resolve().parents[1] / "README.md"


class Readme(FolderTestCase):
    def test_has_programs_that_run_one_after_the_other(self) -> None:
        write_dataset(self.folder, [9, 8, 7, 12, 11, 6, 5, 10], size=32)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder.parent)
        torch.distributed.init_process_group(
            "gloo", store=torch.distributed.HashStore(), rank=0, world_size=1
        )
        self.addCleanup(torch.distributed.destroy_process_group)
        programs = re.findall(r"```python\n((?!>>>).*?)```", README.read_text("utf-8"), re.DOTALL)
        self.assertEqual(len(programs), 3)
        names: dict[str, Any] = {}
        for program in programs:
            exec(compile(program, str(README), "exec"), names)
        self.assertEqual(len(names["states"]), 4)
        self.assertIsInstance(names["sampler"], PeopleBatchSampler)
