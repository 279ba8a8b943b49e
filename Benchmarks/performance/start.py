"""How long it takes until there is a face."""

import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from .goals import Goal, Result
from .processes import is_alive, run
from .rounds import alternate, median_ratio
from .sides import Bench, Ours, Reference
from .trees import empty, photographs

IMAGES = 60
MOST_SECONDS = 0.2
POLL_SECONDS = 0.002


def start(bench: Bench) -> Result:
    """start: seconds from before the program is executed until its first face is there

    For ours, until another process sees the face's row in the catalog of the unfinished run, which
    is committed with its pixels. For OpenFace's way, until its first PNG has its name. A whole run
    over one image, shards and all, is the other bound.
    """
    tree, single = bench.trees.first(IMAGES), bench.trees.first(1)
    # The first run pays for what the others find in the page cache.
    bench.ours.align(single), bench.reference.align(single)
    sides = {
        "first face, OpenFace": lambda: first_png(bench.reference, tree),
        "first face, ours": lambda: first_row(bench.ours, tree),
        "whole run of one image, OpenFace": lambda: bench.reference.align(single),
        "whole run of one image, ours": lambda: bench.ours.align(single),
    }
    figures = alternate(sides, bench.rounds)
    for name, values in figures.items():
        print(f"{name:<36}{statistics.median(values):>8.3f} s{max(values):>8.3f} s at most")
    ratio = median_ratio(figures["first face, OpenFace"], figures["first face, ours"])
    print(f"ratio of the first faces {ratio:.1f}")
    seconds = statistics.median(figures["first face, ours"])
    return Result(
        {"seconds": figures, "ratio": ratio},
        [Goal("start to first face", seconds, MOST_SECONDS, at_least=False, unit=" s")])


def first_row(ours: Ours, tree: Path) -> float:
    empty(ours.out)
    catalog = ours.out / "unfinished" / "catalog.sqlite"
    log = catalog.with_name(catalog.name + "-wal")
    # Not before there is a log: only from then on does a reader never hold up the writer.
    return first_moment(
        ours.command(tree), lambda: log.exists() and has_face(catalog), what=catalog)


def has_face(catalog: Path) -> bool:
    """Opened anew each time, because the program may put another file in this one's place."""
    try:
        connection = sqlite3.connect(f"{catalog.as_uri()}?mode=ro", uri=True)
        try:
            rows = connection.execute("SELECT 1 FROM faces LIMIT 1")
            return rows.fetchone() is not None
        finally:
            connection.close()
    except sqlite3.Error:
        return False  # not there yet, or without tables yet


def first_png(reference: Reference, tree: Path) -> float:
    out = empty(reference.out)
    expected = [
        out / path.relative_to(tree).with_suffix(".png") for path in photographs(tree)]
    return first_moment(
        reference.command(tree), lambda: any(path.exists() for path in expected), what=out)


def first_moment(command: list[str], is_there: Callable[[], bool], what: Path) -> float:
    """Seconds from before a command is executed until something of it is there."""
    seen: list[float] = []

    def look(process: int, start: float) -> None:
        while not seen and is_alive(process):
            if is_there():
                seen.append(time.perf_counter() - start)
            time.sleep(POLL_SECONDS)

    run(command, look)
    if not seen:
        raise RuntimeError(f"{what}: no face was seen before the run ended")
    return seen[0]
