from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from sarana.api.idempotency import acting, once
from sarana.api.newcomer import identity_meant
from sarana.api.schemas import (
    CaseIn,
    CaseOut,
    Fault,
    KnownAlready,
    OperationOut,
    ReportIn,
    ReportOut,
    StatusIn,
    StatusOut,
    VictimIn,
    VictimOut,
)
from sarana.base.places.models import Place
from sarana.register.cases.actions import add_victim, assert_status, open_case
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Case, StatusAssertion, Victim
from sarana.register.cases.queries import cases_visible_to, victims_visible_to
from sarana.register.operations.models import Operation
from sarana.register.operations.queries import operations_visible_to
from sarana.register.reports.actions import acknowledge_report, record_report
from sarana.register.reports.models import Report
from sarana.register.reports.queries import reports_visible_to

router = Router(tags=["register"])
_PAGE = 50
_REFUSED = {401: Fault, 403: Fault, 404: Fault, 409: Fault, 422: Fault}


def _page(records: QuerySet[Any], after: UUID | None) -> list[Any]:
    """Fifty records older than ``after``, the latest first: pages hold still while others write."""
    records = records.order_by("-id")
    return list((records.filter(id__lt=after) if after else records)[:_PAGE])


def _place(code: str) -> Place | None:
    if not code:
        return None
    place = Place.objects.filter(pk=code).first()
    if place is None:
        raise ValueError(f"The gazetteer holds no place with the code {code}.")
    return place


@router.get("/reports", response={200: list[ReportOut], **_REFUSED})
def list_reports(request: HttpRequest, after: UUID | None = None) -> list[Report]:
    """Reports that you may see, fifty a page."""
    return _page(reports_visible_to(acting(request)), after)


@router.post("/reports", response={201: ReportOut, **_REFUSED})
def post_report(request: HttpRequest, body: ReportIn) -> Any:
    """Put a report on record."""
    facts = body.dict(exclude={"narrative", "reporter", "whereabouts", "place"})
    words = {"narrative": body.narrative, "reporter": body.reporter, "whereabouts": body.whereabouts}
    return Status(
        201, once(request, lambda by: record_report(by=by, words=words, place=_place(body.place), **facts))
    )


@router.get("/reports/{report_id}", response={200: ReportOut, **_REFUSED})
def get_report(request: HttpRequest, report_id: UUID) -> Report:
    """One report, without its words."""
    return get_object_or_404(reports_visible_to(acting(request)), pk=report_id)


@router.post("/reports/{report_id}/acknowledge", response={200: ReportOut, **_REFUSED})
def post_acknowledgement(request: HttpRequest, report_id: UUID) -> Report:
    """Take a report up; saying it twice changes nothing."""
    by = acting(request)
    return acknowledge_report(by=by, report=get_object_or_404(reports_visible_to(by), pk=report_id))


@router.get("/cases", response={200: list[CaseOut], **_REFUSED})
def list_cases(request: HttpRequest, after: UUID | None = None) -> list[Case]:
    """Cases that you may see, fifty a page."""
    return _page(cases_visible_to(acting(request)), after)


@router.post("/cases", response={201: CaseOut, **_REFUSED})
def post_case(request: HttpRequest, body: CaseIn) -> Any:
    """Open a case, from reports that you may see."""

    def make(by: Any) -> Case:
        reports = [get_object_or_404(reports_visible_to(by), pk=pk) for pk in body.reports]
        words = {"title": body.title, "summary": body.summary}
        return open_case(
            by=by, opened_on=body.opened_on, words=words, place=_place(body.place), reports=reports
        )

    return Status(201, once(request, make))


@router.get("/cases/{case_id}", response={200: CaseOut, **_REFUSED})
def get_case(request: HttpRequest, case_id: UUID) -> Case:
    """One case, without its words."""
    return get_object_or_404(cases_visible_to(acting(request)), pk=case_id)


@router.get("/cases/{case_id}/victims", response={200: list[VictimOut], **_REFUSED})
def list_victims(request: HttpRequest, case_id: UUID) -> list[Victim]:
    """The victims of a case, by number."""
    case = get_object_or_404(cases_visible_to(acting(request)), pk=case_id)
    return list(case.victims.order_by("id"))


@router.post("/cases/{case_id}/victims", response={201: VictimOut, **_REFUSED, 409: KnownAlready | Fault})
def post_victim(request: HttpRequest, case_id: UUID, body: VictimIn) -> Any:
    """Add a person to protect; her identity goes to the vault, unless somebody on record may be the same (409)."""

    def make(by: Any) -> Victim:
        case = get_object_or_404(cases_visible_to(by), pk=case_id)
        words = {name: value for name, value in body.identity.dict().items() if value}
        if "birth_date" in words:
            words["birth_date"] = words["birth_date"].isoformat()
        require_edit(by, case)
        known = identity_meant(by, words, same_as=body.same_as, searched=body.searched)
        facts = body.dict(exclude={"identity", "same_as", "searched"})
        return add_victim(by=by, case=case, words=None if known else words, identity=known, **facts)

    return Status(201, once(request, make))


@router.post("/victims/{victim_id}/status", response={201: StatusOut, **_REFUSED})
def post_status(request: HttpRequest, victim_id: UUID, body: StatusIn) -> Any:
    """Assert a status in your agency's name."""

    def make(by: Any) -> StatusAssertion:
        victim = get_object_or_404(victims_visible_to(by), pk=victim_id)
        return assert_status(by=by, victim=victim, **body.dict())

    return Status(201, once(request, make))


@router.get("/operations", response={200: list[OperationOut], **_REFUSED})
def list_operations(request: HttpRequest, after: UUID | None = None) -> list[Operation]:
    """Operations that you may see, fifty a page; planned ones only if you belong to them."""
    return _page(operations_visible_to(acting(request)), after)
