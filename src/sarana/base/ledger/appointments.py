"""Appointing and retiring officers. It stands here because each leaves a ledger entry, and accounts lie below the ledger."""

import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sarana.base.accounts.enums import AgencyKind, Power, Role
from sarana.base.accounts.models import Agency, ApiToken, Officer
from sarana.base.accounts.rules import agency_in_scope, require
from sarana.base.ledger.actions import record_deed
from sarana.base.places.models import Place
from sarana.base.refused import Refused

_PASSWORD_BYTES = 12


def may_manage_agency(officer: Officer, agency: Agency) -> bool:
    """Whether the agency's officers are his to appoint: his own subtree's, everybody's for the national committee."""
    return _is_national(officer) or agency_in_scope(officer, agency.path)


def officers_managed_by(officer: Officer) -> QuerySet[Officer]:
    """The officers of the agencies that ``may_manage_agency`` allows, as one query."""
    managed = Officer.objects.select_related("agency", "place")
    return managed if _is_national(officer) else managed.filter(agency__path__startswith=officer.agency.path)


def _is_national(officer: Officer) -> bool:
    return officer.agency.kind == AgencyKind.NATIONAL_COMMITTEE and officer.agency.parent_id is None


@transaction.atomic
def appoint_officer(
    *,
    by: Officer,
    username: str,
    name_km: str,
    name_latin: str,
    role: Role | str,
    agency: Agency,
    place: Place | None = None,
    email: str = "",
    language: str = "km",
) -> tuple[Officer, str]:
    """Appoint an officer.

    Returns:
        The officer and a first password, to be handed over in person and changed at the first sign-in; it is kept
        nowhere.

    Raises:
        ValueError: the name is taken, or the agency isn't the administrator's to manage.
    """
    require(by, Power.MANAGE_ACCOUNTS)
    _require_reach(by, agency)
    if Officer.objects.filter(username__iexact=username).exists():
        raise Refused("Somebody signs in with this name already.", field="username")
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    officer = Officer(
        username=username,
        name_km=name_km,
        name_latin=name_latin,
        role=Role(role),
        agency=agency,
        place=place,
        email=email,
        language=language,
        password=make_password(password),
    )
    officer.full_clean(exclude=["agency", "place"])
    officer.save(force_insert=True)
    change = {"role": officer.role, "agency": agency.code, "place": place}
    record_deed(by=by, action="appoint_officer", record=officer, change=change)
    return officer, password


@transaction.atomic
def retire_officer(*, by: Officer, officer: Officer, reason: str) -> Officer:
    """Take an officer's access away at once, the API's tokens as well; what he did stays under his name."""
    require(by, Power.MANAGE_ACCOUNTS)
    _require_reach(by, officer.agency)
    if officer.pk == by.pk:
        raise Refused("Nobody retires himself; another administrator does.", field="officer")
    if not reason.strip():
        raise Refused("Write down why the officer is retired.", field="reason")
    if not officer.is_active:
        raise Refused("This officer has already retired.", field=None)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    ApiToken.objects.filter(officer=officer, revoked_at=None).update(revoked_at=timezone.now())
    record_deed(by=by, action="retire_officer", record=officer, reason=reason.strip())
    return officer


def _require_reach(by: Officer, agency: Agency) -> None:
    if not may_manage_agency(by, agency):
        raise Refused("The agency lies outside the part of the tree that you manage.", field="agency")
