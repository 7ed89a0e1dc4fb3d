"""Who puts together, signs and publishes releases, and what may be asked of one. Pure decisions."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.publish.releases.enums import Protection, ReleaseState
from sarana.publish.releases.models import Release
from sarana.science.disclosure import FLOOR
from sarana.science.indicators import INDICATORS

# The smallest count that may be known where nobody chooses another.
USUAL_THRESHOLD = 11
# What may be learnt of any person of a data year over all releases with noise: zCDP, that of epsilon 1.4 as pure privacy.
YEARLY_RHO = Fraction(1)
MOST_DIMENSIONS = 3
# That all of a group stand in one category of these tells what each of them went through.
SENSITIVE = frozenset({"form", "standing", "law"})
_COUNTS_PERSONS = frozenset({"cases.victim", "cases.suspect"})
_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def prepares_releases(officer: Officer) -> bool:
    """Whether the officer sees releases in the making, puts them together, signs and publishes them."""
    return has_power(officer, Power.WRITE_REPORT)


def may_sign(officer: Officer, release: Release, signed: Iterable[Officer]) -> bool:
    """Whether the officer's signature is the next one: after the attack, and never twice by the same person."""
    open_to_it = release.state in {ReleaseState.ATTACKED, ReleaseState.SIGNED}
    return prepares_releases(officer) and open_to_it and officer.pk not in {one.pk for one in signed}


def may_be_protected(release: Release) -> bool:
    """Whether its tables can still be chosen and protected."""
    return release.state in {
        ReleaseState.DRAFT,
        ReleaseState.PROTECTED,
        ReleaseState.FAILED,
        ReleaseState.ATTACKED,
    }


def may_be_attacked(release: Release) -> bool:
    """Whether it can be attacked: once protected, and again while it is not out, since others may have come out."""
    return release.state in {
        ReleaseState.PROTECTED,
        ReleaseState.FAILED,
        ReleaseState.ATTACKED,
        ReleaseState.SIGNED,
        ReleaseState.COUNTERSIGNED,
    }


def counts_persons_once(indicator: str) -> bool:
    """Whether a person stands in one cell of a year at most, so that noise can hide her."""
    return INDICATORS[indicator].record_table in _COUNTS_PERSONS


def fault_of_table(
    indicator: str, dimensions: Sequence[str], protection: str, threshold: int, rho: str
) -> str:
    """Why a table can't be asked for so; nothing when it can."""
    if len(dimensions) > MOST_DIMENSIONS or len(set(dimensions)) != len(dimensions):
        return "Choose three different dimensions at most."
    if protection == Protection.NOISE:
        if not counts_persons_once(indicator):
            return "Noise hides persons who are counted once; this figure counts something else."
        return (
            ""
            if fraction_of(rho)
            else "Say how much of the year's budget the noise spends: a number above 0."
        )
    if threshold < FLOOR:
        return f"{FLOOR} is the least that may be chosen."
    return ""


def fraction_of(text: str) -> Fraction | None:
    """The number above zero that was written, or nothing."""
    try:
        found = Fraction(text.translate(_DIGITS).strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None
    return found if found > 0 else None


def numbers_not_shown(words: str, shown: Iterable[int]) -> list[str]:
    """Numbers in words that no table shows: years apart, they would go out past the gate."""
    known = set(shown)
    found = []
    for told in _NUMBER.findall(words.translate(_DIGITS)):
        whole = told.replace(",", "").replace(".", "")
        value = int(whole)
        if value not in known and not _FIRST_YEAR <= value <= _LAST_YEAR:
            found.append(told)
    return found
