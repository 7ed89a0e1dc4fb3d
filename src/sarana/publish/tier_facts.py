"""The facts of the tier test as they may be shown: small counts of the register are hidden from whoever does not see them."""

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


def shown_facts(
    criterion: Criterion, year: int, snapshot: Snapshot | None, *, exact: bool, language: str
) -> list[ShownFact]:
    """The facts of a criterion in its own year and the year before."""
    now, before = _Year(year, snapshot, exact), _Year(year - 1, snapshot, exact)
    km = language == "km"
    told = {one.fact: one.source for one in FactTold.objects.filter(assessment__year=year).order_by("id")}

    def word(key: str | Silence) -> str:
        return _WORDS[key][km]

    def written(code: str, of: _Year) -> str:
        value = of.value(code)
        if isinstance(value, Silence):
            return word(value)
        return word("small" if value < THRESHOLD else "hidden") if of.hides(code) else number(value, language)

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
                now.hides(code) or before.hides(code),
            )
        )
    return found


class _Year:
    """The facts of one year, and which of them may not be shown; what people told for the assessment is theirs to show."""

    def __init__(self, year: int, snapshot: Snapshot | None, exact: bool) -> None:
        self._told = facts_of(year, snapshot)
        self._beside = facts_that_give_way(year, snapshot)
        self._exact = exact

    def value(self, code: str) -> float | Silence:
        return self._told.get(code, Silence.NOT_ASKED)

    def hides(self, code: str) -> bool:
        value = self.value(code)
        if self._exact or isinstance(value, Silence) or not FACTS[code].figure:
            return False
        return 0 < value < THRESHOLD or code in self._beside
