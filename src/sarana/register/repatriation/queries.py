from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import composed_once, keeps_plan
from sarana.register.cases.queries import cases_visible_to
from sarana.register.repatriation.models import HandoverList, Repatriation
from sarana.register.repatriation.rules import next_due

_LOOKED_AT = 200


def repatriations_visible_to(officer: Officer) -> QuerySet[Repatriation]:
    """The ways home that ``may_see_repatriation`` allows, as one query."""
    seen = cases_visible_to(officer).filter(pk=OuterRef("victim__case"))
    found = Repatriation.objects.filter(Exists(seen))
    return found.select_related(
        "victim__case", "victim__identity__agency_key", "agency", "handover", "assessed_place"
    )


def handovers_visible_to(officer: Officer) -> QuerySet[HandoverList]:
    """Lists with somebody on them whose case he sees; for those who make such lists, all of their own body."""
    seen = Q(Exists(repatriations_visible_to(officer).filter(handover=OuterRef("pk"))))
    if has_power(officer, Power.REFER_VICTIM):
        seen |= Q(agency=officer.agency_id)
    found = HandoverList.objects.filter(seen)
    return found.select_related("agency", "place", "signed_by", "agency_key")


def ways_due(officer: Officer, until: date, most: int) -> list[tuple[Repatriation, str, date]]:
    """What the officer's body waits for or owes on somebody's way home by that day, the latest first."""
    # Most bodies bring nobody home; the question whom he may see takes the database long to plan.
    waiting = _waiting(officer) if _any_waiting(agency=officer.agency_id) else []
    found = [(way, *due) for way in waiting if (due := next_due(way)) and due[1] <= until]
    return sorted(found, key=lambda each: each[2])[:most]


_WAITS = Q(handed_over_on__isnull=False, feedback_on=None) | Q(tracing_asked_on__isnull=False, traced_on=None)


@composed_once
def _any_waiting(*, agency: int) -> QuerySet[Repatriation, tuple[UUID]]:
    return Repatriation.objects.filter(_WAITS, agency=agency, called_off_on=None).values_list("pk")[:1]


@composed_once
@keeps_plan
def _waiting(officer: Officer) -> QuerySet[Repatriation]:
    running = repatriations_visible_to(officer).filter(agency=officer.agency_id, called_off_on=None)
    return running.filter(_WAITS).order_by("pk")[:_LOOKED_AT]
