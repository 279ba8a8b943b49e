"""Runs a program to its end, and looks at it from outside."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

SAMPLE_SECONDS = 0.2
MEGABYTE = 1e6


@dataclass(frozen=True)
class Process:
    """A process that has ended."""

    output: str
    seconds: float


@dataclass(frozen=True)
class Sample:
    """The memory of a process and all its descendants, at an instant."""

    seconds: float
    megabytes: float


def run(command: list[str], while_running: Callable[[int, float], None] | None = None) -> Process:
    """Runs a command to its end; the time is from before it is executed until it has ended.

    `while_running` is given the process and the instant of its start, as perf_counter has it, and
    may last until the process ends. Ends the program where the command fails.
    """
    start = time.perf_counter()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    observer = threading.Thread(target=while_running or (lambda *_: None), args=(child.pid, start))
    observer.start()
    output = child.stdout.read()
    status = child.wait()
    seconds = time.perf_counter() - start
    observer.join()
    if status != 0:
        sys.exit(f"{' '.join(command)}: exit {status}")
    return Process(output, seconds)


def run_sampled(command: list[str], until: Path | None = None) -> tuple[Process, list[Sample], int]:
    """Runs a command and samples its memory, which slows it down a little.

    Gives all samples, and how many were taken before the path `until` was there.
    """
    samples: list[Sample] = []
    before = 0

    def sample(root: int, start: float) -> None:
        nonlocal before
        while is_alive(root):
            samples.append(
                Sample(time.perf_counter() - start, memory_of_tree(root) / MEGABYTE))
            if until is None or (before == len(samples) - 1 and not until.exists()):
                before = len(samples)
            time.sleep(SAMPLE_SECONDS)

    process = run(command, sample)
    return process, samples, before


def memory_of_tree(root: int) -> int:
    """Memory of a process and all its descendants, now, in bytes; 0 where it has ended."""
    parents: dict[int, int] = {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            # The name, in parentheses, may hold anything: the fields follow the last one.
            fields = Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry)] = int(fields[1])
    total = 0
    for process in parents:
        ancestor = process
        while ancestor != root and ancestor in parents:
            ancestor = parents[ancestor]
        if ancestor == root:
            total += proportional_bytes(process)
    return total


def proportional_bytes(process: int) -> int:
    """A process's memory, what it shares divided among those that share it (the kernel's
    proportional set size)."""
    try:
        for line in Path("/proc", str(process), "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def is_alive(process: int) -> bool:
    """Whether it runs; one that has ended and was not waited for yet does not."""
    try:
        state = Path("/proc", str(process), "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"
