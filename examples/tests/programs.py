"""Runs the programs as their users do, but in this process."""

import contextlib
import io
from typing import Callable, List, NamedTuple, Optional, Sequence


class Ran(NamedTuple):
    """What became of a run."""

    status: int
    output: str
    errors: str


def run(main: Callable[[Optional[Sequence[str]]], int], *arguments: object) -> Ran:
    """The program's exit status, and what it printed."""
    texts: List[str] = [str(argument) for argument in arguments]
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            status = main(texts)
        except SystemExit as end:  # argparse's, of options that are wrong.
            status = end.code if isinstance(end.code, int) else 1
    return Ran(status, output.getvalue(), errors.getvalue())
