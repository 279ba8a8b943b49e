#!/usr/bin/env python3
"""Does to runs what happens to runs: kills them, fills their disk, crashes their workers, changes
their tree. Each time the dataset has to come out as if nothing had happened.

  recovery.py [kills] [crashes] [full] [rerun] [--images 3000] [--tree RAW] [--seed 1]

Without names all four are done. The faults are made by the tests' library libCFaults.so, which lies
beside the program after `make test`. Results go to standard output; the exit status is 1 if
anything came out wrong.
"""
import argparse
import filecmp
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILT = os.path.join(ROOT, ".build", "release")
PROGRAM = os.path.join(BUILT, "align-dataset")
FAULTS = os.path.join(BUILT, "libCFaults.so")
WORKERS = 2


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="what to do; all of it")
    parser.add_argument("--images", type=int, default=3000, help="images of the job that is killed")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument(
        "--tree", type=os.path.abspath,
        help="a raw tree of 250x250 photographs; without one it is painted")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    options = parser.parse_args()
    for needed in (PROGRAM, FAULTS):
        if not os.path.exists(needed):
            sys.exit(f"{needed}: is missing; make test builds it")
    print(f"seed {options.seed}")
    random.seed(options.seed)
    with tempfile.TemporaryDirectory(prefix="recovery-") as folder:
        os.chdir(folder)
        for part in options.parts or PARTS:
            print(f"== {part}", flush=True)
            PARTS[part](options)
            for name in os.listdir("."):
                if name != "raw":
                    shutil.rmtree(name) if os.path.isdir(name) else os.remove(name)
    sys.exit(1 if wrong else 0)


wrong = []


def check(holds, text):
    print(f"{'ok   ' if holds else 'WRONG'} {text}", flush=True)
    if not holds:
        wrong.append(text)


def tree(options, images):
    """A raw tree of that many photographs in ./raw, new for each part."""
    shutil.rmtree("raw", ignore_errors=True)
    if options.tree:
        paths = sorted(
            os.path.join(folder, name) for folder, _, names in os.walk(options.tree) for name in names)
        if len(paths) < images:
            sys.exit(f"{options.tree}: holds {len(paths)} files, and {images} are needed")
        for path in paths[:images]:
            target = os.path.join("raw", os.path.relpath(path, options.tree))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy2(path, target)
    else:
        people = (images + 49) // 50
        run([PROGRAM, "sample", "raw", "--people", str(people), "--images", "50"])
        for path in sorted(
                os.path.join(f, n) for f, _, names in os.walk("raw") for n in names)[images:]:
            os.remove(path)


def run(command, **faults):
    return subprocess.run(command, capture_output=True, text=True, env=environment(faults))


def environment(faults):
    if not faults:
        return None
    faults = {"PROGRAM": "align-dataset", **faults}
    # What is read ahead is another image than the one that the worker is at.
    if faults.keys() & {"CRASH", "ABORT", "HANG", "SLEEP", "LOG"}:
        faults["NOT_IN"] = "read-ahead"
    values = {f"FAULTS_{name}": str(value) for name, value in faults.items()}
    return {**os.environ, "LD_PRELOAD": FAULTS, **values}


def align(out, *options):
    # The trees are of few photographs, in many versions.
    return [PROGRAM, "raw", out, "-j", str(WORKERS), "--duplicates", "off", *options]


def same(one, other):
    """Whether two datasets hold the same files with the same bytes, the catalog apart."""
    def files(folder):
        return sorted(
            os.path.relpath(os.path.join(place, name), folder)
            for place, _, names in os.walk(folder) for name in names if name != "catalog.sqlite")

    return bool(files(one)) and files(one) == files(other) and all(
        filecmp.cmp(f"{one}/{name}", f"{other}/{name}", shallow=False) for name in files(one))


def whole(out):
    return run([PROGRAM, "verify", out, "-q"]).returncode == 0


def lines(path):
    try:
        with open(path, "rb") as file:
            return file.read().count(b"\n")
    except FileNotFoundError:
        return 0


