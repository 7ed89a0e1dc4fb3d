import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Subquery, When
from django.db.models.lookups import IsNull

from sarana.base.accounts.enums import AgencyKind
from sarana.base.accounts.models import Agency, ApiToken, Officer
from sarana.base.once import composed_once, once_in_a_request


def agencies_below(agency: Agency) -> QuerySet[Agency]:
    """The agency itself and everything below it."""
    return Agency.objects.filter(path__startswith=agency.path)


@once_in_a_request
def units_of(officer: Officer) -> tuple[int, ...]:
    """Keys of the officer's agency and of all below it.

    As keys and not as a path: the database then knows how few records a small unit has, and goes to them by their index
    instead of walking through everybody's.
    """
    return tuple(key for (key,) in _keys_below(officer))


@composed_once
def _keys_below(officer: Officer) -> QuerySet[Agency, tuple[int]]:
    return agencies_below(officer.agency).order_by("pk").values_list("pk")


# So many keys are named one by one; whoever is reached by more is found by asking record for record.
_FEW = 50


def first_keys(*ways: QuerySet[Any, tuple[UUID]]) -> QuerySet[Any, tuple[UUID]]:
    """Of the keys that several queries give, as many as it takes for ``if_few`` to tell."""
    first, *others = (way.order_by() for way in ways)
    return (first.union(*others, all=True) if others else first)[: _FEW + 1]


# Who was found to be reached by many: (way, key of an officer, key of an agency).
_many: set[tuple[object, int, int]] = set()


def if_few(
    first: Callable[..., list[tuple[UUID]]], *, officer: int = 0, agency: int = 0
) -> frozenset[UUID] | None:
    """The keys that ``first`` gives of an officer or an agency, if few enough to be named in a query; else None.

    Who has many is kept in mind and not asked again: asking record for record is right for those with few as well.
    """
    whose = (first, officer, agency)
    if whose in _many:
        return None
    named = {name: key for name, key in (("officer", officer), ("agency", agency)) if key}
    keys = few_or_none(first(**named))
    if keys is None:
        _many.add(whose)
    return keys


def few_or_none(keys: list[tuple[UUID]]) -> frozenset[UUID] | None:
    """What ``first_keys`` gave, if few enough to be named in a query; else None."""
    return frozenset(key for (key,) in keys) if len(keys) <= _FEW else None


def reached_by(rows: QuerySet[Any]) -> Q:
    """Whether a record is named in one of these rows, which are tied to it by ``OuterRef``; asked record for record.

    Not EXISTS: PostgreSQL would gather all rows of an agency, 200,000 of a ministry that is a partner everywhere, before
    it shows the newest twenty records.
    """
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))


def mostly(condition: Q) -> Q:
    """The same condition, said so that a database expects nearly every record to fulfil it.

    An officer's province and his unit go together; PostgreSQL takes them for independent, expects a hundredth of the
    unit's records in the province, and sorts all four thousand to find the newest twenty.
    """
    return Q(IsNull(Case(When(condition, then=1)), False))


def committee_of(place_code: str) -> Agency | None:
    """The provincial committee to which a place routes; None when the gazetteer and the agencies disagree."""
    return Agency.objects.filter(kind=AgencyKind.PROVINCIAL_COMMITTEE, place_id=place_code[:2]).first()


def agencies_owing_returns() -> QuerySet[Agency]:
    """The units from which a monthly return is expected."""
    return Agency.objects.filter(owes_returns=True, closed_on=None).select_related("place")


def agencies_open() -> QuerySet[Agency]:
    """Agencies that still exist."""
    return Agency.objects.filter(closed_on=None)


def officers_below(agency: Agency) -> QuerySet[Officer]:
    """Officers of the agency and of all below it."""
    return Officer.objects.filter(agency__path__startswith=agency.path).select_related("agency", "place")


def officer_by_token(token: str) -> Officer | None:
    """The officer whose program shows this API token; None when unknown, revoked or retired."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    found = (
        ApiToken.objects.filter(Q(digest=digest), revoked_at=None, officer__is_active=True)
        .select_related("officer__agency", "officer__place")
        .first()
    )
    return found.officer if found else None
