"""Cases that were opened in an emergency, for who owns them and who reviews it."""

from datetime import datetime

from django.db.models import Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import composed_once, keeps_plan
from sarana.register.cases.models import GlassBreak
from sarana.register.cases.queries.sight import cases_kept_from


@composed_once
def glass_broken(*, since: datetime) -> QuerySet[GlassBreak]:
    """Whether any case at all was opened in an emergency since then."""
    return GlassBreak.objects.filter(broken_at__gte=since)[:1]


def glass_breaks_visible_to(officer: Officer) -> QuerySet[GlassBreak]:
    """Emergency openings: of the cases he owns, his own, and for oversight those of other agencies, for review."""
    sight = Q(case__owner=officer) | Q(officer=officer)
    if has_power(officer, Power.SEE_LEDGER):
        sight |= ~Q(officer__agency=officer.agency_id)
    seen = GlassBreak.objects.filter(sight).exclude(case__in=cases_kept_from(officer))
    return seen.select_related("case", "officer__agency", "reviewed_by")


def glass_to_show(officer: Officer, *, since: datetime) -> list[GlassBreak]:
    """For his desk: what others opened since then, for oversight only what waits for a review; the latest three."""
    return (
        _glass_to_show(officer, has_power(officer, Power.SEE_LEDGER), since=since)
        if glass_broken(since=since)
        else []
    )


@composed_once
@keeps_plan
def _glass_to_show(officer: Officer, reviews: bool, *, since: datetime) -> QuerySet[GlassBreak]:
    recent = glass_breaks_visible_to(officer).filter(broken_at__gte=since).exclude(officer=officer)
    return (recent.filter(reviewed_at=None) if reviews else recent)[:3]
