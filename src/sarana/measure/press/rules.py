"""Pure decisions about texts, topics and what a file brings."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.science.statements.likeness import NEAR, likeness

# So many texts of one file are read at once; a feed holds some tens.
MOST_TEXTS = 200
MOST_SIGNS = 100_000
_SHORTEST_WORD = 2


def keeps_the_desk(officer: Officer) -> bool:
    """Whether the officer keeps the list of sources, reviews rows and adds to what was published."""
    return has_power(officer, Power.WRITE_REPORT)


def words_of(lines: str) -> tuple[str, ...]:
    """The words and phrases of a topic, one a line, each once; shorter ones than two signs would fit anything."""
    told = (_plain(line) for line in lines.splitlines())
    return tuple(dict.fromkeys(word for word in told if len(word) >= _SHORTEST_WORD))


def touches(words: Iterable[str], text: str) -> bool:
    """Whether any of the words stands in the text; capitals do not count, Khmer needs no spaces around a word."""
    plain = _plain(text)
    return any(word in plain for word in words)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def first_like(signature: bytes, known: Sequence[tuple[UUID, bytes]]) -> UUID | None:
    """The key of the first known text that this one repeats, if any (four fifths of the runs of letters)."""
    return next((key for key, other in known if likeness(signature, other) >= NEAR), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One row to review: a claim of a statement, a statement without claims, or a claim of the text itself."""

    place: str
    method: str
    statement: dict[str, Any] | None
    claim: dict[str, Any] | None

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        told = self.claim or self.statement or {}
        return int(told.get("start", 0))


def rows_of(result: dict[str, Any]) -> list[Row]:
    """The rows of a checked text in order of appearance."""
    rows = []
    for number, statement in enumerate(result.get("statements", []), 1):
        method = statement.get("method") or "unknown"
        claims = statement.get("claims", [])
        rows += [Row(f"s{number}c{at}", method, statement, claim) for at, claim in enumerate(claims, 1)]
        if not claims:
            rows.append(Row(f"s{number}", method, statement, None))
    narrated = enumerate(result.get("narrative_claims", []), 1)
    rows += [Row(f"n{at}", "narrated", None, claim) for at, claim in narrated]
    return sorted(rows, key=lambda row: row.start)


def row_at(result: dict[str, Any], place: str) -> Row | None:
    """The row of that place."""
    return next((row for row in rows_of(result) if row.place == place), None)


def is_promise(row: Row) -> bool:
    """Whether somebody commits himself, or the text says that he does: only that is held against the plan."""
    return (row.claim or {}).get("kind") == "commitment"


def state_of_question(due_on: date, answered_on: date | None, today: date) -> str:
    """Where a question stands: answered, overdue or open."""
    if answered_on is not None:
        return "answered"
    return "overdue" if due_on < today else "open"
