"""What a campaign came to: shares with their interval, cost per person and per point of knowledge. Pure decisions."""

from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import agency_in_scope, has_power
from sarana.register.outreach.enums import KNOWLEDGE
from sarana.register.outreach.models import Campaign
from sarana.science.disclosure import THRESHOLD

# Two-sided 95 per cent of the normal distribution.
_Z = 1.959963984540054
CITED_WITHIN_DAYS = 90


@dataclass(frozen=True, slots=True)
class Share:
    """A share of those who answered, in per cent, with its interval of 95 per cent."""

    right: int
    answered: int
    percent: float
    low: float
    high: float


def share(right: int, answered: int) -> Share | None:
    """The share with Wilson's score interval (1927), which stays inside 0 and 100 and holds for few as well."""
    if answered <= 0:
        return None
    p, n, z2 = right / answered, answered, _Z * _Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return Share(
        right, answered, 100 * p, 100 * max(0.0, min(middle - half, p)), 100 * min(1.0, max(middle + half, p))
    )


@dataclass(frozen=True, slots=True)
class Gain:
    """By how many points a share rose, with its interval of 95 per cent."""

    points: float
    low: float
    high: float

    @property
    def is_certain(self) -> bool:
        """Whether the interval lies on one side of nothing."""
        return self.low > 0 or self.high < 0


def gain(before: Share | None, after: Share | None) -> Gain | None:
    """The difference of two independent shares with Newcombe's hybrid interval (1998, method 10)."""
    if before is None or after is None:
        return None
    difference = after.percent - before.percent
    down = sqrt((after.percent - after.low) ** 2 + (before.high - before.percent) ** 2)
    up = sqrt((after.high - after.percent) ** 2 + (before.percent - before.low) ** 2)
    return Gain(difference, difference - down, difference + up)


def knowledge(answers: dict[str, list[int]]) -> Share | None:
    """The items of knowledge taken together: answers that were right, of those that were given."""
    given = [answers[item] for item in KNOWLEDGE if item in answers]
    return share(sum(right for _n, right in given), sum(n for n, _right in given))


def per_person(cost: Decimal | None, reached: int) -> Decimal | None:
    """What it cost to reach one person."""
    return cost / reached if cost is not None and reached else None


def per_point(cost: Decimal | None, found: Gain | None) -> Decimal | None:
    """What one point of knowledge cost; none where the gain is not above what chance gives."""
    if cost is None or found is None or not found.is_certain or found.points <= 0:
        return None
    return cost / Decimal(str(round(found.points, 4)))


def survey_fault(asked: int, answers: dict[str, list[int]]) -> str:
    """Why a survey can't be taken; empty where it can."""
    if asked <= 0:
        return "Nobody was asked."
    for answered, right in answers.values():
        if not 0 <= right <= answered <= asked:
            return "More answered than were asked, or more rightly than answered."
    return "" if answers else "The survey holds no item that we know."


def session_fault(reached: int, women: int, men: int, under_18: int, migrants: int) -> str:
    """Why the parts of a session don't fit; parts that nobody counted are 0."""
    if women + men > reached:
        return "Women and men are more than all who were reached."
    return (
        "A part is more than all who were reached."
        if max(women, men, under_18, migrants, 0) > reached
        else ""
    )


def shown_count(value: int) -> int | None:
    """A count of reports as it may be shown; None where it is small."""
    return None if 0 < value < THRESHOLD else value


def may_run_campaign(officer: Officer, campaign: Campaign) -> bool:
    """Whether the officer adds sessions and surveys: the agency that runs it, those above it, the secretariat."""
    if has_power(officer, Power.EDIT_PLAN):
        return True
    return has_power(officer, Power.NOTE_PROGRESS) and agency_in_scope(officer, campaign.agency.path)
