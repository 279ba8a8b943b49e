"""What is promised, and whether it holds."""

import json
from dataclasses import dataclass, field
from typing import Callable, Mapping


@dataclass(frozen=True)
class Goal:
    """A figure that must be at least, or less than, a number."""

    what: str
    value: float
    limit: float
    at_least: bool = True
    unit: str = ""
    aim: float | None = None

    @property
    def is_met(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value < self.limit

    def row(self) -> str:
        promise = f"{'at least' if self.at_least else 'under'} {self.limit:g}{self.unit}"
        aim = f" (aim: {self.aim:g})" if self.aim is not None else ""
        return (
            f"{self.what:<44}{self.value:>10.4g}{self.unit:<9}"
            f"{'as promised' if self.is_met else 'NOT as promised'}: {promise}{aim}"
        )


@dataclass(frozen=True)
class Result:
    """What a section found: its figures, for reading by programs, and its goals."""

    figures: dict = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)


def measure_all(
    sections: Mapping[str, Callable[..., Result]], *arguments: object, **settings: object
) -> int:
    """Measures one section after another, each called with `arguments` and under its title.

    Then prints the goals, and a line of JSON with the settings and all figures. Gives the exit
    status: 1 when a goal is missed.
    """
    results = {}
    for name, section in sections.items():
        print(f"\n== {(section.__doc__ or name).splitlines()[0]}", flush=True)
        results[name] = section(*arguments)
    goals = [goal for result in results.values() for goal in result.goals]
    print("\n== goals")
    for goal in goals:
        print(goal.row())
    print(json.dumps({
        **settings,
        **{name: result.figures for name, result in results.items()},
        "met": {goal.what: goal.is_met for goal in goals},
    }))
    return 0 if all(goal.is_met for goal in goals) else 1
