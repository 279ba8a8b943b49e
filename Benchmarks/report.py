#!/usr/bin/env python3
"""How long a report of a large dataset takes, how large it is, and how smoothly it opens and scrolls.

  report.py [--faces 500000] [--people 10575] [--rounds 3] [--folder DIR]

The dataset is made once, in .build/bench: a catalog with that many faces, whose measures are drawn
from a painted dataset's, and tensors of its faces in another order (15 GB for 500,000). No program
aligned it, and no trainer should read it; but every file that the report reads is as a run writes it.
The page is opened in headless Chromium (Debian's chromium, chromium-driver and python3-selenium),
where they are there. Ends with 1 if a limit is not kept.
"""
import argparse
import hashlib
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
except ImportError:
    webdriver = None

DRIVER = "/usr/bin/chromedriver"
ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build/release/align-dataset"
FACE_BYTES = 96 * 96 * 3
SHARD_FACES = 8192
# What a report has to keep.
MOST_SECONDS, MOST_BYTES = 30, 15_000_000
REJECTED, DUPLICATES = 0.05, 0.02
FIRST = ["Ada", "Ben", "Cleo", "Dov", "Eva", "Finn", "Gia", "Hugo", "Ines", "Jon", "Kai", "Lia", "Mona"]
LAST = ["Umber", "Ochre", "Sienna", "Cobalt", "Madder", "Viridian", "Carmine", "Sepia", "Azure", "Lime"]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, default=500_000)
    parser.add_argument("--people", type=int, default=10_575)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=ROOT / ".build/bench")
    options = parser.parse_args()
    if not PROGRAM.exists():
        sys.exit(f"{PROGRAM}: is missing; make build makes it")
    dataset = options.folder / f"report-{options.faces}-{options.people}"
    mark = dataset.with_suffix(".made")
    if not mark.exists():
        shutil.rmtree(dataset, ignore_errors=True)
        print(f"making {dataset}", flush=True)
        make(dataset, options.faces, options.people)
        mark.touch()
    page = options.folder / "report.html"
    seconds = []
    for _ in range(options.rounds):
        start = time.monotonic()
        subprocess.run([PROGRAM, "report", dataset, "-o", page, "-q"], check=True)
        seconds.append(time.monotonic() - start)
    size = page.stat().st_size
    taken = statistics.median(seconds)
    print(f"faces            {options.faces:>12,}")
    print(f"people           {options.people:>12,}")
    print(f"report, seconds  {taken:>12.1f}   (at most {MOST_SECONDS})")
    print(f"page, bytes      {size:>12,}   (at most {MOST_BYTES:,})")
    browse(page)
    return 0 if taken < MOST_SECONDS and size < MOST_BYTES else 1


def make(dataset: Path, faces: int, people: int) -> None:
    """Multiplies a painted dataset."""
    seed = dataset.parent / "report-seed"
    shutil.rmtree(seed, ignore_errors=True)
    subprocess.run([PROGRAM, "sample", seed / "raw", "--flaws", "--people", "60"], check=True)
    subprocess.run([PROGRAM, seed / "raw", seed / "aligned", "-q", "--no-report"], check=True)
    painted = sqlite3.connect(seed / "aligned/catalog.sqlite")
    for folder in ("shards", "manifests"):
        (dataset / folder).mkdir(parents=True)
    draw = random.Random(1)
    owners = people_of(faces, people, draw)
    pixels = (seed / "aligned/shards/train-00000-of-00001.npy").read_bytes()[128:]
    names = write_tensors(dataset, pixels, faces, draw)
    counts = write_catalog(dataset, painted, pixels, owners, names, draw)
    write_lists(dataset, owners, counts)
    write_description(dataset, seed / "aligned/dataset.json", faces, people, names, counts)


def people_of(faces: int, people: int, draw: random.Random) -> list[int]:
    """How many faces each person has: some many, most few, as in CASIA-WebFace."""
    weights = [draw.lognormvariate(0, 0.8) for _ in range(people)]
    scale = (faces - people) / sum(weights)
    owners = [1 + int(weight * scale) for weight in weights]
    owners[0] += faces - sum(owners)
    return owners


