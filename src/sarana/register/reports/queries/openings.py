"""Requests to read what was told, and what one officer opened alone."""

from django.db.models import Exists, OuterRef, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import composed_once, keeps_plan
from sarana.register.reports.enums import OpeningState
from sarana.register.reports.models import WordsOpening
from sarana.register.reports.queries.sight import reports_visible_to


def openings_to_decide(officer: Officer) -> QuerySet[WordsOpening]:
    """Requests that ``may_grant_opening`` lets the officer decide: what was opened alone first, then the oldest."""
    if not has_power(officer, Power.GRANT_OPENING):
        return WordsOpening.objects.none()
    visible = reports_visible_to(officer).filter(pk=OuterRef("report")).order_by()
    waiting = WordsOpening.objects.filter(state=OpeningState.WAITING).exclude(asked_by=officer)
    return (
        waiting.filter(Exists(visible))
        .select_related("report__place", "report__agency", "asked_by__agency")
        .order_by("-alone", "asked_at")
    )


def first_openings(officer: Officer, most: int) -> list[WordsOpening]:
    """Of ``openings_to_decide``, as many as a desk shows."""
    return _first_openings(officer, most) if has_power(officer, Power.GRANT_OPENING) else []


@composed_once
@keeps_plan
def _first_openings(officer: Officer, most: int) -> QuerySet[WordsOpening]:
    return openings_to_decide(officer)[:most]


def openings_alone(officer: Officer) -> QuerySet[WordsOpening]:
    """The standing list of what one officer opened alone, of the reports that this one may see; for those who decide."""
    if not has_power(officer, Power.GRANT_OPENING):
        return WordsOpening.objects.none()
    visible = reports_visible_to(officer).filter(pk=OuterRef("report")).order_by()
    found = WordsOpening.objects.filter(Exists(visible), alone=True)
    return found.select_related("report__place", "asked_by__agency", "decided_by__agency")
