"""How the programs end: what they print of an error, and their exit status."""

import sys
from typing import Callable, Optional, Type


def exit_status(program: str, run: Callable[[], Optional[int]], *errors: Type[Exception]) -> int:
    """Runs a program's work, and gives its exit status.

    That is what `run` returns, or 0; 1 for one of `errors` and for what the system refuses, with
    the reason on standard error; and 130 for Ctrl-C.
    """
    try:
        return run() or 0
    except errors as error:
        print(f"{program}: {error}", file=sys.stderr)
    except OSError as error:
        reason = error.strerror or str(error)
        where = "" if error.filename is None else f"{error.filename}: "
        print(f"{program}: {where}{reason}", file=sys.stderr)
    except KeyboardInterrupt:
        print(f"{program}: interrupted", file=sys.stderr)
        return 130
    return 1
