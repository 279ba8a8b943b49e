"""Pairs of photographs in the format of Labeled Faces in the Wild: reading, writing and drawing
them.

The format is that of LFW's pairs.txt and pairsDevTest.txt
(http://vis-www.cs.umass.edu/lfw/README.txt): a first line with the number of folds and of pairs of
either kind in each (`10<TAB>300`), or of the pairs alone where there is one fold (`500`); then for
each fold as many lines `name number number` of one person's photographs, and as many `name number
name number` of two people's. The number is that at the end of the file's name: photograph 1 of
Aaron_Eckhart is Aaron_Eckhart_0001.jpg, and photograph 1 of Ada_Umber may be Ada_Umber/001.jpg.
"""

import random
import re
from pathlib import Path
from typing import Iterable, List, NamedTuple, Optional, Sequence, Set, Tuple


class PairsError(ValueError):
    """A file of pairs is not what it should be, or pairs cannot be drawn; the message says what to
    do."""


class Photograph(NamedTuple):
    """A photograph as a file of pairs names it."""

    name: str
    number: int

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Pair(NamedTuple):
    """Two photographs, of one person (`same`) or of two."""

    line: int
    """Where it is in its file, from 1."""
    fold: int
    """From 0."""
    same: bool
    first: Photograph
    second: Photograph


class DrawnFold(NamedTuple):
    """A fold's pairs, as drawn: places of faces."""

    same: List[Tuple[int, int]]
    different: List[Tuple[int, int]]


def photograph_number(path: str) -> Optional[int]:
    """The number at the end of a file's name without its extension: 1 of `Ada_Umber/001.jpg`; None
    without one."""
    stem = re.sub(r"\.[^.]*$", "", path.rsplit("/", 1)[-1])
    digits = re.search(r"[0-9]+$", stem)
    return int(digits[0]) if digits else None


def read_pairs(path: Path) -> List[Pair]:
    """The pairs of a file, in its order.

    Raises PairsError, with the line, for what is not in the format, and OSError if the file cannot
    be read.
    """
    try:
        lines = [line.rstrip("\r") for line in path.read_bytes().decode("utf-8-sig").split("\n")]
    except UnicodeDecodeError as error:
        raise PairsError(
            f"{path}: is not text in UTF-8 ({error.reason} at byte {error.start})"
        ) from error
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        raise PairsError(f"{path}: is empty; the first line says how many pairs there are")
    folds, count = _header(path, lines[0])
    if len(lines) != 1 + folds * 2 * count:
        raise PairsError(
            f"{path}, line {len(lines)}: is the last, and the first line tells of {folds} x 2 x "
            f"{count} pairs, to line {1 + folds * 2 * count}; the file is not whole, or its first "
            "line is wrong"
        )
    pairs = []
    for place, line in enumerate(lines[1:]):
        fold, place_in_fold = divmod(place, 2 * count)
        pairs.append(_pair(path, place + 2, line, fold, same=place_in_fold < count))
    return pairs


def pairs_text(folds: Sequence[Sequence[Tuple[Photograph, Photograph]]]) -> str:
    """A file of pairs. Each fold has one person's pairs first, then as many of two people.

    Raises PairsError for a name that would not be read back.
    """
    count = len(folds[0]) // 2
    lines = [f"{len(folds)}\t{count}" if len(folds) > 1 else str(count)]
    for fold in folds:
        for place, (first, second) in enumerate(fold):
            for name in (first.name, second.name):
                if not is_writable(name):
                    raise PairsError(
                        f"{name!r}: a name that is empty, has a tab or a line's end, or a blank at "
                        "either end, fits into no file of pairs"
                    )
            fields = [first.name, str(first.number)] + ([second.name] if place >= count else [])
            lines.append("\t".join([*fields, str(second.number)]))
    return "\n".join(lines) + "\n"


def is_writable(name: str) -> bool:
    """Whether a name in a file of pairs is read back as it is."""
    return name != "" and name == name.strip() and not re.search(r"[\t\n\r]", name)


def draw_folds(
    people: Iterable[Sequence[int]], folds: int, count: int, seed: int
) -> List[DrawnFold]:
    """Folds with no person in common, each with as many pairs of one person as of two, and no pair
    twice.

    `people` has the places of each person's faces. They are dealt out so that the folds can have
    about as many pairs; of each fold's pairs `count` of either kind are drawn, or as many as the
    poorest fold has. As in LFW, a person with many faces is in hardly more pairs than one with few,
    unless more than a quarter of a fold's possible pairs is needed.

    The draw depends on the arguments alone. Raises PairsError if there are too few people.
    """
    generator = random.Random(seed)
    dealt = _dealt([list(faces) for faces in people if len(faces)], folds, generator)
    count = min([count, *(min(_possible(fold)) for fold in dealt)])
    return [
        DrawnFold(_same(fold, count, generator), _different(fold, count, generator))
        for fold in dealt
    ]


