"""The facts of the tier test as they may be shown: small counts of the register are hidden from whoever does not see them."""

from dataclasses import dataclass

from sarana.measure.assessment.models import FactTold
from sarana.measure.assessment.queries import facts_of
from sarana.measure.figures.models import Snapshot
from sarana.publish.charts.drawing import number
from sarana.science.disclosure import THRESHOLD
from sarana.science.tiers import FACTS, Criterion, Silence

_WORDS = {
    "small": ("1–4", "១–៤"),
    Silence.NOT_ASKED: ("–", "–"),
    Silence.NO_ANSWER: ("no answer", "គ្មានចម្លើយ"),
    "register": ("register", "បញ្ជីការណ៍"),
    "record": ("plan or earlier assessment", "ផែនការ ឬការវាយតម្លៃមុន"),
}


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact of one year and the year before, as written; ``hidden`` says that a small count stands behind it."""

    code: str
    name: str
    now: str
    before: str
    source: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class TwoYears:
    """All that is on record of a report's year and the year before, and who told what; read once for every criterion."""

    now: dict[str, float | Silence]
    before: dict[str, float | Silence]
    sources: dict[str, str]


def two_years(year: int, snapshot: Snapshot | None) -> TwoYears:
    """The facts that a report's year is read by."""
    told = FactTold.objects.filter(assessment__year=year).order_by("id")
    return TwoYears(
        facts_of(year, snapshot), facts_of(year - 1, snapshot), {one.fact: one.source for one in told}
    )


def shown_facts(criterion: Criterion, facts: TwoYears, *, exact: bool, language: str) -> list[ShownFact]:
    """The facts of a criterion in its own year and the year before."""
    now, before, told = facts.now, facts.before, facts.sources
    km = language == "km"

    def word(key: str | Silence) -> str:
        return _WORDS[key][km]

    def written(code: str, value: float | Silence) -> str:
        if isinstance(value, Silence):
            return word(value)
        return word("small") if _small(code, value, exact) else number(value, language)

    found = []
    for code in criterion.facts:
        pair = (now.get(code, Silence.NOT_ASKED), before.get(code, Silence.NOT_ASKED))
        source = word("register") if FACTS[code].figure else told.get(code, "")
        if not source and not isinstance(pair[0], Silence):
            source = word("record")
        found.append(
            ShownFact(
                code,
                FACTS[code].name_km if km else FACTS[code].name_en,
                written(code, pair[0]),
                written(code, pair[1]),
                source or "–",
                any(not isinstance(value, Silence) and _small(code, value, exact) for value in pair),
            )
        )
    return found


def _small(code: str, value: float, exact: bool) -> bool:
    """Whether a figure of the register may not be shown; what people told for the assessment is theirs to show."""
    return not exact and bool(FACTS[code].figure) and 0 < value < THRESHOLD
