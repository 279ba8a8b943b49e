"""How much memory a run takes, and whether it grows."""

import statistics

from .goals import Goal, Result
from .processes import Sample, run_sampled
from .sides import Bench
from .speed import SMALL_IMAGES
from .trees import empty

IMAGES = 20_000
MOST_MEGABYTES = 400.0
# What counts as flat: the last tenth's median, over the first's.
MOST_GROWTH = 1.05
WARM_UP = 0.05


def memory(bench: Bench) -> Result:
    """memory: over all processes, what they share counted once, in megabytes

    The peak is that of the whole run, sampled; whether memory is flat is told from the time in
    which faces are aligned, without its first twentieth.
    """
    few = bench.trees.small(bench.images(SMALL_IMAGES))
    _, reference, _ = run_sampled(bench.reference.command(few))
    many = bench.trees.many(bench.images(IMAGES), few)
    empty(bench.ours.out)
    _, samples, aligning = run_sampled(
        bench.ours.command(many), until=bench.ours.out / "unfinished" / "dataset")
    peak, theirs = (max(s.megabytes for s in both) for both in (samples, reference))
    first, last = tenths(samples[:aligning])
    growth = last / first
    print(f"peak: {peak:.0f} of {bench.images(IMAGES)} images; OpenFace {theirs:.0f} of"
          f" {bench.images(SMALL_IMAGES)}; ratio {peak / theirs:.2f}")
    print(f"first tenth {first:.1f}, last tenth {last:.1f}, of {aligning} samples;"
          f" growth {growth:.3f}")
    return Result(
        {"peak": peak, "reference": theirs, "first_tenth": first, "last_tenth": last,
         "samples": aligning},
        [
            Goal(f"memory, {bench.jobs} workers", peak, MOST_MEGABYTES, at_least=False, unit=" MB"),
            Goal("memory, last tenth over first", growth, MOST_GROWTH, at_least=False),
        ])


def tenths(samples: list[Sample]) -> tuple[float, float]:
    """The medians of the first tenth after the warm-up, and of the last."""
    if not samples:
        raise RuntimeError("the run ended before its memory was seen")
    warm = samples[int(len(samples) * WARM_UP):]
    count = max(1, len(warm) // 10)
    return tuple(
        statistics.median(s.megabytes for s in part) for part in (warm[:count], warm[-count:]))
