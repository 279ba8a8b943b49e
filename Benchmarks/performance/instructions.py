"""Instructions for an image, by what they are for."""

import re
from dataclasses import replace

from .callgrind import Stage, count, missing_tools
from .goals import Result
from .sides import Bench
from .trees import empty

IMAGES = 10

# How dlib's functions begin, where their results are written before them.
DLIB = r"^(?:void |dlib::rectangle )?dlib::"
# The names of our own functions, and of those of dlib that earlier versions called.
STAGES = [
    Stage("decode", re.compile(r"^vision_(jpeg|png)_open|^vision_reader_read")),
    Stage("pyramid", re.compile(
        rf"vision::Pyramid::|{DLIB}(pyramid_up|pyramid_down|impl::create_fhog_pyramid)<")),
    Stage("HOG", re.compile(r"vision::N_\w+::Features\(|dlib::impl_fhog::")),
    Stage("filters", re.compile(
        r"vision::N_\w+::Search\(|vision::FilterBank::"
        rf"|{DLIB}(impl::detect_from_fhog_pyramid|impl::apply_filters_to_fhog)<")),
    Stage("search, rest", re.compile(
        rf"^vision_(search|detect)|vision::FaceSearch::|{DLIB}object_detector<")),
    Stage("landmarks", re.compile(r"^vision_landmarks_find")),
    Stage("warp", re.compile(r"^vision_align")),
    Stage("descriptor", re.compile(r"^\$s5Align14FaceDescriptorV2of")),
    Stage("sharpness", re.compile(r"^\$s5Align10PixelImageV9sharpness")),
]


def instructions(bench: Bench) -> Result:
    """instructions: thousands for an image of 250x250 pixels, by stages, of the worker alone

    By valgrind: on a machine that is busy with other things they are the same.
    """
    if missing := missing_tools():
        print(f"skipped: apt install {' '.join(missing)}")
        return Result()
    # The first and the last image aren't counted.
    tree = bench.trees.small(bench.images(IMAGES, least=2) + 2)
    side = replace(bench.ours, jobs=1, options=("--timeout", "3600"))
    programs = {"ours": bench.ours.program} | ({"before": bench.before} if bench.before else {})
    figures = {}
    for name, program in programs.items():
        empty(side.out)
        arguments, folder = side.arguments(tree), bench.scratch / "callgrind"
        figures[name], images = count(program, arguments, folder, STAGES)
        print(f"{name}: {images} images")
    print(" " * 16 + "".join(f"{name:>12}" for name in figures))
    for name in [*(stage.name for stage in STAGES), "rest"]:
        print(row(name, [counts.get(name, 0) for counts in figures.values()]))
    print(row("all", [sum(counts.values()) for counts in figures.values()]))
    return Result(figures)


def row(name: str, instructions: list[float]) -> str:
    return f"{name:<16}" + "".join(f"{number / 1000:>12,.0f}" for number in instructions)
