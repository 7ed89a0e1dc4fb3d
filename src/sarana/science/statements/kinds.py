"""The words and rows that the rest of the package speaks: statements, claims, figures, verdicts.

A statement is somebody's words; a claim is one checkable thing said in them; a figure is one published or registered
number; a verdict holds a claim against figures. Offsets always count characters in the text as it was given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sarana.science.statements.periods import Period


class StatementKind(StrEnum):
    """How the words reach the reader."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    EMBEDDED = "embedded"
    CONTINUATION = "continuation"


class ClaimKind(StrEnum):
    """What sort of thing a claim asserts."""

    LEVEL = "level"
    CHANGE = "change"
    PERCENT = "percent"
    PART = "part"
    RANK = "rank"
    TREND = "trend"
    TIER = "tier"
    STATUS = "status"
    COMMITMENT = "commitment"
    OBLIGATION = "obligation"


class Comparison(StrEnum):
    """How a printed number bounds the true one."""

    EXACTLY = "exactly"
    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"


class Direction(StrEnum):
    """Which way a measure is said to move."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


class Word(StrEnum):
    """The verdict words; the reader sees exactly these."""

    SUPPORTED = "supported"
    SUPPORTED_UNDER_DEFINITION = "supported under definition"
    CONTRADICTED = "contradicted"
    WRONG_ARITHMETIC = "wrong arithmetic"
    PARTS_DO_NOT_SUM = "parts do not sum"
    PARTIAL_LIST = "partial list"
    CONFLICT = "conflict between sources"
    FALLS_OVER_TIME = "falls over time"
    IMPLAUSIBLE_JUMP = "implausible jump"
    MIXED_UNITS = "mixed units"
    DISPUTED_STATUS = "disputed status"
    SUPERSEDED = "superseded"
    MISQUOTED = "misquoted"
    NOT_CHECKABLE = "not checkable"


class Finding(StrEnum):
    """The finer result that a checker writes in a log; each belongs to one :class:`Word`."""

    CORRECT = "CORRECT"
    WRONG_ARITHMETIC = "WRONG_ARITHMETIC"
    CONTRADICTED = "CONTRADICTED"
    CONTRADICTED_OR_SCOPE = "CONTRADICTED_OR_SCOPE"
    WRONG_PERIOD = "WRONG_PERIOD"
    ARITHMETIC_OK_INFERENCE_WEAK = "ARITHMETIC_OK_INFERENCE_WEAK"
    CONFLICT = "CONFLICT"
    DISPUTED = "DISPUTED"
    MISQUOTE_LIKELY = "MISQUOTE_LIKELY"
    CONTESTED_WORD = "CONTESTED_WORD"
    REMAINDER_UNEXPLAINED = "REMAINDER_UNEXPLAINED"
    PARTS_EXCEED_TOTAL = "PARTS_EXCEED_TOTAL"
    PARTIAL_LIST = "PARTIAL_LIST"
    IMPLAUSIBLE_JUMP = "IMPLAUSIBLE_JUMP"
    MIXED_UNITS = "MIXED_UNITS"
    SUPERSEDED = "SUPERSEDED"
    LABEL_DRIFT = "LABEL_DRIFT"
    PRAISED_BOTH_WAYS = "PRAISED_BOTH_WAYS"
    DEPENDS_ON_DEFINITION = "DEPENDS_ON_DEFINITION"
    NOT_CHECKABLE = "NOT_CHECKABLE"


@dataclass(frozen=True, slots=True)
class Official:
    """A person of the register of officials, as far as reading needs it."""

    name: str
    role: str = ""
    organisation: str = ""
    aliases: tuple[str, ...] = ()
    gender: str = ""


class Claim(NamedTuple):
    """One checkable assertion, a tuple: a text makes hundreds and a frozen dataclass takes five times as long to change.

    ``value`` is the printed number (None for a trend without number, a tier in words or a commitment); ``low`` and
    ``high`` bound what the words allow, None meaning open. ``measure_printed`` and ``period_printed`` tell whether the
    measure and the period stand beside the number or were taken from the words before it. Claims of one ``group`` are a
    total with its parts; ``listing`` is ``partial`` after "including" and ``complete`` after "of whom" or a colon.
    """

    kind: ClaimKind
    measure: str
    text: str
    start: int
    end: int
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = "count"
    comparison: Comparison = Comparison.EXACTLY
    vague: bool = False
    trend: Direction | None = None
    base: Decimal | None = None
    period: Period | None = None
    base_period: Period | None = None
    place: str = ""
    population: str = ""
    label: str = ""
    group: int | None = None
    listing: str = ""
    sentence: int = -1
    measure_printed: bool = True
    period_printed: bool = False
    speaker: str = ""


class Statement(NamedTuple):
    """Somebody's words: ``given[start:end] == text`` and does not include the cue or the quotation marks."""

    speaker: str
    role: str
    organisation: str
    kind: StatementKind
    text: str
    start: int
    end: int
    cue: str
    cue_start: int
    method: str
    confidence: float
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: who said what, and the claims that the text makes in its own voice."""

    statements: tuple[Statement, ...]
    narrative_claims: tuple[Claim, ...]
    language: str

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the text, said or narrated, in order of appearance."""
        said = [claim for statement in self.statements for claim in statement.claims]
        return tuple(sorted([*said, *self.narrative_claims], key=lambda claim: (claim.start, claim.end)))


@dataclass(frozen=True, slots=True)
class Figure:
    """One published or registered number: by whom, for which period, scope and place, and where it stands."""

    indicator: str
    value: Decimal | str
    period_start: date | None
    period_end: date | None
    claimant: str = ""
    scope: str = ""
    place: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One plausible way to read the claim, and how it fares: a row of the verdict's range."""

    definition: str
    period: str
    low: Decimal
    high: Decimal
    holds: bool
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer about one claim, with everything that is needed to disagree with it."""

    word: Word
    finding: Finding
    explanation_en: str
    explanation_km: str
    arithmetic: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    definition: str = ""
    outcomes: tuple[Outcome, ...] = ()
    figures: tuple[Figure, ...] = ()
    checkable_with: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Addresses of the figures used, each once, in order."""
        return tuple(dict.fromkeys(figure.source for figure in self.figures if figure.source))


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with its verdicts, the gravest first; there is always at least one."""

    claim: Claim
    verdicts: tuple[Verdict, ...]
    statement: Statement | None = field(default=None)

    @property
    def verdict(self) -> Verdict:
        """The verdict that a reader should see first."""
        return self.verdicts[0]
