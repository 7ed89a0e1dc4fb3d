"""Names held against the lists in force, for a program of whoever screens. Nothing of a name is kept; that it was asked is on record."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from sarana.api.idempotency import acting
from sarana.api.schemas import Fault
from sarana.api.schemas_screening import NameIn, NamesIn, ScreenedOut
from sarana.base.vocabulary.rules import country_code
from sarana.measure.screening.actions import screen_names
from sarana.measure.screening.models import ListEdition
from sarana.measure.screening.rules import days_old, is_stale
from sarana.science.screening import RECOMMENDED_THRESHOLD, Hit, ListedAs, Query, births_in

router = Router(tags=["screening"])
_REFUSED = {401: Fault, 403: Fault, 422: Fault, 429: Fault}


@router.post("/screen", response={200: ScreenedOut, **_REFUSED})
def post_screen(request: HttpRequest, body: NamesIn) -> Any:
    """Hold up to 50 names of suspects, organisations, owners or licence holders against every list in force.

    Each hit says why and of which day the list is; it is a lead and no finding. Names of victims and of reporters do not
    belong here: one that is on record as a victim's is compared with nothing, so that an empty answer clears nobody.
    """
    threshold = body.threshold or RECOMMENDED_THRESHOLD
    editions, found = screen_names(
        by=acting(request), queries=[_query(one) for one in body.names], threshold=threshold
    )
    days = {edition.source: edition.generated_on for edition in editions}
    return {
        "lists": [_list(edition) for edition in editions],
        "threshold": threshold,
        "results": [
            {"ref": asked.ref, "hits": [{**_hit(hit), "date_generated": days[hit.source]} for hit in hits]}
            for asked, hits in zip(body.names, found, strict=True)
        ],
    }


def _query(asked: NameIn) -> Query:
    organisation = asked.kind == "organisation" or (asked.role == "organisation" and not asked.kind)
    listed_as = ListedAs.ORGANISATION if organisation else ListedAs.PERSON if asked.kind else None
    return Query(
        asked.name,
        births_in(asked.birth_date),
        tuple(sorted({country_code(text) for text in asked.nationalities if text.strip()})),
        tuple(asked.documents),
        listed_as,
    )


def _list(edition: ListEdition) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "list": edition.source,
        "edition": edition.pk,
        "date_generated": edition.generated_on,
        "days_old": days_old(edition, today),
        "is_stale": is_stale(edition, today),
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "list": hit.source,
        "id": hit.entry.key,
        "name": hit.name.text,
        "score": hit.score,
        "regime": str(hit.entry.regime),
        "programme": hit.entry.programme,
        "reasons": list(hit.reasons),
    }
