"""The public page: tell something in three doors, come back with a number, leave without a trace."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sarana.base.accounts.models import Agency
from sarana.base.places.queries import provinces
from sarana.door.answers import fault_page, language_of, page
from sarana.door.catalogue import words_in
from sarana.door.forms import LABELS, Told, consents_in, read_form
from sarana.door.limits import Tries, address_of
from sarana.register.reports.actions import LONGEST as LONGEST_MESSAGE
from sarana.register.reports.actions import (
    door_agency,
    read_as_reporter,
    receive_report,
    replace_receipt,
    set_consents,
    write_as_reporter,
)
from sarana.register.reports.enums import Situation, Use, YesNoUnknown
from sarana.register.reports.models import ReportReceipt
from sarana.register.reports.queries import excludable_agencies, receipt_shown
from sarana.register.reports.rules import digits_of, grouped, plain_status

# Neutral addresses: they tell a reader of the history nothing.
DOORS = {"1": Situation.HELD, "2": Situation.KNOWN, "3": Situation.SEEN}
_ASSETS = Path(__file__).parent / "assets"
_KINDS = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}
_NOT_UNDERSTOOD = 422
_TOO_OFTEN = 429
_MISSING = 404

tries = Tries()


def _may_try(request: HttpRequest, kind: str) -> bool:
    return tries.may_try(kind, address_of(request.META, behind_proxy=settings.DOOR_BEHIND_PROXY))


def languages(request: HttpRequest) -> HttpResponse:
    """The first page: in which language?"""
    return page(request, "languages.html")


def home(request: HttpRequest) -> HttpResponse:
    """Danger and safety first, then three doors and the way back in."""
    w = words_in(language_of(request))
    context = {
        "doors": [(key, w[door.value]) for key, door in DOORS.items()],
        "dangers": [(answer.value, w[answer.value]) for answer in YesNoUnknown],
        "phone_words": w["home_phone"].format(phone=settings.DOOR_PHONE),
    }
    return page(request, "home.html", context)


def tell(request: HttpRequest, door: str) -> HttpResponse:
    """The form of one door; sent, the receipt is the answer to that very request and stands nowhere else."""
    situation = DOORS[door]
    if request.method != "POST" or "start" in request.POST:
        return _form(request, situation, read_form(request.POST), fresh=True)
    if not _may_try(request, "report"):
        return fault_page(request, _TOO_OFTEN)
    told = read_form(request.POST)
    agency = door_agency(settings.DOOR_AGENCY, told.agencies_out)
    if agency is None:
        told.faults.append("error_nobody")
    if agency is None or told.faults or told.too_long:
        return _form(request, situation, told, status=_NOT_UNDERSTOOD)
    once = request.POST.get("once", "")[:64]
    if once and not tries.is_first(once):
        return page(request, "twice.html")
    return _received(request, situation, told, agency, once)


def _received(
    request: HttpRequest, situation: Situation, told: Told, agency: Agency, once: str
) -> HttpResponse:
    try:
        _report, digits = receive_report(
            agency=agency,
            situation=situation,
            words=told.words(),
            language=language_of(request),
            **told.facts(),
        )
    except Exception:
        tries.forget(once)
        raise
    return page(request, "receipt.html", {"number": grouped(digits), "is_new": True})


def _form(
    request: HttpRequest, situation: Situation, told: Told, *, fresh: bool = False, status: int = 200
) -> HttpResponse:
    w = words_in(language_of(request))
    km = language_of(request) == "km"
    agency = door_agency(settings.DOOR_AGENCY)
    agency_name = (agency.name_km if km else agency.name_en) if agency else ""
    context = {
        "heading": w[situation.value],
        # Who answered on the first page is not asked again.
        "asked_before": w[told.danger] if _has_said_danger(request) else "",
        "told": told,
        "typed": told.typed,
        "faults": [] if fresh else _faults(w, told),
        "place_fields": [
            (name, w[f"{name}_q"], w.get(f"{name}_hint", ""), told.typed[name])
            for name in ("building", "location", "vehicle", "vessel")
        ],
        "unfold": bool(told.faults or told.too_long) and not fresh,
        "once": secrets.token_urlsafe(24),
        "provinces": [(code, p.name_km if km else p.name_latin) for code, p in sorted(provinces().items())],
        "agencies": [(a.code, a.name_km if km else a.name_en) for a in excludable_agencies()],
        "use_hint": w["use_hint"].format(agency=agency_name),
        "agencies_out": {a.code for a in told.agencies_out},
        "provinces_out": {p.code for p in told.provinces_out},
        "uses": _uses(w, told.consents),
    }
    return page(request, "form.html", context, status=status)


def _faults(w: dict[str, str], told: Told) -> list[str]:
    """What to mend; what is too long is named, with how much of it is too much."""
    too_long = [
        w["error_long"].format(question=w[LABELS[name]], most=most, typed=len(told.typed[name]))
        for name, most in told.too_long.items()
    ]
    return [w[fault] for fault in told.faults] + too_long


def _has_said_danger(request: HttpRequest) -> bool:
    on_the_first_page = "start" in request.POST or "asked" in request.POST
    return on_the_first_page and request.POST.get("danger", "") in YesNoUnknown


def _uses(w: dict[str, str], consents: dict[Use, bool]) -> list[dict[str, Any]]:
    return [{"key": f"use_{use}", "label": w[f"use_{use}"], "yes": consents[use]} for use in Use]


def back(request: HttpRequest) -> HttpResponse:
    """With the number: how it stands, messages, what is allowed. The number travels in the body of a form alone."""
    if request.method != "POST":
        return page(request, "back.html")
    if not _may_try(request, "receipt"):
        return fault_page(request, _TOO_OFTEN)
    typed = request.POST.get("number", "")
    receipt = receipt_shown(typed)
    if receipt is None:
        return page(request, "back.html", {"not_found": True}, status=_NOT_UNDERSTOOD)
    said = text = ""
    match request.POST.get("do", "look"):
        case "write":
            text = request.POST.get("text", "").strip()
            said = _written(receipt, text)
        case "uses":
            receipt.report = set_consents(receipt=receipt, consents=consents_in(request.POST))
            said = "saved"
        case "new":
            digits = replace_receipt(receipt=receipt)
            return page(request, "receipt.html", {"number": grouped(digits)})
    return _status(request, receipt, digits_of(typed), said, text)


def _written(receipt: ReportReceipt, text: str) -> str:
    if len(text) > LONGEST_MESSAGE:
        return "error_long"
    try:
        write_as_reporter(receipt=receipt, text=text)
    except ValueError:
        return "box_full"
    return "written"


def _status(request: HttpRequest, receipt: ReportReceipt, digits: str, said: str, text: str) -> HttpResponse:
    w, report = words_in(language_of(request)), receipt.report
    has_answer = report.messages.exclude(sent_by=None).filter(is_read=False).exists()
    refused = said in ("error_long", "box_full")
    consents = {use: bool(getattr(report, f"consent_{use}")) for use in Use}
    context = {
        "status": w[f"s_{plain_status(report, has_answer=has_answer)}"],
        "messages": [
            (message.sent_by_id is None, text) for message, text in read_as_reporter(receipt=receipt)
        ],
        "number": digits,
        "uses": _uses(w, consents),
        "said": w.get(said, ""),
        "fault": w[said].format(question=w["write_q"], most=LONGEST_MESSAGE, typed=len(text))
        if refused
        else "",
        # What was not taken stands in its field again.
        "typed": text if refused else "",
    }
    return page(request, "status.html", context, status=_NOT_UNDERSTOOD if refused else 200)


def leave(request: HttpRequest) -> HttpResponse:
    """The way out: the browser is asked to forget, and goes on to a page that looks like anybody's."""
    response = page(request, "leave.html", {"onward": settings.DOOR_EXIT})
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def asset(_request: HttpRequest, name: str) -> HttpResponse:
    """The one style sheet and the one script."""
    return HttpResponse((_ASSETS / name).read_bytes(), content_type=_KINDS[name])


def nothing(_request: HttpRequest) -> HttpResponse:
    """No sign for the tab: one would be kept by the browser."""
    return HttpResponse(status=204)


def robots(_request: HttpRequest) -> HttpResponse:
    """No search engine."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """There is no such page."""
    return fault_page(request, _MISSING)


def broken(request: HttpRequest) -> HttpResponse:
    """Something broke here."""
    return fault_page(request, 500)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it
    """The request itself made no sense."""
    return fault_page(request, 400)
