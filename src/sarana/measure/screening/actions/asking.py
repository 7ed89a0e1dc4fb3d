"""Names from outside the register held against the lists in force: a look-up that changes and keeps nothing of them."""

import json
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.ledger.models import Entry
from sarana.base.refused import Refused
from sarana.measure.screening.models import ListEdition
from sarana.measure.screening.queries import editions_in_force, index_in_force, is_protected_name
from sarana.science.screening import RECOMMENDED_THRESHOLD, Hit, Query

MOST_AT_ONCE = 50
MOST_AN_HOUR = 2_000
_ASKED = "screen_names"
_MOST_HITS = 20


class AskedTooOften(ValueError):
    """More names within an hour than anybody looks through by hand; the message says when to go on."""


def screen_names(
    *, by: Officer, queries: Sequence[Query], threshold: float = RECOMMENDED_THRESHOLD
) -> tuple[list[ListEdition], list[list[Hit]]]:
    """Hold names of suspects, organisations, owners or licence holders against every list in force.

    A name under which a victim or somebody sought is on record is compared with nothing and answered like one that
    resembles no entry, so that the answer does not tell: an empty answer clears nobody. That it was asked is on record,
    with how many names and never which.

    Args:
        by: who screens.
        queries: at most ``MOST_AT_ONCE``.
        threshold: hits below it are not given.

    Returns:
        The editions, and for each query its hits, the likeliest first.

    Raises:
        AskedTooOften: ``MOST_AN_HOUR`` names were asked within the hour.
        ValueError: too many at once, an empty name, or no list on record.
    """
    require(by, Power.SCREEN_NAMES)
    if not 0 < len(queries) <= MOST_AT_ONCE:
        raise Refused(
            f"Send between 1 and {MOST_AT_ONCE} names at once; there are {len(queries)}.", field="names"
        )
    for place, query in enumerate(queries, 1):
        if not query.name.strip():
            raise Refused(
                f"Name {place} is empty; write it as it stands in the papers, in any script.", field="names"
            )
    editions = editions_in_force()
    if not editions:
        raise Refused("No edition of a list is on record. Bring one first.", field=None)
    with transaction.atomic():
        _within_the_hour(by, len(queries))
        index = index_in_force(tuple(edition.pk for edition in editions))
        found = [
            [] if is_protected_name(query) else index.screen(query, threshold=threshold, most=_MOST_HITS)
            for query in queries
        ]
        change = {
            "names": len(queries),
            "hits": sum(map(len, found)),
            "lists": {edition.source: edition.generated_on.isoformat() for edition in editions},
        }
        record_deed(by=by, action=_ASKED, record=by, change=change)
    return editions, found


def _within_the_hour(by: Officer, more: int) -> None:
    # Two requests at once must not pass the limit together.
    Officer.objects.select_for_update(of=("self",)).get(pk=by.pk)
    since = timezone.now() - timedelta(hours=1)
    asked = Entry.objects.filter(
        record_type=by._meta.label_lower,  # noqa: SLF001
        record_id=str(by.pk),
        action=_ASKED,
        at__gte=since,
    ).order_by("seq")
    told = [(at, int(json.loads(change)["names"])) for at, change in asked.values_list("at", "change")]
    over = sum(names for _, names in told) + more - MOST_AN_HOUR
    if over <= 0:
        return
    # When enough of them will lie more than an hour back.
    free_at = since
    for at, names in told:
        free_at, over = at, over - names
        if over <= 0:
            break
    minutes = max(1, -(-int((free_at - since).total_seconds()) // 60))
    raise AskedTooOften(
        f"At most {MOST_AN_HOUR} names an hour. Go on in {minutes} minutes, or screen a file with `sarana screen`."
    )
