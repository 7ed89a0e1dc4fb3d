from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table; ``limit`` is in the same unit, ``beside`` what else was seen and has no limit."""

    what: str
    value: float
    limit: float
    unit: str
    beside: dict[str, float] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return self.value <= self.limit

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "what": self.what,
            "value": self.value,
            "limit": self.limit,
            "unit": self.unit,
            "holds": self.holds,
            **self.beside,
        }

    def as_row(self) -> tuple[str, str, str, str, str]:
        """For people."""
        mark = "holds" if self.holds else "TOO SLOW"
        beside = ", ".join(f"{name} {value:,.0f}" for name, value in self.beside.items())
        return self.what, f"{self.value:,.2f} {self.unit}", f"{self.limit:g} {self.unit}", mark, beside
