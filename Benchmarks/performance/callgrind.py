"""Counts the instructions of an image by what they were for, in the worker that aligns it."""

import os
import re
import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from .trees import empty

NAME = re.compile(r"\((\d+)\)(?: (.*))?")
# Called once an image, when its file was read: from one call to the next is one image.
EACH_IMAGE = "vision_jpeg_open"


@dataclass(frozen=True)
class Stage:
    """A part of the work: what is done within functions whose name, demangled where it is C++'s,
    matches, without what they call of other stages."""

    name: str
    pattern: re.Pattern


def missing_tools() -> list[str]:
    """What has to be installed before anything can be counted."""
    tools = {"valgrind": "valgrind", "strip": "binutils", compiler(): "gcc"}
    return [package for tool, package in tools.items() if shutil.which(tool) is None]


def compiler() -> str:
    return next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), "cc")


def count(program: Path, arguments: list[str], folder: Path, stages: list[Stage]) -> tuple[
        dict[str, float], int]:
    """Runs the program, with its fork server and workers under callgrind.

    Gives the mean instructions of an image by stages, those of no stage as "rest", and of how many
    images: without the first, before which the worker starts, and the last, after which it is
    killed.
    """
    empty(folder).mkdir()
    library, stripped, counts = folder / "spawn.so", folder / "program", folder / "counts"
    counts.mkdir()
    source = Path(__file__).with_name("spawn.c")
    subprocess.run(
        [compiler(), "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", source, "-o", library, "-ldl"],
        check=True)
    # Valgrind ends where it meets newer debug information than it knows; it needs the names alone.
    subprocess.run(["strip", "--strip-debug", "-o", stripped, program], check=True)
    command = [
        shutil.which("valgrind"), "--tool=callgrind", "--quiet", "--instr-atstart=no",
        f"--dump-before={EACH_IMAGE}", f"--callgrind-out-file={counts}/%p", str(stripped)]
    environment = {"LD_PRELOAD": str(library), "ALIGN_BENCH_SPAWN": "\n".join(command)}
    subprocess.run([stripped, *arguments], check=True, env=os.environ | environment)
    total: dict[str, float] = defaultdict(float)
    # The first part of a process is its start; a file without a number is its end.
    parts = [path for path in counts.iterdir() if path.suffix not in ("", ".1")]
    if not parts:
        raise RuntimeError(f"{program}: valgrind counted no image")
    for path in parts:
        instructions, counted = read(path, stages)
        counted["rest"] = instructions - sum(counted.values())
        for name, number in counted.items():
            total[name] += number / len(parts)
    return total, len(parts)


def read(path: Path, stages: list[Stage]) -> tuple[int, dict[str, int]]:
    """All instructions in a file of callgrind's, and those of each stage."""
    stage_of: dict[str, str | None] = {}
    counted: dict[str, int] = defaultdict(int)
    total, caller, callee, is_call = 0, None, None, False

    def stage(text: str) -> str | None:
        # A name is written out once, and stands by its number from then on.
        number, name = NAME.fullmatch(text.rstrip("\n")).groups()
        if name is not None:
            stage_of[number] = next((s.name for s in stages if s.pattern.search(name)), None)
        return stage_of[number]

    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith("fn="):
                caller = stage(line[3:])
            elif line.startswith("cfn="):
                callee = stage(line[4:])
            elif line.startswith("calls="):
                is_call = True
            elif line[:1] in "+-*0123456789":
                cost = int(line.split()[1])
                if not is_call:
                    total += cost
                elif callee != caller:
                    # The cost of a call is that of all that it leads to.
                    if callee is not None:
                        counted[callee] += cost
                    if caller is not None and callee is not None:
                        counted[caller] -= cost
                is_call = False
    return total, counted