def _header(path: Path, line: str) -> Tuple[int, int]:
    fields = line.split()
    if len(fields) not in (1, 2) or not all(re.fullmatch("[0-9]{1,9}", field) for field in fields):
        raise PairsError(
            f"{path}, line 1: {line!r} should be the number of folds and of pairs of either kind "
            "in each, as '10<TAB>300', or the number of pairs alone"
        )
    folds, count = (int(fields[0]), int(fields[1])) if len(fields) == 2 else (1, int(fields[0]))
    if folds < 1 or count < 1:
        raise PairsError(f"{path}, line 1: {line!r}: there must be a fold and a pair at least")
    return folds, count


def _pair(path: Path, number: int, line: str, fold: int, same: bool) -> Pair:
    fields = [field.strip() for field in line.split("\t")] if "\t" in line else line.split()
    if len(fields) != (3 if same else 4):
        form = (
            "name number number', of one person"
            if same
            else "name number name number', of two people"
        )
        raise PairsError(f"{path}, line {number}: {line!r} should be '{form}")
    names = (fields[0], fields[0] if same else fields[2])
    photographs = []
    for name, digits in zip(names, (fields[1], fields[-1])):
        if not re.fullmatch("[0-9]{1,18}", digits):
            raise PairsError(f"{path}, line {number}: {digits!r} is no number of a photograph")
        if not name:
            raise PairsError(f"{path}, line {number}: a name is empty")
        photographs.append(Photograph(name, int(digits)))
    first, second = photographs
    if first == second:
        raise PairsError(f"{path}, line {number}: {first} is paired with itself")
    if not same and first.name == second.name:
        raise PairsError(
            f"{path}, line {number}: should be of two people, and is of {first.name} twice"
        )
    return Pair(number, fold, same, first, second)


def _below(generator: random.Random, end: int) -> int:
    """0...end-1. Of Python's generators only random() is promised to stay as it is, so all is made
    of that."""
    return int(generator.random() * end)


def _shuffle(items: List[List[int]], generator: random.Random) -> None:
    for last in range(len(items) - 1, 0, -1):
        other = _below(generator, last + 1)
        items[last], items[other] = items[other], items[last]


def _dealt(people: List[List[int]], folds: int, generator: random.Random) -> List[List[List[int]]]:
    """Those with many faces first, to and fro, so that each fold gets its share of them."""
    pairable = sum(len(faces) >= 2 for faces in people)
    if pairable < folds or len(people) < 2 * folds:
        raise PairsError(
            f"{folds} {'fold needs' if folds == 1 else 'folds need'} {2 * folds} people, {folds} "
            f"of them with two faces or more, and there are {len(people)} and {pairable}"
        )
    _shuffle(people, generator)
    people.sort(key=len, reverse=True)
    dealt: List[List[List[int]]] = [[] for _ in range(folds)]
    for place, faces in enumerate(people):
        turn, fold = divmod(place, folds)
        dealt[fold if turn % 2 == 0 else folds - 1 - fold].append(faces)
    return dealt


def _possible(fold: Sequence[Sequence[int]]) -> Tuple[int, int]:
    """How many pairs of one person and of two people a fold has."""
    sizes = [len(faces) for faces in fold]
    same = sum(size * (size - 1) // 2 for size in sizes)
    total = sum(sizes)
    return same, total * (total - 1) // 2 - same


def _same(fold: List[List[int]], count: int, generator: random.Random) -> List[Tuple[int, int]]:
    people = [faces for faces in fold if len(faces) >= 2]
    if _possible(fold)[0] < 4 * count:
        every = [[a, b] for faces in people for i, a in enumerate(faces) for b in faces[i + 1 :]]
        return _some(every, count, generator)
    drawn: Set[Tuple[int, int]] = set()
    while len(drawn) < count:
        faces = people[_below(generator, len(people))]
        first, second = _two(len(faces), generator)
        drawn.add((faces[first], faces[second]))
    return sorted(drawn)


def _different(
    fold: List[List[int]], count: int, generator: random.Random
) -> List[Tuple[int, int]]:
    if _possible(fold)[1] < 4 * count:
        every = [
            [a, b]
            for i, one in enumerate(fold)
            for other in fold[i + 1 :]
            for a in one
            for b in other
        ]
        return _some(every, count, generator)
    drawn: Set[Tuple[int, int]] = set()
    while len(drawn) < count:
        one, other = (fold[place] for place in _two(len(fold), generator))
        drawn.add((one[_below(generator, len(one))], other[_below(generator, len(other))]))
    return sorted(drawn)


def _some(every: List[List[int]], count: int, generator: random.Random) -> List[Tuple[int, int]]:
    _shuffle(every, generator)
    return sorted((first, second) for first, second in every[:count])


def _two(end: int, generator: random.Random) -> Tuple[int, int]:
    """Two different numbers of 0...end-1, the smaller first."""
    first = _below(generator, end)
    second = _below(generator, end - 1)
    second += second >= first
    return min(first, second), max(first, second)