def write_tensors(dataset: Path, pixels: bytes, faces: int, draw: random.Random) -> list[str]:
    count = (faces + SHARD_FACES - 1) // SHARD_FACES
    names = [f"train-{index:05}-of-{count:05}" for index in range(count)]
    painted = [pixels[at:at + FACE_BYTES] for at in range(0, len(pixels), FACE_BYTES)]
    for index, name in enumerate(names):
        rows = min(SHARD_FACES, faces - index * SHARD_FACES)
        header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': ({rows}, 96, 96, 3), }}"
        with open(dataset / f"shards/{name}.npy", "wb") as file:
            file.write(b"\x93NUMPY\x01\x00" + (118).to_bytes(2, "little"))
            file.write(header.encode().ljust(117) + b"\n")
            for _ in range(rows):
                file.write(draw.choice(painted))
        (dataset / f"manifests/{name}.jsonl").touch()
    return names


def digest(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def name_of(person: int) -> str:
    return f"{FIRST[person % len(FIRST)]}_{LAST[person // len(FIRST) % len(LAST)]}_{person:05}"


def write_catalog(dataset, painted, pixels, owners, names, draw) -> dict[str, int]:
    """The catalog: in the order of the people, faces that are kept, left out and rejected."""
    catalog = sqlite3.connect(dataset / "catalog.sqlite")
    catalog.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        f"PRAGMA application_id = {painted.execute('PRAGMA application_id').fetchone()[0]};"
        f"PRAGMA user_version = {painted.execute('PRAGMA user_version').fetchone()[0]};")
    for sql, in painted.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"):
        catalog.execute(sql)
    for table in ("settings", "sources"):
        for row in painted.execute(f"SELECT * FROM {table}"):
            catalog.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
    models = painted.execute(
        'SELECT "left", top, "right", bottom, score, sharpness, landmarks, descriptor FROM faces').fetchall()
    thumbnail = painted.execute("SELECT width, height, jpeg FROM thumbnails").fetchone()
    image = face = row = 0
    kept = sum(owners)
    left_out = []
    counts = {"no_face": 0, "corrupt": 0}

    def add_image(person: int, outcome: str, reason: str | None) -> int:
        nonlocal image
        image += 1
        path = f"{name_of(person)}/{image:07}.jpg"
        detail = "no face was found in 250x250 pixels" if reason else None
        catalog.execute(
            "INSERT INTO images VALUES (?,1,?,NULL,'',?,?,?,?,?,20000,1,?,?,?,NULL,NULL)",
            (image, path, name_of(person), '{"face":"largest"}', outcome, reason, detail, digest(image),
             None if reason else 250, None if reason else 250))
        return image

    def add_face(number: int, of: int, fate: str, place: tuple) -> None:
        left, top, right, bottom, score, sharpness, landmarks, descriptor = draw.choice(models)
        by = draw.lognormvariate(0, 0.25)
        catalog.execute(
            "INSERT INTO faces VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (number, of, left, top, int(left + (right - left) * by), int(top + (bottom - top) * by),
             score * by, sharpness * by, landmarks, digest(-number), descriptor, fate, *place))

    for person, count in enumerate(owners):
        for _ in range(count):
            if draw.random() < REJECTED:
                reason = "no_face" if draw.random() < 0.9 else "corrupt"
                counts[reason] += 1
                number = add_image(person, "rejected", reason)
                if reason == "no_face":
                    catalog.execute("INSERT INTO thumbnails VALUES (?,?,?,?)", (number, *thumbnail))
            if draw.random() < DUPLICATES:
                left_out.append((add_image(person, "face", None), person, row))
            face += 1
            shard = f"shards/{names[row // SHARD_FACES]}.npy"
            add_face(face, add_image(person, "face", None), "kept", (person, shard, row % SHARD_FACES))
            row += 1
    for number, (of, person, _) in enumerate(left_out):
        add_face(kept + number + 1, of, "duplicate", (None, None, None))
        catalog.execute("INSERT INTO pixels VALUES (?,?)", (kept + number + 1, pixels[:FACE_BYTES]))
    catalog.commit()
    lines = []
    for of, person, row in left_out:
        paths = [catalog.execute("SELECT path FROM images WHERE id = ?", (number,)).fetchone()[0]
                 for number in (of, of + 1)]
        lines.append(compact({
            "source": "raw", "path": paths[0], "face_id": None, "identity": name_of(person), "kept": paths[1],
            "kept_source": "raw", "kept_face_id": None, "kind": "near",
            "similarity": round(draw.uniform(0.94, 1), 4), "conflict": False, "conflict_with": None}))
    (dataset / "duplicates.jsonl").write_text("".join(lines))
    return counts | {"found": image, "kept": kept, "duplicates": len(left_out)}


