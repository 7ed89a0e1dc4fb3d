"""The facts of the tier test as they may be shown: small counts of the register are hidden from whoever does not see them."""

from collections.abc import Collection
from dataclasses import dataclass

from sarana.measure.assessment.models import FactTold
from sarana.measure.assessment.queries import facts_of, facts_that_give_way
from sarana.measure.figures.models import Snapshot
from sarana.publish.charts.drawing import number
from sarana.science.disclosure import THRESHOLD
from sarana.science.tiers import FACTS, Criterion, Silence

_WORDS = {
    "small": ("1–4", "១–៤"),
    # A large number that would tell of few beside another is not said to be small.
    "hidden": ("hidden", "លាក់"),
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
class Year:
    """The facts of one year, and those beside which another would tell of few."""

    told: dict[str, float | Silence]
    beside: Collection[str]

    def value(self, code: str) -> float | Silence:
        """What is on record of a fact."""
        return self.told.get(code, Silence.NOT_ASKED)

    def hides(self, code: str, *, exact: bool) -> bool:
        """Whether a count of the register may not be shown; what people told for the assessment is theirs to show."""
        value = self.value(code)
        if exact or isinstance(value, Silence) or not FACTS[code].figure:
            return False
        return 0 < value < THRESHOLD or code in self.beside


@dataclass(frozen=True, slots=True)
class TwoYears:
    """All that is on record of a report's year and the year before, and who told what; read once for every criterion."""

    now: Year
    before: Year
    sources: dict[str, str]


def two_years(year: int, snapshot: Snapshot | None) -> TwoYears:
    """The facts that a report's year is read by."""
    told = FactTold.objects.filter(assessment__year=year).order_by("id")
    now, before = (
        Year(facts_of(one, snapshot), facts_that_give_way(one, snapshot)) for one in (year, year - 1)
    )
    return TwoYears(now, before, {one.fact: one.source for one in told})


def shown_facts(criterion: Criterion, facts: TwoYears, *, exact: bool, language: str) -> list[ShownFact]:
    """The facts of a criterion in its own year and the year before."""
    now, before, told = facts.now, facts.before, facts.sources
    km = language == "km"

    def word(key: str | Silence) -> str:
        return _WORDS[key][km]

    def written(code: str, of: Year) -> str:
        value = of.value(code)
        if isinstance(value, Silence):
            return word(value)
        return (
            word("small" if value < THRESHOLD else "hidden")
            if of.hides(code, exact=exact)
            else number(value, language)
        )

    found = []
    for code in criterion.facts:
        source = word("register") if FACTS[code].figure else told.get(code, "")
        if not source and not isinstance(now.value(code), Silence):
            source = word("record")
        found.append(
            ShownFact(
                code,
                FACTS[code].name_km if km else FACTS[code].name_en,
                written(code, now),
                written(code, before),
                source or "–",
                now.hides(code, exact=exact) or before.hides(code, exact=exact),
            )
        )
    return found
