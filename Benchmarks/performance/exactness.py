"""Whether boxes, landmarks and pixels are OpenFace's, image by image."""

import hashlib
import importlib.metadata
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2

from .dataset import Dataset, Face, lines
from .goals import Goal, Result
from .sides import Bench

# Painted in parts, so that two processes record at once, and an end loses little.
PARTS = 10
IMAGES = 10_000
# Of each tree's images that differ.
MOST_SHOWN = 20


def exactness(bench: Bench) -> Result:
    """exactness: images whose box, 68 landmarks and aligned pixels are equal to OpenFace's"""
    count = bench.images(IMAGES, least=PARTS) // PARTS
    trees = {f"250x250, part {seed}": bench.trees.small(count, seed=100 + seed)
             for seed in range(PARTS)}
    trees |= {"raw/webface": bench.trees.shared.webface,
              "raw/facescrub": bench.trees.shared.facescrub}
    with ThreadPoolExecutor(bench.jobs) as pool:
        records = list(pool.map(lambda tree: record(bench, tree), trees.values()))
    # OpenCV interpolates otherwise from version 5 on.
    warp = "opencv5" if int(cv2.__version__.split(".")[0]) >= 5 else "opencv4"
    ours = bench.ours.with_options("--warp", warp)
    compared, equal, different = 0, 0, {}
    for (name, tree), path in zip(trees.items(), records):
        ours.align(tree)
        found = compare(lines(path), Dataset.open(ours.out))
        different[name] = {image: text for image, text in found.items() if text}
        same = len(found) - len(different[name])
        print(f"{name:<24}{same:>8} of {len(found)} equal", flush=True)
        for image, text in list(different[name].items())[:MOST_SHOWN]:
            print(f"  {image}: {text}")
        if len(different[name]) > MOST_SHOWN:
            print("  … all are in the last line")
        compared += len(found)
        equal += same
    print(f"{'all':<24}{equal:>8} of {compared} equal")
    return Result(
        {"compared": compared, "equal": equal, "different": different},
        [Goal("exactness, images that differ", compared - equal, 1, at_least=False)])


def record(bench: Bench, tree: Path) -> Path:
    """What OpenFace's way finds in a tree; made once for each version of its packages."""
    versions = f"dlib-{importlib.metadata.version('dlib-bin')}-opencv-{cv2.__version__}"
    path = bench.scratch / "recorded" / versions / f"{tree.name}.jsonl"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        print(f"Recording what OpenFace finds in {tree.name}.", file=sys.stderr)
        subprocess.run(
            [sys.executable, bench.reference.script, "record", tree, part], check=True)
        part.rename(path)
    return path


def compare(recorded: list[dict], ours: Dataset) -> dict[str, str]:
    """What differs by each path; empty where nothing does."""
    found = {
        line["path"]: difference(line, ours.faces.get(line["path"]), ours.rejected)
        for line in recorded}
    for path in ours.faces.keys() - found.keys():
        found[path] = "OpenFace's way did not see the file"
    return found


def difference(line: dict, face: Face | None, rejected: dict[str, str]) -> str:
    theirs = line.get("box")
    if face is None:
        reason = rejected.get(line["path"], "nothing said of it")
        return "" if theirs is None else f"no face ({reason}), and OpenFace has {theirs}"
    mine = face.line
    about = f"{mine['box']} of score {mine['score']:.6f}"
    if theirs is None:
        return f"{about}, and OpenFace has none ({line['status']})"
    different = []
    if [mine["width"], mine["height"]] != [line["width"], line["height"]]:
        different.append("size")
    if mine["box"] != theirs:
        different.append(f"box (OpenFace has {theirs})")
    if face.landmarks.tolist() != line["landmarks"]:
        different.append("landmarks")
    if hashlib.sha256(face.pixels.tobytes()).hexdigest() != line["sha256"]:
        different.append("pixels")
    return f"{about}: other {', '.join(different)}" if different else ""