def compact(value: dict) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False) + "\n"


def write_lists(dataset: Path, owners: list[int], counts: dict[str, int]) -> None:
    first = 0
    with open(dataset / "identities.jsonl", "w") as file:
        for label, faces in enumerate(owners):
            file.write(compact({
                "label": label, "identity": name_of(label), "name": name_of(label), "source": "raw",
                "split": "train", "first": first, "faces": faces, "val": None, "merged": [],
                "probably_same_as": []}))
            first += faces
    for name in ("rejected", "excluded", "pruned", "unmatched"):
        (dataset / f"{name}.jsonl").touch()


def write_description(
        dataset: Path, model: Path, faces: int, people: int, names: list[str], counts: dict[str, int]) -> None:
    description = json.loads(model.read_text())
    rejected = {reason: counts[reason] for reason in ("no_face", "corrupt")}
    description["counts"].update(
        found=counts["found"], aligned=counts["kept"] + counts["duplicates"], rejected=rejected,
        duplicates=counts["duplicates"], conflicts=0, kept=faces, identities=people)
    description["splits"]["train"] = {
        "faces": faces, "identities": people,
        "shards": [{
            "tensor": f"shards/{name}.npy", "manifest": f"manifests/{name}.jsonl",
            "faces": min(SHARD_FACES, faces - index * SHARD_FACES), "tensor_sha256": "0" * 64,
            "manifest_sha256": "0" * 64} for index, name in enumerate(names)]}
    (dataset / "dataset.json").write_text(json.dumps(description, indent=2))


SCROLL = """
const done = arguments[0];
const gaps = [];
let last = performance.now();
function step(now) {
  gaps.push(now - last);
  last = now;
  scrollBy(0, 120);
  if (scrollY + innerHeight >= document.documentElement.scrollHeight - 1) {
    gaps.sort((one, other) => one - other);
    done([gaps.length, gaps[gaps.length >> 1], gaps[Math.floor(0.99 * gaps.length)], gaps.at(-1)]);
  } else requestAnimationFrame(step);
}
document.documentElement.style.scrollBehavior = "auto";
requestAnimationFrame(step);
"""

SEARCH = """
const done = arguments[0];
const field = document.getElementById("search");
const start = performance.now();
field.value = "00042";
field.dispatchEvent(new Event("input"));
const wait = () => document.getElementById("matches").textContent.startsWith("1 ")
  ? done(performance.now() - start) : setTimeout(wait, 1);
wait();
"""


def browse(page: Path) -> None:
    """Opens and scrolls the page, and prints how long its frames take."""
    if webdriver is None or not os.path.exists(DRIVER):
        print("The page was not opened: chromium-driver and python3-selenium are not installed.")
        return
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,900"):
        options.add_argument(argument)
    driver = webdriver.Chrome(service=Service(DRIVER), options=options)
    driver.set_script_timeout(600)
    driver.get(page.resolve().as_uri())
    opened = driver.execute_script("return performance.getEntriesByType('navigation')[0].loadEventEnd")
    print(f"opened, ms       {opened:>12.0f}")
    print(f"search, ms       {driver.execute_async_script(SEARCH):>12.0f}   (120 of them wait for more letters)")
    frames, median, most, longest = driver.execute_async_script(SCROLL)
    print(f"frames scrolled  {frames:>12}   median {median:.0f} ms, 99% within {most:.0f}, longest {longest:.0f}")
    driver.quit()


if __name__ == "__main__":
    sys.exit(main())
