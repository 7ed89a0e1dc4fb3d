"""What a finding is, and where the functions are kept that come to one."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sarana.science.tiers.criteria import CRITERIA
from sarana.science.tiers.facts import Facts, known, missing, silent
from sarana.science.tiers.words import fact, say


class Standing(StrEnum):
    """What the record says of a criterion."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    # Asked for and not answered: the law presumes that there is no vigorous action.
    PRESUMED_NOT = "presumed_not"
    UNKNOWN = "unknown"


AGAINST = frozenset({Standing.NOT_MET, Standing.PRESUMED_NOT})


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion's standing, the reasons beside its facts in both languages, and the facts missing for a full answer."""

    code: str
    standing: Standing
    reasons: tuple[dict[str, str], ...]
    missing: tuple[str, ...]


type Weigh = Callable[[Facts, Facts], tuple[Standing, list[dict[str, str]]]]
_RULES: dict[str, Weigh] = {}
# Where no answer to a request is presumed to be no action: 22 USC 7106(b)(1) and (7).
_PRESUMED = {"I1": ("investigations", "prosecutions", "convictions"), "I7": ("officials_alleged", "officials_investigated", "officials_prosecuted")}  # fmt: skip


def rule(code: str) -> Callable[[Weigh], Weigh]:
    """The function below weighs that criterion."""

    def keep(weigh: Weigh) -> Weigh:
        _RULES[code] = weigh
        return weigh

    return keep


def find(code: str, now: Facts, before: Facts) -> Finding:
    """What the record of a year says of one criterion, beside that of the year before.

    Raises:
        KeyError: for a criterion that is none.
    """
    absent = tuple(missing(now, *CRITERIA[code].facts))
    if unanswered := silent(now, *_PRESUMED.get(code, ())):
        silences = tuple(say("no answer", fact=fact(one)) for one in unanswered)
        return Finding(code, Standing.PRESUMED_NOT, silences, absent)
    standing, reasons = _RULES[code](now, before)
    return Finding(code, standing, tuple(reasons), absent)


def all_or_some(now: Facts, *codes: str) -> Standing:
    """Met when each is above zero, partly when one is, not met when all are known to be zero."""
    values = [known(now, code) for code in codes]
    numbers = [value[0] for value in values if value is not None]
    if len(numbers) == len(codes) and all(number > 0 for number in numbers):
        return Standing.MET
    if any(number > 0 for number in numbers):
        return Standing.PARTLY
    return Standing.NOT_MET if len(numbers) == len(codes) else Standing.UNKNOWN


def all_findings(now: Facts, before: Facts) -> dict[str, Finding]:
    """Every criterion of the test for one year."""
    return {code: find(code, now, before) for code in CRITERIA}
