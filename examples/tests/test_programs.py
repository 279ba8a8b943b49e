"""How programs end."""

import unittest
from typing import Optional, Sequence

from embedding.programs import exit_status

from .programs import Ran, run


class Refused(Exception):
    pass


def ended_by(result: Optional[BaseException]) -> Ran:
    """What becomes of a program whose work raises an exception, or nothing."""

    def work() -> None:
        if result is not None:
            raise result

    def main(arguments: Optional[Sequence[str]]) -> int:
        return exit_status("program.py", work, Refused)

    return run(main)


class ExitStatus(unittest.TestCase):
    def test_is_0_for_work_that_is_done(self) -> None:
        self.assertEqual(ended_by(None), Ran(0, "", ""))

    def test_is_1_with_the_reason_for_errors(self) -> None:
        self.assertEqual(ended_by(Refused("why")), Ran(1, "", "program.py: why\n"))
        for error, reason in (
            (FileNotFoundError(2, "No such file or directory", "a/b"), "a/b: No such file or d"),
            (BrokenPipeError(32, "Broken pipe"), "Broken pipe"),
            (OSError("no numbers"), "no numbers"),
        ):
            status, output, errors = ended_by(error)
            self.assertEqual((status, output), (1, ""))
            self.assertTrue(errors.startswith(f"program.py: {reason}"), errors)

    def test_is_130_for_ctrl_c(self) -> None:
        self.assertEqual(ended_by(KeyboardInterrupt()), Ran(130, "", "program.py: interrupted\n"))

    def test_is_a_traceback_s_for_a_fault_of_the_program(self) -> None:
        with self.assertRaises(ZeroDivisionError):
            ended_by(ZeroDivisionError())
