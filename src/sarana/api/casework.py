"""Traces of a case and interviews with a victim: what a program in the field writes, and what it may read back.

The value of a trace and what a person said go in sealed and never come out; reading them is done on a page, where it is logged.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from sarana.api.idempotency import acting, once
from sarana.api.schemas import (
    AnswersIn,
    Fault,
    InterviewIn,
    InterviewOut,
    ScreeningIn,
    TraceIn,
    TraceLinkIn,
    TraceLinkOut,
    TraceOut,
)
from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Event, Suspect, Victim
from sarana.register.cases.queries import cases_visible_to, victims_visible_to
from sarana.register.identification.actions import (
    answer_interview,
    begin_interview,
    end_interview,
    note_screening,
)
from sarana.register.identification.models import Interview
from sarana.register.identification.queries import interviews_visible_to, interviews_with
from sarana.register.identification.rules import may_interview
from sarana.register.traces.actions import add_trace, link_trace
from sarana.register.traces.models import Trace, TraceLink
from sarana.register.traces.queries import traces_visible_to

router = Router(tags=["casework"])
_REFUSED = {401: Fault, 403: Fault, 404: Fault, 409: Fault, 422: Fault}
_ENDS: dict[str, Any] = {"victim": Victim, "suspect": Suspect, "event": Event}


@router.get("/cases/{case_id}/traces", response={200: list[TraceOut], **_REFUSED})
def list_traces(request: HttpRequest, case_id: UUID) -> list[Trace]:
    """Phones, accounts, vehicles, premises and documents of a case, without their values."""
    by = acting(request)
    case = get_object_or_404(cases_visible_to(by), pk=case_id)
    return list(traces_visible_to(by).filter(case=case).order_by("id"))


@router.post("/cases/{case_id}/traces", response={201: TraceOut, **_REFUSED})
def post_trace(request: HttpRequest, case_id: UUID, body: TraceIn) -> Any:
    """Put a trace into a case; another unit that works on it is found at once."""

    def make(by: Any) -> Trace:
        case = get_object_or_404(cases_visible_to(by), pk=case_id)
        return add_trace(by=by, case=case, **body.dict())

    return Status(201, once(request, make))


@router.post("/traces/{trace_id}/links", response={201: TraceLinkOut, **_REFUSED})
def post_trace_link(request: HttpRequest, trace_id: UUID, body: TraceLinkIn) -> Any:
    """Say what a trace is to a victim, a suspect or an event of its case."""

    def make(by: Any) -> TraceLink:
        trace = get_object_or_404(traces_visible_to(by), pk=trace_id)
        require_edit(by, trace.case)
        facts = body.dict()
        named = {name: key for name in _ENDS if (key := facts.pop(name)) is not None}
        if len(named) != 1:
            raise ValueError("A link has one end: give victim, suspect or event, and only one of them.")
        ((name, key),) = named.items()
        to = get_object_or_404(_ENDS[name].objects.filter(case=trace.case_id), pk=key)
        return link_trace(by=by, trace=trace, to=to, **facts)

    return Status(201, once(request, make))


@router.get("/victims/{victim_id}/interviews", response={200: list[InterviewOut], **_REFUSED})
def list_interviews(request: HttpRequest, victim_id: UUID) -> list[Interview]:
    """Who has asked her already, the latest first; not what she said."""
    by = acting(request)
    victim = get_object_or_404(victims_visible_to(by), pk=victim_id)
    return list(interviews_with(victim, by))


@router.post("/victims/{victim_id}/interviews", response={201: InterviewOut, **_REFUSED})
def post_interview(request: HttpRequest, victim_id: UUID, body: InterviewIn) -> Any:
    """Begin an interview; an official one is filled in with what is known."""

    def make(by: Any) -> Interview:
        victim = get_object_or_404(victims_visible_to(by), pk=victim_id)
        return begin_interview(by=by, victim=victim, **body.dict())

    return Status(201, once(request, make))


@router.post("/interviews/{interview_id}/answers", response={200: InterviewOut, **_REFUSED})
def post_answers(request: HttpRequest, interview_id: UUID, body: AnswersIn) -> Interview:
    """Write down answers of an official interview by question; saying the same twice changes nothing."""
    found = _interview(request, interview_id)
    return answer_interview(by=acting(request), interview=found, answers=body.answers)


@router.post("/interviews/{interview_id}/screening", response={200: InterviewOut, **_REFUSED})
def post_screening(request: HttpRequest, interview_id: UUID, body: ScreeningIn) -> Interview:
    """Write down what was seen of one part of a guided screening."""
    found = _interview(request, interview_id)
    seen = {code: (what.strength, what.note) for code, what in body.seen.items()}
    return note_screening(by=acting(request), interview=found, part=body.part, seen=seen)


@router.post("/interviews/{interview_id}/end", response={200: InterviewOut, **_REFUSED})
def post_end(request: HttpRequest, interview_id: UUID) -> Interview:
    """The conversation is over; saying so twice changes nothing."""
    found = _interview(request, interview_id)
    if found.ended_at is None:
        return end_interview(by=acting(request), interview=found)
    if not may_interview(acting(request), found.victim):
        raise NotAllowed(Power.ASSERT_STATUS)
    return found


def _interview(request: HttpRequest, interview_id: UUID) -> Interview:
    return get_object_or_404(interviews_visible_to(acting(request)), pk=interview_id)
