"""The two that are compared: align-dataset, and OpenFace's way with the stock packages."""

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from .processes import run
from .trees import Trees, empty, photographs


@dataclass(frozen=True)
class Ours:
    """align-dataset. `out` is the dataset of the last run."""

    program: Path
    out: Path
    jobs: int
    options: tuple[str, ...] = ()

    def command(self, tree: Path) -> list[str]:
        return [str(self.program), *self.arguments(tree)]

    @property
    def without_report(self) -> list[str]:
        """OpenFace's way makes no report, and older programs know no such option."""
        return ["--no-report"] if self.has("--no-report") else []

    def arguments(self, tree: Path) -> list[str]:
        """The largest face is taken, as OpenFace does, and duplicates stay, as there."""
        return [
            str(tree), str(self.out), "--jobs", str(self.jobs), "--quiet", "--layout", "folders",
            "--face", "largest", "--duplicates", "off", *self.without_report, *self.options]

    def with_options(self, *options: str) -> "Ours":
        return replace(self, options=options)

    def has(self, option: str) -> bool:
        """Whether the program knows an option."""
        shown = subprocess.run([self.program, "--help"], check=True, capture_output=True, text=True)
        return option in shown.stdout.replace(",", " ").split()

    def align(self, tree: Path) -> float:
        """Seconds of the whole process."""
        empty(self.out)
        return run(self.command(tree)).seconds

    def images_per_second(self, tree: Path) -> float:
        """Of the whole process, from start to exit, models and shards included."""
        return len(photographs(tree)) / self.align(tree)


@dataclass(frozen=True)
class Reference:
    """OpenFace's way."""

    script: Path
    out: Path
    jobs: int

    def command(self, tree: Path) -> list[str]:
        return [
            sys.executable, str(self.script), "run", str(tree), str(self.out), "--jobs",
            str(self.jobs)]

    def align(self, tree: Path) -> float:
        """Seconds of the whole process."""
        empty(self.out)
        return run(self.command(tree)).seconds

    def images_per_second(self, tree: Path) -> float:
        """From the moment its models are loaded, until the last PNG is written."""
        empty(self.out)
        return json.loads(run(self.command(tree)).output)["images_per_second"]


@dataclass(frozen=True)
class Bench:
    """All that a section needs. `scale` is 1 at full size, and less for a quick look."""

    ours: Ours
    reference: Reference
    trees: Trees
    scratch: Path
    before: Path | None
    rounds: int
    scale: float

    @property
    def jobs(self) -> int:
        return self.ours.jobs

    def images(self, full: int, least: int = 1) -> int:
        """How many images are measured, of so many at full size."""
        return max(least, round(full * self.scale))
