"""The API: the same actions as the pages, JSON in and out, described by OpenAPI at /api/docs and /api/openapi.json.

A token per officer (``Authorization: Bearer …``); ``Idempotency-Key`` makes a repeated write harmless. Identities go in
sealed and never come out: opening one is done on a page, with a reason.
"""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer

from sarana.api import casework, figures, register, screening
from sarana.api.newcomer import SearchFirst
from sarana.base.accounts.actions import KeyUsedOtherwise
from sarana.base.accounts.models import Officer
from sarana.base.accounts.queries import officer_by_token
from sarana.base.accounts.rules import NotAllowed
from sarana.base.refused import Refused
from sarana.measure.screening.actions import AskedTooOften
from sarana.register.editing import EditConflict


class OfficerToken(HttpBearer):
    """The officer whose token came with the request."""

    def authenticate(self, request: HttpRequest, token: str) -> Officer | None:
        officer = officer_by_token(token)
        if officer is not None:
            request.user = officer
        return officer


api = NinjaAPI(
    title="Sarana",
    version="1",
    description=__doc__,
    urls_namespace="api",
    auth=OfficerToken(),
    docs_url=None,
    openapi_url="/openapi.json",
)
api.add_router("", register.router)
api.add_router("", casework.router)
api.add_router("", figures.router)
api.add_router("", screening.router)


@api.exception_handler(NotAllowed)
def not_allowed(request: HttpRequest, fault: NotAllowed) -> HttpResponse:
    """403 with the power that is missing."""
    return api.create_response(request, {"fault": "not allowed", "power": str(fault.power)}, status=403)


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """422 with the messages by field."""
    return api.create_response(request, {"fault": "not valid", "fields": fault.message_dict}, status=422)


@api.exception_handler(EditConflict)
def edited_meanwhile(request: HttpRequest, fault: EditConflict) -> HttpResponse:
    """409 with the names of the fields that somebody else changed."""
    body = {"fault": "edited meanwhile", "fields": sorted(fault.theirs), "version": fault.version}
    return api.create_response(request, body, status=409)


@api.exception_handler(KeyUsedOtherwise)
def key_used_otherwise(request: HttpRequest, fault: KeyUsedOtherwise) -> HttpResponse:
    """409: the idempotency key belongs to another request."""
    return api.create_response(request, {"fault": str(fault)}, status=409)


@api.exception_handler(SearchFirst)
def search_first(request: HttpRequest, fault: SearchFirst) -> HttpResponse:
    """409: somebody on record may be the same person."""
    return api.create_response(request, fault.answer, status=409)


@api.exception_handler(AskedTooOften)
def asked_too_often(request: HttpRequest, fault: AskedTooOften) -> HttpResponse:
    """429 with when to go on."""
    return api.create_response(request, {"fault": str(fault)}, status=429)


@api.exception_handler(ValueError)
def not_possible(request: HttpRequest, fault: ValueError) -> HttpResponse:
    """422 with the reason in one sentence, and beside the field where it is about one."""
    field = fault.field if isinstance(fault, Refused) else None
    named = {"fields": {field: [str(fault)]}} if field else {}
    return api.create_response(request, {"fault": str(fault), **named}, status=422)
