"""What is promised, and whether it holds."""

from dataclasses import dataclass, field


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
