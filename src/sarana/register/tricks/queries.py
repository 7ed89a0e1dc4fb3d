from uuid import UUID

from django.db.models import Count, QuerySet

from sarana.base.once import composed_once
from sarana.register.cases.models import Case
from sarana.register.reports.models import Report
from sarana.register.tricks.enums import TrickState
from sarana.register.tricks.models import Trick, TrickSeen
from sarana.science.disclosure import protect_parts


def tricks_by_code() -> QuerySet[Trick]:
    """The whole catalogue with its red flags, by code; it names no person and is open to every officer."""
    return Trick.objects.prefetch_related("red_flags").order_by("code")


def active_tricks() -> QuerySet[Trick]:
    """The tricks that are met at present."""
    return Trick.objects.filter(state=TrickState.ACTIVE).order_by("code")


def tricks_in(record: Report | Case) -> list[Trick]:
    """The tricks that were recognised in a report or case."""
    return _seen_in(None, "case" if isinstance(record, Case) else "report", record=record.pk)


@composed_once
def _seen_in(kind: str, *, record: UUID) -> QuerySet[Trick]:
    return Trick.objects.filter(**{f"seen__{kind}": record}).order_by("code")


def counts_of(kind: str) -> dict[UUID, int | None]:
    """How many records of a kind (``report`` or ``case``) show each trick; small counts are hidden (None).

    A record may show several tricks and no sum of these counts is shown anywhere, so hiding one gives none away.
    """
    seen = TrickSeen.objects.exclude(**{kind: None}).order_by().values("trick")
    counts: dict[UUID, int] = dict(seen.annotate(number=Count("pk")).values_list("trick", "number"))
    return protect_parts(counts, total_is_known=False)
