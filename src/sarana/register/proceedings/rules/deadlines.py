"""What the law lets run out in a proceeding. Pure decisions; a day is a day in the country.

Sources: Code of Criminal Procedure of Cambodia (2007), articles 10 and 11 (time bar: 15, 5 and 1 years, begun anew by an
act of prosecution or investigation), 96 (custody of 48 hours, 24 more for a felony with the prosecutor's leave), 208 and
209 (detention before trial: 6 months, twice extended for a felony; 4 months, extended once by 2 for a misdemeanour), and for
an accused under 18 articles 96 and 100 (custody of 36 or 24 hours under 16, 48 or 36 hours under 18, felony or misdemeanour, with
no extension) and 212 to 214 (nobody under 14 is detained; before trial 4 or 2 months under 16, 6 or 4 months under 18).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils import timezone

from sarana.base.days import MONTHS_A_YEAR, months_later
from sarana.register.proceedings.enums import DeadlineKind, DetentionKind, OffenceClass
from sarana.science.palermo.statutes import longest_penalty

FELONY_ABOVE_YEARS = 5
CUSTODY = timedelta(hours=48)
CUSTODY_EXTENSION = timedelta(hours=24)
# Months of a first order and of each extension, and how many extensions there may be.
_REMAND: dict[OffenceClass, tuple[int, int, int]] = {
    OffenceClass.FELONY: (6, 6, 2),
    OffenceClass.MISDEMEANOUR: (4, 2, 1),
    OffenceClass.PETTY: (0, 0, 0),
}
# Below this age nobody is held at all.
HELD_FROM_AGE = 14


@dataclass(frozen=True, slots=True)
class YouthLimits:
    """How long an accused below an age may be held at most."""

    below_age: int
    custody: timedelta
    remand_months: int


# By the class of the offence, the youngest first.
_YOUTH: dict[OffenceClass, tuple[YouthLimits, ...]] = {
    OffenceClass.FELONY: (YouthLimits(16, timedelta(hours=36), 4), YouthLimits(18, timedelta(hours=48), 6)),
    OffenceClass.MISDEMEANOUR: (
        YouthLimits(16, timedelta(hours=24), 2),
        YouthLimits(18, timedelta(hours=36), 4),
    ),
    OffenceClass.PETTY: (YouthLimits(18, timedelta(0), 0),),
}
_LIMITATION_YEARS = {OffenceClass.FELONY: 15, OffenceClass.MISDEMEANOUR: 5, OffenceClass.PETTY: 1}


class Held(Protocol):
    """A detention, as far as its deadlines need it."""

    kind: str
    began_at: datetime
    extended: bool
    ordered_until: date | None
    ended_at: datetime | None


class Gone(Protocol):
    """A time during which the accused was absent."""

    since: date
    returned_on: date | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that runs out: what, and the last day (custody: the day of its last hour)."""

    kind: DeadlineKind
    on: date


def offence_class_of(articles: Iterable[str]) -> OffenceClass | None:
    """The class of the gravest article charged; None while none is charged or no penalty is known."""
    years = [years for article in articles if (years := longest_penalty(article)) is not None]
    if not years:
        return None
    return OffenceClass.FELONY if max(years) > FELONY_ABOVE_YEARS else OffenceClass.MISDEMEANOUR


def youth_limits(age: int | None, offence: OffenceClass) -> YouthLimits | None:
    """The limits for an accused of this age; None for an adult and where the age isn't known."""
    if age is None:
        return None
    if age < HELD_FROM_AGE:
        return YouthLimits(HELD_FROM_AGE, timedelta(0), 0)
    return next((limits for limits in _YOUTH[offence] if age < limits.below_age), None)


def remand_limit(began_on: date, offence: OffenceClass, age: int | None = None) -> date:
    """The last day on which the accused may be held before trial, all extensions used."""
    young = youth_limits(age, offence)
    if young is not None:
        return months_later(began_on, young.remand_months)
    first, each, times = _REMAND[offence]
    return months_later(began_on, first + each * times)


def custody_limit(began_at: datetime, offence: OffenceClass, age: int | None, *, extended: bool) -> datetime:
    """The last hour of police custody; that of a minor is not extended."""
    young = youth_limits(age, offence)
    if young is not None:
        return began_at + young.custody
    return began_at + CUSTODY + (CUSTODY_EXTENSION if extended else timedelta(0))


def limitation_ends(last_act_on: date, offence: OffenceClass) -> date:
    """The day on which the offence becomes time-barred when nothing more is done."""
    return months_later(last_act_on, _LIMITATION_YEARS[offence] * MONTHS_A_YEAR)


def deadlines_of(
    *,
    articles: Iterable[str],
    acts_on: Iterable[date],
    detentions: Iterable[Held],
    absences: Iterable[Gone],
    age: int | None,
    is_decided: bool,
) -> list[Deadline]:
    """Everything that may run out, the soonest first.

    Args:
        articles: the articles charged.
        acts_on: the days of the stages on record, each of which begins the time bar anew.
        detentions: of the accused in this proceeding.
        absences: times during which the accused had absconded.
        age: of the accused, None when it isn't known; shorter limits hold under 18, and nobody under 14 is held.
        is_decided: whether a court has decided; the time bar runs no more.
    """
    offence = offence_class_of(articles)
    found = [deadline for held in detentions for deadline in _of_detention(held, offence, age)]
    found += [Deadline(DeadlineKind.ABSENT, gone.since) for gone in absences if gone.returned_on is None]
    last = max(acts_on, default=None)
    if last is not None and not is_decided:
        # Before a charge nobody knows the class; trafficking is a felony, and the register is about trafficking.
        found.append(Deadline(DeadlineKind.LIMITATION, limitation_ends(last, offence or OffenceClass.FELONY)))
    return sorted(found, key=lambda deadline: deadline.on)


def _of_detention(held: Held, offence: OffenceClass | None, age: int | None) -> list[Deadline]:
    if held.ended_at is not None:
        return []
    if held.kind == DetentionKind.CUSTODY:
        # Before a charge nobody knows the class; trafficking is a felony, and the register is about trafficking.
        known = offence or OffenceClass.FELONY
        last_hour = custody_limit(held.began_at, known, age, extended=held.extended)
        return [Deadline(DeadlineKind.CUSTODY, timezone.localdate(last_hour))]
    found = [Deadline(DeadlineKind.REMAND_ORDER, held.ordered_until)] if held.ordered_until else []
    if offence is not None or (age is not None and age < HELD_FROM_AGE):
        began_on = timezone.localdate(held.began_at)
        limit = remand_limit(began_on, offence or OffenceClass.FELONY, age)
        found.append(Deadline(DeadlineKind.REMAND_LIMIT, limit))
    return found
