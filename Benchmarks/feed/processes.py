"""Has several processes make a side's batches at once, and counts them."""

import multiprocessing
import sys
import time
from dataclasses import dataclass
from typing import Any

from .sides import BATCH, Side

DROP_CACHES = "/proc/sys/vm/drop_caches"


@dataclass(frozen=True)
class Span:
    """How long is measured: for seconds, or, from a cold cache, for so many batches."""

    seconds: float
    cold_batches: int | None = None

    @property
    def is_cold(self) -> bool:
        return self.cold_batches is not None


def batches_per_second(side: Side, workers: int, span: Span) -> float:
    """Batches of BATCH faces that `workers` processes make of a side in a second, together."""
    if span.is_cold:
        drop_caches()
    # Forked, because what is measured begins when each of them is ready.
    context = multiprocessing.get_context("fork")
    start = context.Barrier(workers)
    receiver, sender = context.Pipe(duplex=False)
    processes = [
        context.Process(target=_work, args=(side, worker, workers, span, start, sender))
        for worker in range(workers)
    ]
    for process in processes:
        process.start()
    sender.close()
    for process in processes:
        process.join()
        if process.exitcode:
            sys.exit(f"A process that made batches of {side} failed.")
    return sum(receiver.recv() for _ in processes) / BATCH


def _work(side: Side, worker: int, workers: int, span: Span, start: Any, sender: Any) -> None:
    """Sends how many faces a second it made."""
    try:
        batches = side.batches(worker, workers)
        if not span.is_cold:
            # Opens what there is to open.
            next(batches)
    except BaseException:
        # The others would wait for ever.
        start.abort()
        raise
    start.wait()
    begin = time.perf_counter()
    faces = made = 0
    while True:
        faces += len(next(batches))
        made += 1
        seconds = time.perf_counter() - begin
        if made * workers >= span.cold_batches if span.is_cold else seconds >= span.seconds:
            break
    sender.send(faces / seconds)


def drop_caches() -> None:
    """Has the system forget the files that it keeps in memory; ends the program if it may not."""
    try:
        with open(DROP_CACHES, "w") as file:
            file.write("3")
    except OSError as error:
        sys.exit(f"--cold: {DROP_CACHES} cannot be written ({error.strerror}): run it as root.")
