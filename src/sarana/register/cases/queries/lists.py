"""Pages of the list of cases, the newest first, with how many victims and suspects are in each."""

from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sarana.base.accounts.enums import Power
from sarana.base.newest import newest_by_ways
from sarana.base.once import composed_once
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.cases.queries.sight import not_kept_from, ways_to_see


@composed_once
def cases_of_keys(*, keys: tuple[UUID, ...]) -> QuerySet[Case]:
    """The cases with these keys, with their counts."""
    return with_counts(Case.objects.filter(pk__in=keys)).select_related("place", "owner__agency")


newest_cases = newest_by_ways(Power.SEE_CASES, seen=not_kept_from, ways=ways_to_see, read=cases_of_keys)
"""Of ``cases_visible_to``, those next to a key, with their counts."""


def with_counts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with ``victim_count`` and ``suspect_count``, for a page of a list.

    Counted in subqueries, so that only the page's own rows are counted and not every case before the page is cut.
    """
    return cases.annotate(victim_count=_number_of(Victim), suspect_count=_number_of(Suspect))


def _number_of(model: type[Victim] | type[Suspect]) -> Coalesce:
    rows = model.objects.filter(case=OuterRef("pk")).order_by().values("case")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
