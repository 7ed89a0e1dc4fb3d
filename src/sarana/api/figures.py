from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Status

from sarana.api.idempotency import acting
from sarana.api.schemas import Fault, TextIn
from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import require
from sarana.measure.figures.queries import COUNTRY, figures_of_year, latest_snapshot
from sarana.measure.press.queries import check_text
from sarana.publish.protected import publishable_value

router = Router(tags=["figures"])
_REFUSED = {401: Fault, 403: Fault, 404: Fault, 422: Fault}


@router.get("/figures", response={200: dict[str, Any], **_REFUSED})
def get_figures(
    request: HttpRequest,
    year: Annotated[int, Query(ge=1990, le=2100)],
    calendar: Literal["unodc", "tip"] = "unodc",
) -> Any:
    """National totals of a year from the latest snapshot; counts of 1 to 4 are hidden (value null)."""
    require(acting(request), Power.SEE_FIGURES)
    snapshot = latest_snapshot()
    if snapshot is None:
        return Status(404, {"fault": "No snapshot was taken yet."})
    totals = [
        f for f in figures_of_year(str(snapshot.pk), year, calendar) if f.place == COUNTRY and not f.breakdown
    ]
    shown = []
    for figure in totals:
        value = publishable_value(figure)
        shown.append(
            {**figure.as_json(), "value": value, "hidden": value is None and figure.value is not None}
        )
    return {"snapshot": {"digest": snapshot.digest, "taken_at": snapshot.taken_at}, "figures": shown}


@router.post("/check", response={200: dict[str, Any], **_REFUSED})
def post_check(request: HttpRequest, body: TextIn) -> Any:
    """Hold a text against the record: who said what, and how each claim fares."""
    require(acting(request), Power.CHECK_PRESS)
    return check_text(body.text, published_on=body.published_on, snapshot=latest_snapshot())
