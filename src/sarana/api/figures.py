from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Status

from sarana.api.idempotency import acting
from sarana.api.schemas import Fault, TextIn
from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import require
from sarana.measure.press.queries import check_text
from sarana.publish.releases.held_against import record_out
from sarana.publish.releases.queries import head_told, released_totals
from sarana.science.indicators import INDICATORS

router = Router(tags=["figures"])
_REFUSED = {401: Fault, 403: Fault, 404: Fault, 422: Fault}


@router.get("/figures", response={200: dict[str, Any], **_REFUSED})
def get_figures(
    request: HttpRequest,
    year: Annotated[int, Query(ge=1990, le=2100)],
    calendar: Literal["unodc", "tip"] = "unodc",
) -> Any:
    """National figures of a year as the latest releases show them; none leaves here that did not pass the gate."""
    require(acting(request), Power.SEE_FIGURES)
    found = [one for one in released_totals().values() if one.year == year and calendar == "unodc"]
    if not found:
        return Status(404, {"fault": "No figure of this year was released yet."})
    figures = [
        {
            "indicator": one.indicator,
            "version": INDICATORS[one.indicator].version,
            "year": one.year,
            "value": one.value,
            "hidden": one.value is None,
            "release": one.release,
            "as_of": one.as_of,
            "protection": {"kind": one.protection, "threshold": one.threshold, "within": one.within},
        }
        for one in sorted(found, key=lambda one: one.indicator)
    ]
    return {"release_ledger": head_told(), "figures": figures}


@router.post("/check", response={200: dict[str, Any], **_REFUSED})
def post_check(request: HttpRequest, body: TextIn) -> Any:
    """Hold a text against what is published: who said what, and how each claim fares."""
    require(acting(request), Power.CHECK_PRESS)
    return check_text(body.text, published_on=body.published_on, record=record_out())