def kills(options):
    """SIGKILL at random instants, most while images are aligned, some of them while the tree is
    walked, and some while shards are written and put in place."""
    tree(options, options.images)
    log = os.path.abspath("log")
    logging = {"LOG": log, "LOG_ONLY": os.path.abspath("raw") + "/"}
    start = time.monotonic()
    run(align("expected"))
    total = time.monotonic() - start
    finals = options.kills // 5
    thresholds = sorted(random.uniform(0, options.images) for _ in range(options.kills - finals))
    hit = 0
    while hit < options.kills:
        process = subprocess.Popen(
            align("out"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=environment(logging))
        if thresholds:
            threshold = thresholds.pop(0)
            while process.poll() is None and lines(log) < threshold:
                time.sleep(0.002)
            time.sleep(random.uniform(0, 0.05))
        else:
            # All are aligned, or nearly so: the walk, the shards and the publication are left.
            time.sleep(random.uniform(0, 4))
        process.send_signal(signal.SIGKILL)
        status = process.wait()
        if status == -signal.SIGKILL:
            hit += 1
            if os.path.exists("out/dataset.json") and not whole("out"):
                check(False, f"after kill {hit} the dataset is whole")
        elif status != 0:
            sys.exit(f"a run ended with {status}, neither killed nor finished")
        elif not thresholds:
            # The job ended before: the rest of the kills come over another, of which nothing is left
            # to align.
            check(same("expected", "out"), f"after {hit} kills the bytes are those of one run")
            run(align("out", "--shard-size", str(random.randrange(100, 1000))), **logging)
    end = run(align("out"), **logging)
    check(end.returncode == 0, f"killed {hit} times over a job of {total:.0f} s, then completed")
    check(same("expected", "out"), "the bytes are those of a run that nothing befell")
    check(whole("out"), "verify finds no fault")
    often = lines(log) - options.images
    bound = hit * WORKERS * 8
    check(often <= bound, f"images read too often: {often}, at most {bound} are allowed")


def crashes(options):
    """Two images that crash their worker and one that hangs it, among 500."""
    tree(options, 500)
    paths = sorted(os.path.join(f, n) for f, _, names in os.walk("raw") for n in names)
    for index, name in ((100, "crash_a.jpg"), (300, "crash_b.jpg"), (400, "hang.jpg")):
        os.rename(paths[index], os.path.join(os.path.dirname(paths[index]), name))
    result = run(align("out", "--timeout", "5"), CRASH="/crash_", HANG="/hang.jpg")
    print(result.stdout, end="")
    check(result.returncode == 0, "exit status 0")
    check("warning" in result.stdout, "the summary warns")
    rejected = open("out/rejected.jsonl", encoding="utf-8").read()
    print(rejected, end="")
    check(rejected.count('"crashed"') == 2 and rejected.count('"timed_out"') == 1, "the reasons")
    kept = sum(lines(f"out/manifests/{name}") for name in os.listdir("out/manifests"))
    # Some photographs have none that dlib finds; painted ones all have one.
    faceless = rejected.count('"no_face"') if options.tree else 0
    check(kept + faceless == 497, f"{kept} kept, 3 rejected, {faceless} without a face")
    check(whole("out"), "verify finds no fault")


def full(options):
    """The disk full from each of ten moments on, evenly spread over the changes that a run makes."""
    tree(options, 300)
    here = os.path.abspath("out")
    count = os.path.abspath("count")
    run(align("out"), UNDER=here, COUNT=count)
    os.rename("out", "expected")
    # Not what takes away, for which there is always space, nor what waits for the disk.
    changes = max(
        int(line.split(" ", 3)[1]) for line in open(count, encoding="ascii")
        if not line.split(" ", 3)[2].startswith(("unlink", "rmdir", "remove", "fsync", "fdatasync", "ftruncate")))
    # Answers that come together are committed together, so that a run may have fewer changes.
    changes = changes * 9 // 10
    for moment in range(10):
        number = 1 + moment * (changes - 1) // 9
        shutil.rmtree("out", ignore_errors=True)
        result = run(align("out"), UNDER=here, WRITE_ERROR="ENOSPC", WRITE_AFTER=number)
        message = result.stderr.strip().splitlines()[-1] if result.stderr.strip() else ""
        print(f"      {message}")
        check(
            result.returncode == 1 and "No space left on device" in message,
            f"change {number} of {changes}: exit status {result.returncode}, and a message")
        again = run(align("out"))
        check(
            again.returncode == 0 and same("expected", "out") and whole("out"),
            "with space again, the same bytes")


def rerun(options):
    """10 new, 10 changed and 10 removed files in 2,000."""
    tree(options, 2010)
    paths = sorted(os.path.join(f, n) for f, _, names in os.walk("raw") for n in names)
    random.shuffle(paths)
    new, changed, removed = paths[:10], paths[10:20], paths[20:30]
    for index, path in enumerate(new):
        os.rename(path, f"new{index}")
    run(align("out"))
    for index, path in enumerate(new):
        os.rename(f"new{index}", path)
    for path in changed:
        shutil.copyfile(random.choice(paths[30:]), path)
    for path in removed:
        os.remove(path)
    log = os.path.abspath("log")
    result = run(align("out"), LOG=log, LOG_ONLY=os.path.abspath("raw") + "/")
    print(result.stdout, end="")
    run(align("expected"))
    check(same("expected", "out"), "the bytes are those of a fresh run")
    check(lines(log) == 20, f"images read: {lines(log)}")
    check(whole("out"), "verify finds no fault")
    start = time.monotonic()
    result = run(align("out"), LOG=log, LOG_ONLY=os.path.abspath("raw") + "/")
    check(
        "unchanged" in result.stdout and lines(log) == 20,
        f"once more: unchanged, in {time.monotonic() - start:.1f} s")


PARTS = {"kills": kills, "crashes": crashes, "full": full, "rerun": rerun}

if __name__ == "__main__":
    main()
